import { z } from 'zod';
import { followReferences } from '../../pictures/transforms.ts';
import { defineEndpoint, sizeLike, sizeOfAspect } from '../endpoint.ts';

const schema = z.strictObject({
  prompt: z.string().min(1),
  reference_images: z.array(z.string()).max(3).optional(),
  webhook_url: z.url().optional(),
});

const references = ['reference_images.0', 'reference_images.1', 'reference_images.2'] as const;

export const geminiFlash = defineEndpoint({
  name: 'gemini-2-5-flash',
  path: '/v1/ai/gemini-2-5-flash-image-preview',
  schema,
  pictureFields: references,
  pictureSource: 'base64-or-link',
  remarks: ['Here is the picture that you asked for.'],
  webhookUrl: (body) => body.webhook_url,
  ignored: () => [],
  isRefused: () => false,
  outputs({ prompt }, pictures, { variation, sizes }) {
    const given = references.flatMap((field) => pictures[field] ?? []);
    const [first] = given;
    const size = first ? sizeLike(first.width, first.height, '1k', sizes) : sizeOfAspect('square_1_1', '1k', sizes);
    const bytes = given.map((picture) => picture.bytes);
    const parameters = { prompt, seed: variation, kept: 0.5, ...size };
    return [{ nsfw: /\bnsfw\b/i.test(prompt), render: (make) => followReferences(bytes, make, parameters) }];
  },
});
