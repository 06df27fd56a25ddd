import type { PictureSize } from '../core/picture-input.ts';
import type { Shape } from './expand-shape.ts';

export const sides = ['left', 'right', 'top', 'bottom'] as const;
type Side = (typeof sides)[number];
/** Pixels to add. */
export type Margins = Readonly<Record<Side, number>>;

export const LONGEST_MARGIN = 2048;
export const MAXIMUM_MEGAPIXELS = 20;
export const NO_MARGINS: Margins = { left: 0, right: 0, top: 0, bottom: 0 };
/** Models call 1344 × 768 a picture of 16:9: what is as near as that has this shape already. */
const NEAR = 0.02;
const MAXIMUM_PIXELS = MAXIMUM_MEGAPIXELS * 1_000_000;

/** The picture stays in the middle; an odd pixel goes to the right or the bottom. */
export function marginsFor(size: PictureSize, shape: Shape): Margins {
  const grown = grow(size, shape);
  const [across, down] = [grown.width - size.width, grown.height - size.height];
  const [left, top] = [Math.floor(across / 2), Math.floor(down / 2)];
  return { left, right: across - left, top, bottom: down - top };
}

function grow({ width, height }: PictureSize, shape: Shape): PictureSize {
  if (shape.kind === 'zoom') {
    const factor = Math.max(shape.factor, 1);
    return { width: Math.round(width * factor), height: Math.round(height * factor) };
  }
  if (Math.abs((width * shape.height) / (height * shape.width) - 1) < NEAR) return { width, height };
  const wider = Math.round((height * shape.width) / shape.height);
  const taller = Math.round((width * shape.height) / shape.width);
  return wider > width ? { width: wider, height } : { width, height: Math.max(taller, height) };
}

export const isNothing = (margins: Margins): boolean => sides.every((side) => margins[side] === 0);

export const sideTooLong = (margins: Margins): Side | undefined => sides.find((side) => margins[side] > LONGEST_MARGIN);

export const isTooLarge = ({ width, height }: PictureSize, { left, right, top, bottom }: Margins): boolean =>
  (width + left + right) * (height + top + bottom) > MAXIMUM_PIXELS;

export const isPossible = (size: PictureSize, margins: Margins): boolean =>
  !isNothing(margins) && sideTooLong(margins) === undefined && !isTooLarge(size, margins);
