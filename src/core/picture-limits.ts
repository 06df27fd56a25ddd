import type { PictureInput, PictureSize } from './picture-input.ts';

/** What an endpoint takes; a picture of more pixels is made smaller, and the member is told. */
export interface PictureLimits {
  readonly maximumSide?: number;
  readonly maximumMegapixels?: number;
  /** Of the copy that is sent. */
  readonly maximumMegabytes?: number;
}

/** The largest of the same shape that an endpoint takes; undefined where the picture may stay as it is. */
export function fitted({ width, height }: PictureSize, limits: PictureLimits): PictureSize | undefined {
  const { maximumSide = Number.POSITIVE_INFINITY, maximumMegapixels = Number.POSITIVE_INFINITY } = limits;
  const scale = Math.min(
    maximumSide / Math.max(width, height),
    Math.sqrt((maximumMegapixels * 1_000_000) / (width * height)),
  );
  if (scale >= 1) return undefined;
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** Whether a picture can be sent as it is: one of our copies, and within the limits. */
export const isAtHand = (picture: PictureInput, limits: PictureLimits = {}): boolean =>
  picture.kind === 'stored' && !fitted(picture, limits);
