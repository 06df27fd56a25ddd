import { z } from 'zod';
import { upscalePicture } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture } from '../endpoint.ts';
import { checkShape, percent } from '../fields.ts';

const LONGEST_SIDE = 10_060;

const factor = z.int().min(2).max(16);
const writtenFactor = z
  .string()
  .regex(/^([2-9]|1[0-6])$/, 'Input should be a whole number from 2 to 16')
  .transform(Number);

export const upscalerPrecisionV2 = defineEndpoint({
  name: 'upscaler-precision-v2',
  path: '/v1/ai/image-upscaler-precision-v2',
  schema: z.strictObject({
    image: z.string(),
    webhook_url: z.url().optional(),
    scale_factor: z.union([factor, writtenFactor]).default(2),
    sharpen: percent.default(7),
    smart_grain: percent.default(7),
    ultra_detail: percent.default(30),
    flavor: z.enum(['sublime', 'photo', 'photo_denoiser']).optional(),
    filter_nsfw: z.boolean().default(false),
  }),
  pictureFields: ['image'],
  pictureSource: 'base64-or-link',
  pictureRule: checkShape,
  webhookUrl: (body) => body.webhook_url,
  ignored: () => [],
  isRefused: () => false,
  check({ scale_factor: scale }, { image }) {
    const { width, height } = givenPicture(image);
    if (Math.max(width, height) * scale <= LONGEST_SIDE) return [];
    return [{ field: 'body.scale_factor', reason: `The upscaled image should have at most ${LONGEST_SIDE} px a side` }];
  },
  outputs({ scale_factor: scale, sharpen, smart_grain: grain, ultra_detail: detail, flavor }, { image }) {
    const { bytes } = givenPicture(image);
    const parameters = {
      factor: scale,
      sharpen,
      grain,
      detail,
      saturation: flavor === 'sublime' ? 1.2 : 1,
      isDenoised: flavor === 'photo_denoiser',
    };
    return [{ nsfw: false, render: () => upscalePicture(bytes, parameters) }];
  },
});
