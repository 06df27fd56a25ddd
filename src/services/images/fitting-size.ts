import type { PictureSize } from '../../core/picture-input.ts';
import { fitted, type PictureLimits } from '../../core/picture-limits.ts';

/** The largest size of the same shape within the limits; never larger than the picture is. */
export const fittingSize = (size: PictureSize, limits: PictureLimits = {}): PictureSize =>
  fitted(size, limits) ?? { width: size.width, height: size.height };

/** For a file that has to become `share` of what it is; a little less, so that a few tries are enough. */
export function smallerBy({ width, height }: PictureSize, share: number): PictureSize {
  const by = Math.min(Math.max(Math.sqrt(share) * 0.95, 0.25), 0.85);
  return { width: Math.max(1, Math.floor(width * by)), height: Math.max(1, Math.floor(height * by)) };
}
