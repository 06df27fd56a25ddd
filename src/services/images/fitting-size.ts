import type { PictureLimits } from '../../core/operation.ts';
import type { PictureSize } from '../../core/picture-input.ts';

/** The largest size of the same shape within the limits; never larger than the picture is. */
export function fittingSize(size: PictureSize, { maximumSide, maximumMegapixels }: PictureLimits = {}): PictureSize {
  const { width, height } = size;
  const bySide = maximumSide === undefined ? 1 : maximumSide / Math.max(width, height);
  const byArea = maximumMegapixels === undefined ? 1 : Math.sqrt((maximumMegapixels * 1_000_000) / (width * height));
  return scaled(size, Math.min(1, bySide, byArea));
}

/** For a file that has to become `share` of what it is; a little less, so that a few tries are enough. */
export function smallerBy(size: PictureSize, share: number): PictureSize {
  return scaled(size, Math.min(Math.max(Math.sqrt(share) * 0.95, 0.25), 0.85));
}

function scaled({ width, height }: PictureSize, by: number): PictureSize {
  if (by === 1) return { width, height };
  // rounded down, so that what was a limit stays one
  return { width: Math.max(1, Math.floor(width * by)), height: Math.max(1, Math.floor(height * by)) };
}
