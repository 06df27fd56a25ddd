import { css, mix, type Palette, type Rgb } from './palette.ts';
import type { Random } from './random.ts';
import type { Wishes } from './wishes.ts';

/** All that a part of a picture is painted from. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** The shorter side. */
  readonly size: number;
  readonly horizon: number;
  readonly palette: Palette;
  readonly random: Random;
  readonly wishes: Wishes;
  /** 0 to 100: how many small things there are. */
  readonly detail: number;
}

export const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [24, 20, 32];

export const lighter = (color: Rgb, share: number): string => css(mix(color, WHITE, share));
export const darker = (color: Rgb, share: number): string => css(mix(color, BLACK, share));
export const between = (from: Rgb, to: Rgb, share: number): string => css(mix(from, to, share));

const short = (value: number): string => value.toFixed(1);

export function circle(x: number, y: number, radius: number, fill: string, opacity = 1): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${fill}" opacity="${opacity}"/>`;
}

export function rect(x: number, y: number, width: number, height: number, fill: string, more = ''): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}" ${more}/>`;
}

export function polygon(points: readonly (readonly [x: number, y: number])[], fill: string, more = ''): string {
  return `<polygon points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}" fill="${fill}" ${more}/>`;
}

export const times = (count: number, draw: (at: number) => string): string =>
  Array.from({ length: Math.max(0, Math.round(count)) }, (_, at) => draw(at)).join('');

interface Ridge {
  readonly base: number;
  readonly rise: number;
  readonly steps: number;
  readonly fill: string;
}

/** A soft line of hills from one side to the other, filled to the bottom. */
export function ridge({ width, height, random }: Canvas, { base, rise, steps, fill }: Ridge): string {
  const points = Array.from({ length: steps + 1 }, (_, step) => ({
    x: (width * step) / steps,
    y: base - rise * random.next(),
  }));
  let path = `M0 ${short(height)} L0 ${short(points[0]?.y ?? base)}`;
  for (const [at, { x, y }] of points.slice(1).entries()) {
    const before = points[at] ?? { x: 0, y: base };
    const middle = short((before.x + x) / 2);
    path += ` C${middle} ${short(before.y)} ${middle} ${short(y)} ${short(x)} ${short(y)}`;
  }
  return `<path d="${path} L${short(width)} ${short(height)} Z" fill="${fill}"/>`;
}

/** Something drawn one unit high, its foot in the middle, put somewhere in a size. */
export function standing(x: number, y: number, size: number, drawing: string, isTurned = false): string {
  return `<g transform="translate(${short(x)} ${short(y)}) scale(${isTurned ? '-' : ''}${size.toFixed(2)} ${size.toFixed(2)})">${drawing}</g>`;
}

/** Drawn one unit high, the foot at 0, up is negative: these parts are measured so. */
export type Draw = (palette: Palette, wishes: Wishes) => string;

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const box = (x: number, y: number, width: number, height: number, fill: string, radius = 0): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
export const both = (draw: (side: 1 | -1) => string): string => draw(-1) + draw(1);
export const INK = '#1d1a26';
export const shadow = (wide = 0.36): string => oval(0.02, 0, wide, 0.045, '#0d1026', 'opacity="0.22"');
