import { readFile } from 'node:fs/promises';
import { fitted, PictureError, type PictureLimits, type PictureSize, type PictureType } from '../../core/picture.ts';
import { type PictureHeader, readHeader, SNIFF_BYTES, sniff } from './header.ts';
import { loadSharp } from './sharp.ts';
import { stripMetadata } from './strip-metadata.ts';

/** The largest size of the same shape within the limits; never larger than the picture is. */
const fittingSize = (size: PictureSize, limits: PictureLimits = {}): PictureSize =>
  fitted(size, limits) ?? { width: size.width, height: size.height };

/** For a file that has to become `share` of what it is; a little less, so that a few tries are enough. */
function smallerBy({ width, height }: PictureSize, share: number): PictureSize {
  const by = Math.min(Math.max(Math.sqrt(share) * 0.95, 0.25), 0.85);
  return { width: Math.max(1, Math.floor(width * by)), height: Math.max(1, Math.floor(height * by)) };
}

interface ReencodeLimits {
  /** More is refused. */
  readonly maximumMegapixels: number;
  /** What is larger is made smaller, keeping its shape. */
  readonly fit?: PictureLimits;
}

export interface ReencodedPicture extends PictureSize {
  readonly type: PictureType;
  readonly bytes: number;
  /** The size before it was made smaller. */
  readonly shrunkFrom?: PictureSize;
}

interface Drawing {
  readonly picture: Buffer;
  readonly type: 'png' | 'jpg';
  readonly isSeeThrough: boolean;
  readonly maximumPixels: number;
}

/** Choosing the best codes would hold the whole picture in memory. */
const JPEG = { chromaSubsampling: '4:4:4', optimizeCoding: false };
const QUALITY = 92;
const LESSER_QUALITY = 80;
const LONGEST_JPEG_SIDE = 65_500;
/** Several are drawn at once, in a process that has other things to do. */
const MOST_HELD_BYTES = 128 * 1024 * 1024;
/** Large enough to find what is see-through. */
const LOOK_SIDE = 2048;

/** Draws the picture anew, so that whatever was hidden in the file stays behind. */
export async function reencode(from: string, to: string, limits: ReencodeLimits): Promise<ReencodedPicture> {
  const file = await readFile(from);
  const type = sniff(file.subarray(0, SNIFF_BYTES));
  if (!type) throw new PictureError('not-a-picture');
  const picture = stripMetadata(file, type);
  const maximumPixels = Math.floor(limits.maximumMegapixels * 1_000_000);
  const header = await readHeader(picture, type, maximumPixels);
  const size = fittingSize(header, limits.fit);
  if (heldBytes(header, size) > MOST_HELD_BYTES) throw new PictureError('too-many-pixels');
  try {
    const mayBeOpaque = header.hasAlpha && !header.hasPalette;
    const isSeeThrough = mayBeOpaque ? await isAnywhereSeeThrough(picture, maximumPixels) : header.hasAlpha;
    const isPng = isSeeThrough || header.hasPalette || Math.max(size.width, size.height) > LONGEST_JPEG_SIDE;
    const drawing = { picture, type: isPng ? 'png' : 'jpg', isSeeThrough, maximumPixels } as const;
    const drawn = await drawWithin(limits.fit?.maximumMegabytes, drawing, size, to);
    const isSmaller = drawn.width !== header.width || drawn.height !== header.height;
    return isSmaller ? { ...drawn, shrunkFrom: { width: header.width, height: header.height } } : drawn;
  } catch (error) {
    throw error instanceof PictureError ? error : new PictureError('unreadable', error);
  }
}

/** A turned picture is held as it is drawn. */
function heldBytes(header: PictureHeader, { width, height }: PictureSize): number {
  return header.heldBytes + (header.isTurned ? width * height * 3 : 0);
}

async function isAnywhereSeeThrough(picture: Buffer, limitInputPixels: number): Promise<boolean> {
  const fit = { width: LOOK_SIDE, height: LOOK_SIDE, fit: 'inside', withoutEnlargement: true } as const;
  const sharp = await loadSharp();
  const alpha = sharp(picture, { limitInputPixels }).resize(fit).extractChannel('alpha').raw({ depth: 'uchar' });
  const { data, info } = await alpha.toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const { channels } = await sharp(data, { raw }).stats();
  return channels.some(({ min }) => min < 255);
}

async function drawWithin(megabytes: number | undefined, drawing: Drawing, size: PictureSize, to: string) {
  const maximumBytes = megabytes === undefined ? Number.POSITIVE_INFINITY : megabytes * 1_000_000;
  let drawn = await draw(drawing, size, QUALITY, to);
  if (drawn.bytes > maximumBytes && drawing.type === 'jpg') drawn = await draw(drawing, size, LESSER_QUALITY, to);
  while (drawn.bytes > maximumBytes) {
    if (Math.max(drawn.width, drawn.height) === 1) throw new PictureError('too-large');
    drawn = await draw(drawing, smallerBy(drawn, maximumBytes / drawn.bytes), LESSER_QUALITY, to);
  }
  return drawn;
}

async function draw(drawing: Drawing, { width, height }: PictureSize, quality: number, to: string) {
  const { picture, type, isSeeThrough, maximumPixels } = drawing;
  const sharp = await loadSharp();
  const upright = sharp(picture, { limitInputPixels: maximumPixels, failOn: 'error' }).autoOrient();
  const sized = upright.resize({ width, height, fit: 'fill' }).toColourspace('srgb');
  const shown = isSeeThrough ? sized : sized.removeAlpha();
  const drawn = await (type === 'png' ? shown.png() : shown.jpeg({ ...JPEG, quality })).toFile(to);
  return { type, width: drawn.width, height: drawn.height, bytes: drawn.size };
}
