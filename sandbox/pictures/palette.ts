import sharp from 'sharp';
import type { Random } from './random.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** From the sky down to what stands in front, then the light and the subject. */
export interface Palette {
  readonly high: Rgb;
  readonly low: Rgb;
  readonly far: Rgb;
  readonly near: Rgb;
  readonly light: Rgb;
  readonly subject: Rgb;
}

export interface WeightedColor {
  readonly color: string;
  readonly weight: number;
}

export function fromHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function css([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)},${Math.round(green)},${Math.round(blue)})`;
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (a: number, b: number) => a + (b - a) * share;
  return [at(from[0], to[0]), at(from[1], to[1]), at(from[2], to[2])];
}

export function mixPalettes(from: Palette, to: Palette, share: number): Palette {
  return {
    high: mix(from.high, to.high, share),
    low: mix(from.low, to.low, share),
    far: mix(from.far, to.far, share),
    near: mix(from.near, to.near, share),
    light: mix(from.light, to.light, share),
    subject: mix(from.subject, to.subject, share),
  };
}

function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const step = (offset + hue / 30) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(step - 3, 9 - step, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}

export function inventPalette(random: Random, isNight: boolean): Palette {
  const hue = random.between(0, 360);
  const warm = (hue + random.between(120, 220)) % 360;
  const dim = isNight ? 0.4 : 1;
  return {
    high: hsl(hue, 0.55, 0.5 * dim),
    low: hsl((hue + 35) % 360, 0.6, 0.8 * dim),
    far: hsl((hue + 15) % 360, 0.3, 0.5 * dim),
    near: hsl((hue + 340) % 360, 0.4, 0.22 * dim),
    light: isNight ? [244, 240, 214] : [255, 238, 190],
    subject: hsl(warm, 0.65, 0.5),
  };
}

/** The colours in order of weight, each given as many of the six places as its weight earns. */
export function paletteOf(colors: readonly WeightedColor[]): Palette {
  const sorted = [...colors].sort((a, b) => b.weight - a.weight);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (position: number): Rgb => {
    let left = position * total;
    for (const { color, weight } of sorted) {
      left -= weight;
      if (left <= 0) return fromHex(color);
    }
    return [128, 128, 128];
  };
  const white: Rgb = [255, 255, 255];
  const black: Rgb = [0, 0, 0];
  return {
    high: at(0.1),
    low: mix(at(0.3), white, 0.15),
    far: mix(at(0.5), black, 0.1),
    near: mix(at(0.68), black, 0.25),
    light: mix(at(0.82), white, 0.3),
    subject: at(0.97),
  };
}

/** The colours that a picture has most of, by counting its pixels in coarse boxes. */
export async function dominantColors(picture: Buffer): Promise<WeightedColor[]> {
  const pixels = await sharp(picture)
    .resize(32, 32, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  const boxes = new Map<number, { count: number; sum: [number, number, number] }>();
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    const key = ((red >> 6) << 4) | ((green >> 6) << 2) | (blue >> 6);
    const box = boxes.get(key) ?? { count: 0, sum: [0, 0, 0] };
    box.count += 1;
    box.sum = [box.sum[0] + red, box.sum[1] + green, box.sum[2] + blue];
    boxes.set(key, box);
  }
  return [...boxes.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, 5)
    .map(({ count, sum }) => {
      const hex = sum
        .map((channel) =>
          Math.round(channel / count)
            .toString(16)
            .padStart(2, '0'),
        )
        .join('');
      return { color: `#${hex}`, weight: count };
    });
}
