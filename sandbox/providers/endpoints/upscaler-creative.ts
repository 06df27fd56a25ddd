import { z } from 'zod';
import { upscalePicture } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture } from '../endpoint.ts';
import { checkShape, tenBothWays } from '../fields.ts';

const MAXIMUM_PIXELS = 25_300_000;

const purposes = [
  'standard',
  'soft_portraits',
  'hard_portraits',
  'art_n_illustration',
  'videogame_assets',
  'nature_n_landscapes',
  'films_n_photography',
  '3d_renders',
  'science_fiction_n_horror',
] as const;

const schema = z.strictObject({
  image: z.string(),
  webhook_url: z.url().optional(),
  scale_factor: z.enum(['2x', '4x', '8x', '16x']).default('2x'),
  optimized_for: z.enum(purposes).default('standard'),
  prompt: z.string().default(''),
  creativity: tenBothWays,
  hdr: tenBothWays,
  resemblance: tenBothWays,
  fractality: tenBothWays,
  engine: z.enum(['automatic', 'magnific_illusio', 'magnific_sharpy', 'magnific_sparkle']).default('automatic'),
  filter_nsfw: z.boolean().default(false),
});

const factorOf = (scale: z.output<typeof schema>['scale_factor']) => Number.parseInt(scale, 10);

export const upscalerCreative = defineEndpoint({
  name: 'upscaler-creative',
  path: '/v1/ai/image-upscaler',
  schema,
  pictureFields: ['image'],
  // the documents know base64 only; a client that is much used sends links
  pictureSource: 'base64-or-link',
  pictureRule: checkShape,
  webhookUrl: (body) => body.webhook_url,
  ignored: ({ image }) => (/^https?:/.test(image) ? ['image is a link, of which the documents say nothing'] : []),
  isRefused: () => false,
  check({ scale_factor: scale }, { image }) {
    const { width, height } = givenPicture(image);
    if (width * height * factorOf(scale) ** 2 <= MAXIMUM_PIXELS) return [];
    return [{ field: 'body.scale_factor', reason: 'The upscaled image should have at most 25.3 million pixels' }];
  },
  outputs(body, { image }, { variation }) {
    const { bytes } = givenPicture(image);
    const freedom = Math.max(0, 10 + body.creativity - body.resemblance);
    const parameters = {
      factor: factorOf(body.scale_factor),
      sharpen: body.engine === 'magnific_sharpy' ? 80 : 40,
      grain: body.engine === 'magnific_illusio' ? 0 : 4,
      detail: (body.fractality + 10) * 5,
      saturation: 1 + (body.hdr + 10) / 50,
      contrast: 1 + body.hdr / 40,
      hue: Math.round((freedom * variation) / 8),
    };
    return [{ nsfw: /\bnsfw\b/i.test(body.prompt), render: () => upscalePicture(bytes, parameters) }];
  },
});
