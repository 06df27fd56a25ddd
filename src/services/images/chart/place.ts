import type { Chart } from './data.ts';
import type { Scale } from './scale.ts';

export interface PlotPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What one label has for itself. */
export interface Slot {
  readonly left: number;
  readonly width: number;
  readonly middle: number;
}

export type HeightOf = (value: number) => number;

export const heightOn =
  ({ top: highest }: Scale, { top, height }: PlotPlace): HeightOf =>
  (value) =>
    top + height - (value / highest) * height;

export function slotOf({ labels }: Chart, place: PlotPlace, index: number): Slot {
  const width = place.width / labels.length;
  const left = place.left + width * index;
  return { left, width, middle: left + width / 2 };
}
