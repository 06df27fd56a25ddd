import { z } from 'zod';
import { cutOut } from '../../pictures/transforms.ts';
import { defineEndpoint, givenPicture } from '../endpoint.ts';

const FULL_PIXELS = 25_000_000;
const PREVIEW_PIXELS = 250_000;
const MAXIMUM_BYTES = 20 * 1024 * 1024;

export const removeBackground = defineEndpoint({
  name: 'remove-background',
  path: '/v1/ai/beta/remove-background',
  encoding: 'form',
  answers: 'at-once',
  shape: 'links',
  delivery: { host: 'api', folder: '/v1/ai/beta/images/download/', lifeMs: 300_000 },
  schema: z.strictObject({ image_url: z.string() }),
  pictureFields: ['image_url'],
  pictureSource: 'link',
  pictureRule({ format, bytes }) {
    if (format !== 'jpeg' && format !== 'png') return 'Input should be a JPG or a PNG';
    return bytes.length > MAXIMUM_BYTES ? 'Input should have at most 20 MB' : undefined;
  },
  webhookUrl: () => undefined,
  ignored: () => [],
  isRefused: () => false,
  outputs(_, pictures) {
    const { bytes, format } = givenPicture(pictures.image_url);
    return [
      { nsfw: false, type: `image/${format}`, render: async () => bytes },
      { nsfw: false, render: () => cutOut(bytes, FULL_PIXELS) },
      { nsfw: false, render: () => cutOut(bytes, PREVIEW_PIXELS) },
    ];
  },
});
