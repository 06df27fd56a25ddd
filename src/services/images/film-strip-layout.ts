import type { PictureSize } from '../../core/picture-input.ts';

export interface Cell extends PictureSize {
  readonly left: number;
  readonly top: number;
  /** Left end of the caption, and the line that its letters stand on. */
  readonly captionLeft: number;
  readonly captionLine: number;
}

export interface FilmStripLayout extends PictureSize {
  readonly cells: readonly Cell[];
}

/** Longest side of a picture in the strip, and width of its caption. */
export const SIDE = 480;
const GAP = 16;
const CAPTION_HEIGHT = 44;
const CAPTION_LINE = 32;
/** Of a picture that is gone. */
const EMPTY: PictureSize = { width: SIDE, height: (SIDE * 2) / 3 };

/** Left to right in rows as even as their number allows; undefined stands for a picture that is gone. */
export function filmStripLayout(sizes: readonly (PictureSize | undefined)[]): FilmStripLayout {
  const columns = columnsOf(sizes.length);
  const fitted = sizes.map((size) => fittedSize(size ?? EMPTY));
  const cells: Cell[] = [];
  let top = GAP;
  for (let first = 0; first < fitted.length; first += columns) {
    const row = fitted.slice(first, first + columns);
    const rowHeight = Math.max(...row.map(({ height }) => height));
    for (const [column, { width, height }] of row.entries()) {
      const captionLeft = GAP + column * (SIDE + GAP);
      const left = captionLeft + Math.floor((SIDE - width) / 2);
      const captionLine = top + rowHeight + CAPTION_LINE;
      cells.push({ width, height, left, top: top + Math.floor((rowHeight - height) / 2), captionLeft, captionLine });
    }
    top += rowHeight + CAPTION_HEIGHT + GAP;
  }
  return { width: GAP + columns * (SIDE + GAP), height: top, cells };
}

function columnsOf(count: number): number {
  if (count <= 4) return count;
  const rows = Math.ceil(count / 4);
  return Math.ceil(count / rows);
}

function fittedSize({ width, height }: PictureSize): PictureSize {
  const scale = SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
