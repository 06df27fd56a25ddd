import { z } from 'zod';
import { reimaginePicture } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture, sizeLike, sizeOfAspect } from '../endpoint.ts';

const aspects = [
  'original',
  'square_1_1',
  'classic_4_3',
  'traditional_3_4',
  'widescreen_16_9',
  'social_story_9_16',
  'standard_3_2',
  'portrait_2_3',
  'horizontal_2_1',
  'vertical_1_2',
  'social_post_4_5',
] as const;

const schema = z.strictObject({
  image: z.string(),
  prompt: z.string().default(''),
  webhook_url: z.url().optional(),
  imagination: z.enum(['wild', 'subtle', 'vivid']).default('vivid'),
  aspect_ratio: z.enum(aspects).default('original'),
});

/** The documents' schema is unwrapped, their example and the provider's own sample are wrapped: see `answerShapes`. */
export const reimagineFlux = defineEndpoint({
  name: 'reimagine-flux',
  path: '/v1/ai/beta/text-to-image/reimagine-flux',
  answers: 'at-once',
  schema,
  pictureFields: ['image'],
  webhookUrl: (body) => body.webhook_url,
  ignored: () => [],
  isRefused: () => false,
  outputs({ prompt, imagination, aspect_ratio: aspect }, { image }, { variation, sizes }) {
    const { bytes, width, height } = givenPicture(image);
    const size = aspect === 'original' ? sizeLike(width, height, '1k', sizes) : sizeOfAspect(aspect, '1k', sizes);
    const parameters = { prompt, imagination, variation, ...size };
    return [{ nsfw: /\bnsfw\b/i.test(prompt), render: (make) => reimaginePicture(bytes, make, parameters) }];
  },
});
