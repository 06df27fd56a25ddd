import { PictureError } from '../files/contract.ts';

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
