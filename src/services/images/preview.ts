import { createTurns } from '../../core/turns.ts';
import { PictureError } from '../files/contract.ts';
import { sharp } from './sharp.ts';

export type PreviewType = 'webp' | 'jpg';

export interface Preview {
  readonly bytes: Buffer;
  readonly type: PreviewType;
  readonly width: number;
  readonly height: number;
}

export interface Previews {
  /** A smaller stand-in that fits; of a moving picture the first frame. `jpg` puts white behind what is see-through. */
  makePreview(path: string, options: { readonly maximumBytes: number; readonly type?: PreviewType }): Promise<Preview>;
}

interface Pixels {
  readonly data: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 };
}

const LARGEST_SIDE = 2560;
const SMALLEST_SIDE = 32;
const BEST_QUALITY = 90;
const LESSER_QUALITY = 75;
/** More than any operation makes; a result was measured when it came into the spool. */
const MAXIMUM_PIXELS = 210_000_000;

export function createPreviews(): Previews {
  const inTurn = createTurns(1);
  return {
    makePreview: (path, { maximumBytes, type = 'webp' }) =>
      inTurn(async () => shrink(await decode(path), maximumBytes, type)),
  };
}

/** Once, and already small: each try below starts from these pixels. */
async function decode(path: string): Promise<Pixels> {
  const fit = { width: LARGEST_SIDE, height: LARGEST_SIDE, fit: 'inside', withoutEnlargement: true } as const;
  try {
    const picture = sharp(path, { limitInputPixels: MAXIMUM_PIXELS }).autoOrient().resize(fit).toColourspace('srgb');
    const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
  } catch (error) {
    throw new PictureError('unreadable', error);
  }
}

async function shrink(pixels: Pixels, maximumBytes: number, type: PreviewType): Promise<Preview> {
  let side = Math.max(pixels.raw.width, pixels.raw.height);
  let quality = BEST_QUALITY;
  while (true) {
    const preview = await encode(pixels, side, quality, type);
    const share = maximumBytes / preview.bytes.byteLength;
    if (share >= 1) return preview;
    if (side <= SMALLEST_SIDE) throw new PictureError('too-large');
    if (quality === BEST_QUALITY && share > 0.5) {
      quality = LESSER_QUALITY;
      continue;
    }
    quality = LESSER_QUALITY;
    side = Math.max(Math.floor(side * Math.min(Math.max(Math.sqrt(share) * 0.95, 0.25), 0.85)), SMALLEST_SIDE);
  }
}

async function encode({ data, raw }: Pixels, side: number, quality: number, type: PreviewType): Promise<Preview> {
  const sized = sharp(data, { raw }).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  const picture = type === 'webp' ? sized.webp({ quality }) : sized.flatten({ background: 'white' }).jpeg({ quality });
  const { data: bytes, info } = await picture.toBuffer({ resolveWithObject: true });
  return { bytes, type, width: info.width, height: info.height };
}
