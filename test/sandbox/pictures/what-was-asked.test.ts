import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makePicture } from '../../../sandbox/pictures/make-picture.ts';
import { createRandom } from '../../../sandbox/pictures/random.ts';
import { readWishes } from '../../../sandbox/pictures/wishes.ts';

const SIDE = 256;
type Is = (red: number, green: number, blue: number) => boolean;

interface Part {
  readonly top?: number;
  readonly bottom?: number;
  readonly left?: number;
  readonly right?: number;
}

/** The share of pixels, in a part of the picture, that are so. */
async function share(prompt: string, is: Is, part: Part = {}, seed = 1): Promise<number> {
  const { top = 0, bottom = 1, left = 0, right = 1 } = part;
  const pixels = await sharp(await makePicture({ prompt, width: SIDE, height: SIDE, seed }))
    .extract({
      left: Math.round(left * SIDE),
      top: Math.round(top * SIDE),
      width: Math.round((right - left) * SIDE),
      height: Math.round((bottom - top) * SIDE),
    })
    .raw()
    .toBuffer();
  let count = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    if (is(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0)) count += 1;
  }
  return count / (pixels.length / 3);
}

const COLORS = {
  red: (r, g, b) => r > 150 && g < 80 && b < 80,
  orange: (r, g, b) => r > 190 && g > 70 && g < 140 && b < 90,
  blue: (r, g, b) => b > 150 && r < 90 && g < 130,
  golden: (r, g, b) => r > 190 && g > 140 && b < 90,
  black: (r, g, b) => r < 60 && g < 60 && b < 70,
  white: (r, g, b) => r > 225 && g > 225 && b > 220,
  green: (r, g, b) => g > 110 && r < 90 && b < 120,
  pink: (r, g, b) => r > 215 && g > 90 && g < 160 && b > 130 && b < 200,
} as const satisfies Readonly<Record<string, Is>>;
const CENTER = { top: 0.35, bottom: 0.95, left: 0.25, right: 0.75 };
const SEEDS = [1, 2, 3, 4];

test.each<[string, keyof typeof COLORS]>([
  ['a red fox in the snow', 'red'],
  ['con cáo đỏ trong tuyết', 'red'],
  ['a blue car in the desert', 'blue'],
  ['xe hơi xanh trên sa mạc', 'blue'],
  ['a golden dog in the forest', 'golden'],
  ['chó vàng trong rừng', 'golden'],
  ['a black cat in the snow', 'black'],
  ['con mèo đen trong tuyết', 'black'],
  ['a white rabbit in the forest', 'white'],
  ['con thỏ trắng trong rừng', 'white'],
  ['a green car in the city', 'green'],
  ['xe hơi xanh lá cây trong thành phố', 'green'],
  ['a pink flower', 'pink'],
  ['hoa hồng', 'pink'],
])('%j is %s, and without that word it is not', async (prompt, color) => {
  const without = prompt.replace(
    /\b(?:red|blue|golden|black|white|green|pink) |(?:đỏ|xanh lá cây|xanh|vàng|đen|trắng|hồng)/gu,
    '',
  );
  for (const seed of SEEDS) {
    expect(await share(prompt, COLORS[color], CENTER, seed)).toBeGreaterThan(0.05);
    // a flower and a rabbit are of a pale colour by themselves
    if (color !== 'white' && color !== 'pink')
      expect(await share(without, COLORS[color], CENTER, seed)).toBeLessThan(
        await share(prompt, COLORS[color], CENTER, seed),
      );
  }
});

test('a fox of which nothing is said is a fox', async () => {
  for (const seed of SEEDS) expect(await share('a fox', COLORS.orange, CENTER, seed)).toBeGreaterThan(0.08);
});

const GROUND = { top: 0.88 };
const SKY = { bottom: 0.2 };
const isDark: Is = (r, g, b) => r + g + b < 260;
const isSandy: Is = (r, g, b) => r > 160 && r > g + 25 && g > b + 10;
const isGreen: Is = (r, g, b) => g > r + 12 && g > b + 4;
const isBluish: Is = (r, _, b) => b > r + 25;

test.each<[string, Is, Part, number]>([
  ['a fox in the snow', COLORS.white, GROUND, 0.6],
  ['con cáo trong tuyết', COLORS.white, GROUND, 0.6],
  ['a fox at night', isDark, SKY, 0.8],
  ['con cáo trong đêm', isDark, SKY, 0.8],
  ['a boat on the sea', isBluish, { top: 0.85 }, 0.6],
  ['con thuyền trên biển', isBluish, { top: 0.85 }, 0.6],
  ['a fox in the desert', isSandy, GROUND, 0.6],
  ['con cáo trên sa mạc', isSandy, GROUND, 0.6],
  ['a fox in the forest', isGreen, GROUND, 0.6],
  ['con cáo trong rừng', isGreen, GROUND, 0.6],
])('%j shows where it is', async (prompt, is, part, least) => {
  for (const seed of SEEDS) expect(await share(prompt, is, part, seed)).toBeGreaterThan(least);
});

test('what is asked for is read in both languages', () => {
  const read = (prompt: string) => readWishes(prompt, createRandom(prompt));
  expect(read('a red fox in the snow')).toMatchObject({ subject: 'fox', place: 'snow', weather: 'snow' });
  expect(read('con mèo ngủ trên mái nhà')).toMatchObject({ subject: 'cat', place: 'roof', isAsleep: true });
  expect(read('a harbour at night')).toMatchObject({ place: 'sea', time: 'night' });
  expect(read('thành phố trong mưa')).toMatchObject({ place: 'city', weather: 'rain' });
  expect(read('ngôi nhà trên núi lúc hoàng hôn')).toMatchObject({
    subject: 'house',
    place: 'mountain',
    time: 'sunset',
  });
  expect(read('a sheepdog')).toMatchObject({ color: undefined });
  expect(read('a blue boat under a red sky')).toMatchObject({ color: '#2E66C9', skyColor: '#D32B25' });
  expect(read('thuyền xanh dưới bầu trời đỏ')).toMatchObject({ color: '#2E66C9', skyColor: '#D32B25' });
});

test.each([
  ['rain', 'a city', 'a city in the rain'],
  ['mưa', 'thành phố', 'thành phố trong mưa'],
  ['roof', 'a cat', 'a cat on a roof'],
  ['mái nhà', 'con mèo', 'con mèo trên mái nhà'],
  ['mountains', 'a house', 'a house in the mountains'],
  ['núi', 'ngôi nhà', 'ngôi nhà trên núi'],
  ['river', 'a house', 'a house by the river'],
  ['sông', 'ngôi nhà', 'ngôi nhà bên sông'],
  ['sleep', 'a cat', 'a sleeping cat'],
  ['moon', 'a wolf at night', 'a wolf at night under the moon'],
])('"%s" changes a good part of the picture', async (_, without, prompt) => {
  const options = { width: SIDE, height: SIDE, seed: 1 };
  const [one, other] = await Promise.all(
    [without, prompt].map(async (each) =>
      sharp(await makePicture({ ...options, prompt: each }))
        .raw()
        .toBuffer(),
    ),
  );
  let changed = 0;
  for (const [at, value] of (one ?? Buffer.alloc(0)).entries())
    if (Math.abs(value - (other?.[at] ?? 0)) > 24) changed += 1;
  expect(changed / (one?.length ?? 1)).toBeGreaterThan(0.1);
});

test('a picture is painted in a moment, also one full of things', async () => {
  const times: number[] = [];
  for (const prompt of [
    'a red fox in the snow',
    'thành phố đêm mưa',
    'a cat on a roof in the snow',
    'a rabbit in a garden',
  ]) {
    const before = process.cpuUsage();
    await makePicture({ prompt, width: 512, height: 512, seed: 5, detail: 100 });
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  // of the processor's own time, so that a busy machine does not count; about 60 ms each
  expect(Math.min(...times)).toBeLessThan(400);
  expect(Math.max(...times)).toBeLessThan(1500);
});
