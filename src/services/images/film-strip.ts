import type { OverlayOptions } from 'sharp';
import type { PictureSize } from '../../core/picture.ts';
import type { Font } from './font.ts';
import { type Drawing, decodeTo, loadSharp, measure, onCheckerboard } from './sharp.ts';

export interface Cell extends PictureSize {
  readonly left: number;
  readonly top: number;
  /** Left end of the caption, and the line that its letters stand on. */
  readonly captionLeft: number;
  readonly captionLine: number;
}

interface FilmStripLayout extends PictureSize {
  readonly cells: readonly Cell[];
}

/** Longest side of a picture in the strip, and width of its caption. */
const SIDE = 480;
const GAP = 16;
const CAPTION_HEIGHT = 44;
const CAPTION_LINE = 32;
/** Of a picture that is gone. */
const EMPTY_SIZE: PictureSize = { width: SIDE, height: (SIDE * 2) / 3 };

/** Left to right in rows as even as their number allows; undefined stands for a picture that is gone. */
export function filmStripLayout(sizes: readonly (PictureSize | undefined)[]): FilmStripLayout {
  const columns = columnsOf(sizes.length);
  const fitted = sizes.map((size) => fittedSize(size ?? EMPTY_SIZE));
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

export interface Frame {
  /** Its file; undefined where the picture is gone: the frame stays, so that the others keep their numbers. */
  readonly path: string | undefined;
  /** What made the picture, in the member's language. */
  readonly caption: string;
}

export const MOST_FRAMES = 12;

const BACKGROUND = '#1e1f22';
const TEXT = '#f2f3f5';
const EMPTY_COLOR = '#80848e';
const CAPTION_SIZE = 26;
const NUMBER_SIZE = 22;
const BADGE_RADIUS = 20;
const BADGE_MARGIN = 8;
const QUALITY = 85;

/** A chain of pictures as one: numbered, left to right, what made each written under it. Throws PictureError. */
export async function drawFilmStrip(font: Font, frames: readonly Frame[]): Promise<Drawing> {
  if (frames.length === 0 || frames.length > MOST_FRAMES) throw new RangeError('A film strip has 1 to 12 frames');
  const sizes: (PictureSize | undefined)[] = [];
  for (const { path } of frames) sizes.push(path === undefined ? undefined : await measure(path));
  const { width, height, cells } = filmStripLayout(sizes);

  const layers: OverlayOptions[] = [];
  const words: string[] = [];
  for (const [index, { path, caption }] of frames.entries()) {
    const cell = cells[index];
    if (!cell) continue;
    if (path !== undefined) layers.push(await layerOf(path, cell));
    words.push(
      path === undefined ? emptyFrame(cell) : '',
      badge(font, cell, index + 1),
      captionOf(font, cell, caption),
    );
  }
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${words.join('')}</svg>`;
  const sharp = await loadSharp();
  const bytes = await sharp({ create: { width, height, channels: 3, background: BACKGROUND } })
    .composite([...layers, { input: Buffer.from(overlay) }])
    .webp({ quality: QUALITY })
    .toBuffer();
  return { bytes, type: 'webp', width, height };
}

async function layerOf(path: string, { left, top, width, height }: Cell): Promise<OverlayOptions> {
  const { data, raw } = await onCheckerboard(await decodeTo(path, { width, height }));
  return { input: data, raw, left, top };
}

const emptyFrame = ({ left, top, width, height }: Cell) =>
  `<rect x="${left + 1}" y="${top + 1}" width="${width - 2}" height="${height - 2}"
    fill="none" stroke="${EMPTY_COLOR}" stroke-width="2" stroke-dasharray="12 8"/>`;

function badge(font: Font, { left, top }: Cell, number: number): string {
  const [x, y] = [left + BADGE_MARGIN + BADGE_RADIUS, top + BADGE_MARGIN + BADGE_RADIUS];
  const digits = font.outline(String(number), { x, y: y + NUMBER_SIZE * 0.36, size: NUMBER_SIZE, anchor: 'middle' });
  return `<circle cx="${x}" cy="${y}" r="${BADGE_RADIUS}" fill="${BACKGROUND}" fill-opacity="0.8" stroke="${TEXT}"/>
    <path fill="${TEXT}" d="${digits}"/>`;
}

function captionOf(font: Font, { captionLeft, captionLine }: Cell, caption: string): string {
  const place = { x: captionLeft + SIDE / 2, y: captionLine, size: CAPTION_SIZE, anchor: 'middle' } as const;
  return `<path fill="${TEXT}" d="${font.outline(font.cut(caption, CAPTION_SIZE, SIDE), place)}"/>`;
}
