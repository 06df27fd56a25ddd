import { z } from 'zod';
import { expandPicture } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture } from '../endpoint.ts';
import type { DecodedPicture } from '../fields.ts';

const SHORTEST_KEPT_SIDE = 256;
const MAXIMUM_PIXELS = 20_000_000;

const margin = z.int().min(0).max(2048).nullish();

const schema = z.strictObject({
  image: z.string(),
  prompt: z.string().default(''),
  webhook_url: z.url().optional(),
  left: margin,
  right: margin,
  top: margin,
  bottom: margin,
});

type Body = z.output<typeof schema>;

const sides = ['left', 'right', 'top', 'bottom'] as const;
/** What an absent margin is, which is not nothing; null is. */
const absent = { left: 512, right: 512, top: 256, bottom: 256 } as const;

function marginsOf(body: Body) {
  const of = (side: (typeof sides)[number]) => (body[side] === undefined ? absent[side] : (body[side] ?? 0));
  return { left: of('left'), right: of('right'), top: of('top'), bottom: of('bottom') };
}

function whatIsWrong(body: Body, { width, height }: DecodedPicture): string | undefined {
  if (Math.min(width, height) < SHORTEST_KEPT_SIDE) return `Input should be at least ${SHORTEST_KEPT_SIDE} px a side`;
  const { left, right, top, bottom } = marginsOf(body);
  const pixels = (width + left + right) * (height + top + bottom);
  return pixels > MAXIMUM_PIXELS ? 'The expanded image should have at most 20 million pixels' : undefined;
}

export const imageExpand = defineEndpoint({
  name: 'image-expand',
  path: '/v1/ai/image-expand/flux-pro',
  schema,
  pictureFields: ['image'],
  webhookUrl: (body) => body.webhook_url,
  ignored: (body) =>
    sides.filter((side) => body[side] === undefined).map((side) => `${side} is absent, which makes it ${absent[side]}`),
  isRefused: () => false,
  check(body, { image }) {
    const reason = whatIsWrong(body, givenPicture(image));
    return reason === undefined ? [] : [{ field: 'body.image', reason }];
  },
  outputs(body, { image }, { variation }) {
    const { bytes } = givenPicture(image);
    const parameters = { ...marginsOf(body), prompt: body.prompt, variation };
    return [{ nsfw: /\bnsfw\b/i.test(body.prompt), render: () => expandPicture(bytes, parameters) }];
  },
});
