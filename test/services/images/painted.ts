import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Color = readonly [red: number, green: number, blue: number];

export const RED: Color = [200, 30, 30];
export const BLUE: Color = [30, 30, 200];

/** One colour all over; less than 1 lets through what is behind. */
export function flat({ width, height }: Size, [r, g, b]: Color, alpha = 1): Sharp {
  const channels = alpha === 1 ? 3 : 4;
  return sharp({ create: { width, height, channels, background: { r, g, b, alpha } } });
}

/** A red left half; nothing in the right one. */
export function halfEmpty({ width, height }: Size): Sharp {
  const [r, g, b] = RED;
  const left = { create: { width: Math.ceil(width / 2), height, channels: 3, background: { r, g, b } } } as const;
  return flat({ width, height }, RED, 0).composite([{ input: left, left: 0, top: 0 }]);
}

/** Files for one test file; `remove` when it is done. */
export async function createFolder() {
  const directory = await mkdtemp(join(tmpdir(), 'darkroom-painted-'));
  return {
    async save(name: string, picture: Sharp): Promise<string> {
      const path = join(directory, name);
      await picture.toFile(path);
      return path;
    },
    path: (name: string) => join(directory, name),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

export interface Seen extends Size {
  readonly channels: number;
  at(x: number, y: number): readonly number[];
  /** How many pixels of an area satisfy. */
  count(area: Area, satisfies: (pixel: readonly number[]) => boolean): number;
}

export interface Area extends Size {
  readonly left: number;
  readonly top: number;
}

export async function look(picture: Uint8Array | string): Promise<Seen> {
  const { data, info } = await sharp(picture).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const at = (x: number, y: number) => {
    const start = (Math.floor(y) * width + Math.floor(x)) * channels;
    return [...data.subarray(start, start + channels)];
  };
  return {
    width,
    height,
    channels,
    at,
    count(area, satisfies) {
      let found = 0;
      for (let y = area.top; y < area.top + area.height; y++) {
        for (let x = area.left; x < area.left + area.width; x++) if (satisfies(at(x, y))) found++;
      }
      return found;
    },
  };
}

/** As near as a picture comes that was compressed. */
export const isLike =
  (color: readonly number[], tolerance = 24) =>
  (pixel: readonly number[]): boolean =>
    color.every((value, index) => Math.abs(value - (pixel[index] ?? -999)) <= tolerance);
