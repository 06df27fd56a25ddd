import sharp from 'sharp';
import { fromPlain, openPicture, toPlain, toPng } from './open-picture.ts';

export interface UpscaleParameters {
  readonly factor: number;
  /** All 0 to 100. */
  readonly sharpen: number;
  readonly grain: number;
  readonly detail: number;
  readonly saturation?: number;
  readonly contrast?: number;
  readonly hue?: number;
  readonly isDenoised?: boolean;
}

const GRAIN_SIDE = 256;

export async function upscalePicture(bytes: Buffer, parameters: UpscaleParameters): Promise<Buffer> {
  const { factor, sharpen, grain, detail, saturation = 1, contrast = 1, hue = 0, isDenoised = false } = parameters;
  const source = openPicture(bytes);
  const small = await toPlain(isDenoised ? source.median(3) : source);
  const resized = fromPlain(small).resize(small.width * factor, small.height * factor, {
    kernel: 'lanczos3',
    fit: 'fill',
  });
  const strength = sharpen / 50 + detail / 50;
  const sharpened = strength > 0 ? resized.sharpen({ sigma: 0.6 + factor / 8, m2: 1 + strength * 2 }) : resized;
  const toned = sharpened.modulate({ saturation, hue }).linear(contrast, 128 * (1 - contrast));
  if (grain === 0) return toPng(toned);
  return toPng(
    fromPlain(await toPlain(toned))
      .composite([await grainLayer(grain)])
      .removeAlpha(),
  );
}

async function grainLayer(grain: number) {
  const side = GRAIN_SIDE;
  const noise = { type: 'gaussian', mean: 128, sigma: grain * 0.4 } as const;
  const input = await sharp({ create: { width: side, height: side, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer();
  return { input, tile: true, blend: 'soft-light' } as const;
}
