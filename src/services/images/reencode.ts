import { open } from 'node:fs/promises';
import type { PictureSize } from '../../core/picture-input.ts';
import { fitted, type PictureLimits } from '../../core/picture-limits.ts';
import type { PictureType } from '../../core/picture-type.ts';
import { PictureError } from '../files/contract.ts';
import { type PictureHeader, readHeader } from './read-header.ts';
import { sharp } from './sharp.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';

interface ReencodeLimits {
  /** More than this is not even decoded. */
  readonly maximumMegapixels: number;
  readonly fit?: PictureLimits;
}

export interface ReencodedPicture {
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** As it came, where it had to be made smaller. */
  readonly shrunkFrom?: PictureSize;
}

const MEGABYTE = 1024 * 1024;
const JPEG = { quality: 92, chromaSubsampling: '4:4:4' };

/** Draws the picture anew, so that whatever was hidden in the file stays behind. */
export async function reencode(from: string, to: string, limits: ReencodeLimits): Promise<ReencodedPicture> {
  const type = sniff(await readHead(from));
  if (!type) throw new PictureError('not-a-picture');
  const maximumPixels = Math.floor(limits.maximumMegapixels * 1_000_000);
  const header = await readHeader(from, type, maximumPixels);
  const size = fitted(header, limits.fit ?? {});
  const drawn = await draw(from, to, { header, size, maximumPixels }).catch((error: unknown) => {
    throw new PictureError('unreadable', error);
  });
  const { maximumMegabytes = Number.POSITIVE_INFINITY } = limits.fit ?? {};
  if (drawn.bytes > maximumMegabytes * MEGABYTE) {
    throw new PictureError('too-large', undefined, { limitMegabytes: maximumMegabytes });
  }
  const { width, height } = header;
  return size ? { ...drawn, shrunkFrom: { width, height } } : drawn;
}

interface Drawing {
  readonly header: PictureHeader;
  readonly size: PictureSize | undefined;
  readonly maximumPixels: number;
}

async function draw(from: string, to: string, { header, size, maximumPixels }: Drawing): Promise<ReencodedPicture> {
  const options = { limitInputPixels: maximumPixels, failOn: 'error' } as const;
  const isSeeThrough = header.hasAlpha && !(await sharp(from, options).stats()).isOpaque;
  const upright = sharp(from, options).autoOrient().toColourspace('srgb');
  const sized = size ? upright.resize({ ...size, fit: 'fill' }) : upright;
  const shown = isSeeThrough ? sized : sized.removeAlpha();
  const isPng = isSeeThrough || header.hasPalette;
  const drawn = await (isPng ? shown.png() : shown.jpeg(JPEG)).toFile(to);
  return { type: isPng ? 'png' : 'jpg', width: drawn.width, height: drawn.height, bytes: drawn.size };
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
