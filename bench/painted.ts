import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Endpoint } from '../sandbox/providers/endpoint.ts';
import { freepikEndpoints } from '../sandbox/providers/endpoints/registry.ts';

/** Noise, which cannot be made smaller: a PNG that weighs what its pixels weigh. */
export const noise = (side: number, compressionLevel = 6): Promise<Buffer> =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel })
    .toBuffer();

/** Soft colours under a grain, which weighs about what a photo of that size does. */
export async function photo(width: number, height: number): Promise<Buffer> {
  const small = { width: Math.ceil(width / 40), height: Math.ceil(height / 40), channels: 3 as const };
  const grain = sharp(randomBytes((width * height) / 16), {
    raw: { width: width / 4, height: height / 4, channels: 1 },
  });
  const overlay = await grain.resize({ width, height, kernel: 'nearest' }).ensureAlpha(0.08).png().toBuffer();
  return sharp(randomBytes(small.width * small.height * 3), { raw: small })
    .resize({ width, height, fit: 'fill' })
    .composite([{ input: overlay }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The provider's endpoints, of which each brings this picture, whatever was ordered. */
export const bringing = (picture: Buffer, type = 'image/png'): readonly Endpoint[] =>
  freepikEndpoints.map((endpoint) => ({
    ...endpoint,
    async prepare(body, context) {
      const work = await endpoint.prepare(body, context);
      const output = { nsfw: false, type, render: async () => picture };
      return 'invalid' in work ? work : { ...work, outputs: work.outputs.map(() => output) };
    },
  }));
