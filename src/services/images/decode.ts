import type { PictureSize } from '../../core/picture-input.ts';
import { PictureError } from '../files/contract.ts';
import { sharp } from './sharp.ts';

/** A decoded picture: upright, sRGB, 8 bits. */
export interface Pixels {
  readonly data: Buffer;
  readonly raw: PictureSize & { readonly channels: 1 | 2 | 3 | 4 };
}

/** More than any operation makes; a result was measured when it came into the spool. */
const MAXIMUM_PIXELS = 210_000_000;

const open = (path: string) => sharp(path, { limitInputPixels: MAXIMUM_PIXELS });

const unreadable = (cause: unknown): never => {
  throw new PictureError('unreadable', cause);
};

/** A picture of ours, made to fit and never enlarged; of a moving one the first frame. Throws PictureError. */
export async function decode(path: string, { width, height }: PictureSize): Promise<Pixels> {
  const picture = open(path).autoOrient().resize({ width, height, fit: 'inside', withoutEnlargement: true });
  return readPixels(picture.toColourspace('srgb')).catch(unreadable);
}

/** As `decode`, and enlarged or stretched to exactly this size. */
export async function decodeTo(path: string, size: PictureSize): Promise<Pixels> {
  const { data, raw } = await decode(path, size);
  if (raw.width === size.width && raw.height === size.height) return { data, raw };
  return readPixels(sharp(data, { raw }).resize({ ...size, fit: 'fill' }));
}

/** How large a picture is when it stands upright. Throws PictureError. */
export async function measure(path: string): Promise<PictureSize> {
  const { autoOrient } = await open(path).metadata().catch(unreadable);
  return { width: autoOrient.width, height: autoOrient.height };
}

export async function readPixels(picture: ReturnType<typeof sharp>): Promise<Pixels> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}
