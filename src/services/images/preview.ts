import { PictureError } from '../../core/picture.ts';
import { createSemaphore, type Semaphore } from '../../core/semaphore.ts';
import { type Drawing, decode, loadSharp, onCheckerboard, type Pixels } from './sharp.ts';

interface Sized {
  readonly bytes: Uint8Array;
}

interface Ladder<T extends Sized> {
  /** Longest side of the picture as it is. */
  readonly side: number;
  readonly maximumBytes: number;
  /** The picture with its longest side at most `side`. */
  encode(side: number, quality: number): Promise<T>;
}

const SMALLEST_SIDE = 32;
const BEST_QUALITY = 90;
const LESSER_QUALITY = 75;
/** What a step leaves of a side: so much that the limit does not go unused, and so little that steps are few. */
const LEFT = { least: 0.25, most: 0.85 } as const;

/** The best of few tries that fits: a lesser quality first where that may do, then smaller. Throws PictureError. */
export async function fitBytes<T extends Sized>({ side: full, maximumBytes, encode }: Ladder<T>): Promise<T> {
  let side = full;
  let quality = BEST_QUALITY;
  while (true) {
    const tried = await encode(side, quality);
    const share = maximumBytes / tried.bytes.byteLength;
    if (share >= 1) return tried;
    if (side <= SMALLEST_SIDE && quality === LESSER_QUALITY) throw new PictureError('too-large');
    const mayDo = quality === BEST_QUALITY && share > 0.5;
    quality = LESSER_QUALITY;
    if (mayDo) continue;
    // bytes follow the number of pixels, a little slower
    const left = Math.min(Math.max(Math.sqrt(share) * 0.95, LEFT.least), LEFT.most);
    side = Math.max(Math.floor(side * left), Math.min(side, SMALLEST_SIDE));
  }
}

type PreviewType = 'webp' | 'jpg';

interface Preview extends Drawing {
  readonly type: PreviewType;
}

interface PreviewOptions {
  readonly maximumBytes: number;
  readonly type?: PreviewType;
  /** What shows where one sees through the picture: nothing (white in a `jpg`), if not said. */
  readonly behind?: 'checkerboard';
}

export interface Previews {
  /** A smaller stand-in that fits; of a moving picture the first frame. */
  makePreview(path: string, options: PreviewOptions): Promise<Preview>;
}

const LARGEST_SIDE = 2560;

export function createPreviews(inTurn: Semaphore = createSemaphore(1)): Previews {
  return { makePreview: (path, options) => inTurn(() => makePreview(path, options)) };
}

async function makePreview(path: string, { maximumBytes, type = 'webp', behind }: PreviewOptions): Promise<Preview> {
  // once, and already small: each try starts from these pixels
  const decoded = await decode(path, { width: LARGEST_SIDE, height: LARGEST_SIDE });
  const pixels = behind === 'checkerboard' ? await onCheckerboard(decoded) : decoded;
  const side = Math.max(pixels.raw.width, pixels.raw.height);
  return fitBytes({ side, maximumBytes, encode: (at, quality) => encode(pixels, at, quality, type) });
}

async function encode({ data, raw }: Pixels, side: number, quality: number, type: PreviewType): Promise<Preview> {
  const sharp = await loadSharp();
  const sized = sharp(data, { raw }).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  const picture = type === 'webp' ? sized.webp({ quality }) : sized.flatten({ background: 'white' }).jpeg({ quality });
  const { data: bytes, info } = await picture.toBuffer({ resolveWithObject: true });
  return { bytes, type, width: info.width, height: info.height };
}
