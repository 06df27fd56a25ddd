import sharp from 'sharp';
import type { Random } from './random.ts';
import type { Place, Subject, Time, Wishes } from './wishes.ts';

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

/** Skies by the time of day, from above down to the horizon; one of each is taken. */
const SKIES: Readonly<Record<Time, readonly [SkyColors, ...SkyColors[]]>> = {
  day: [
    ['#4C9FD6', '#D6EEF6'],
    ['#69B5D4', '#F7ECD4'],
    ['#7AA9E0', '#FBE0DC'],
    ['#58B0C4', '#E4F5EA'],
  ],
  dawn: [
    ['#8CA6DA', '#FFD3BF'],
    ['#9AC0DE', '#FFE3B8'],
  ],
  sunset: [
    ['#4A3674', '#FF9560'],
    ['#6E4B91', '#FFB873'],
    ['#2F4C82', '#FF8A72'],
  ],
  night: [
    ['#0A1233', '#33478A'],
    ['#081A33', '#2A5C86'],
    ['#160F3A', '#54428C'],
  ],
};
type SkyColors = readonly [high: string, low: string];

/** What lies far away and what is near, by the place. */
const GROUNDS: Readonly<Record<Place, readonly [SkyColors, ...SkyColors[]]>> = {
  meadow: [
    ['#9CC7AA', '#2F7350'],
    ['#B3C896', '#527F3C'],
    ['#D0B27A', '#8A5230'],
  ],
  snow: [['#A9C0DE', '#F4F8FC']],
  sea: [
    ['#4D9FC2', '#175A83'],
    ['#57B3B6', '#146A78'],
  ],
  river: [
    ['#8FBDAE', '#2C6B52'],
    ['#A9C49A', '#44713E'],
  ],
  city: [
    ['#9DAECB', '#2F3B5C'],
    ['#B2A9C6', '#3D3558'],
  ],
  desert: [
    ['#EDC294', '#CC7A32'],
    ['#F0B7A0', '#C4603E'],
  ],
  forest: [
    ['#84B59C', '#123E33'],
    ['#93B78B', '#1D4A2C'],
  ],
  mountain: [
    ['#8FA8CA', '#2D5060'],
    ['#A7A6CC', '#3B4470'],
  ],
  roof: [['#A3AFCB', '#A4503A']],
  garden: [
    ['#A9D19B', '#3F8048'],
    ['#BFD58F', '#4F8A3C'],
  ],
  space: [['#5A4A86', '#8C6A78']],
};

const NATURAL: Readonly<Record<Subject, string>> = {
  fox: '#D9622B',
  cat: '#5E6472',
  dog: '#C18A52',
  wolf: '#76818F',
  panda: '#F5F3EE',
  bear: '#7A4E31',
  rabbit: '#CDB8A2',
  tiger: '#E5852B',
  lion: '#D9A24A',
  owl: '#8A6647',
  bird: '#2F86C6',
  robot: '#8FA3B5',
  astronaut: '#EDEFF4',
  boat: '#C8402F',
  balloon: '#D9433A',
  car: '#D8483B',
  lighthouse: '#D13B32',
  castle: '#B9B2B8',
  person: '#B83A3F',
  flower: '#E2557C',
  house: '#B5452F',
  tree: '#2F7D50',
};

const DEEP_NIGHT: Rgb = [16, 24, 64];
const EVENING: Rgb = [126, 52, 84];
const WET: Rgb = [86, 98, 114];
const PALE: Rgb = [224, 230, 232];

/** The colours of a landscape as the prompt wishes it; whatever it leaves open is invented. */
export function inventPalette(random: Random, { subject, color, skyColor, place, time, weather }: Wishes): Palette {
  const [high, low] = random.pick(SKIES[time]).map(fromHex);
  const [far, near] = random.pick(GROUNDS[place]).map(fromHex);
  const natural = fromHex(subject === undefined ? random.pick(['#D8483B', '#E8A23B', '#3B7FB8']) : NATURAL[subject]);
  const isSnow = place === 'snow' || weather === 'snow';

  const inHour = (ground: Rgb): Rgb => {
    if (time === 'night') return mix(ground, DEEP_NIGHT, isSnow ? 0.45 : 0.66);
    return time === 'sunset' ? mix(ground, EVENING, isSnow ? 0.12 : 0.3) : ground;
  };
  const inWeather = (tone: Rgb): Rgb => {
    if (weather === 'rain') return mix(tone, time === 'night' ? DEEP_NIGHT : WET, 0.5);
    return weather === 'fog' ? mix(tone, PALE, 0.55) : tone;
  };
  const above = high ?? PALE;
  const below = low ?? PALE;
  return {
    high: inWeather(skyColor ? mix(fromHex(skyColor), above, 0.2) : isSnow ? mix(above, [150, 170, 200], 0.25) : above),
    low: inWeather(skyColor ? mix(fromHex(skyColor), below, 0.45) : below),
    far: inWeather(inHour(far ?? PALE)),
    near: weather === 'rain' ? mix(inHour(near ?? PALE), WET, 0.2) : inHour(near ?? PALE),
    light: time === 'night' ? [246, 238, 205] : time === 'sunset' ? [255, 214, 150] : [255, 244, 208],
    subject: color ? fromHex(color) : mix(natural, below, time === 'night' ? 0.06 : 0),
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
