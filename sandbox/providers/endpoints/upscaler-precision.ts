import { z } from 'zod';
import { upscalePicture } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture } from '../endpoint.ts';
import { checkShape, percent } from '../fields.ts';

/** The real one is fixed too, and nowhere said. */
const FACTOR = 2;

export const upscalerPrecision = defineEndpoint({
  name: 'upscaler-precision',
  path: '/v1/ai/image-upscaler-precision',
  schema: z.strictObject({
    image: z.string(),
    webhook_url: z.url().optional(),
    sharpen: percent.default(50),
    smart_grain: percent.default(7),
    ultra_detail: percent.default(30),
    filter_nsfw: z.boolean().default(false),
  }),
  pictureFields: ['image'],
  pictureRule: checkShape,
  webhookUrl: (body) => body.webhook_url,
  ignored: () => [],
  isRefused: () => false,
  outputs({ sharpen, smart_grain: grain, ultra_detail: detail }, { image }) {
    const { bytes } = givenPicture(image);
    return [{ nsfw: false, render: () => upscalePicture(bytes, { factor: FACTOR, sharpen, grain, detail }) }];
  },
});
