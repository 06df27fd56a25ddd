import { stat } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPreviews } from '../../../src/services/images/preview.ts';
import { createFolder, flat, halfEmpty, isLike, look, RED, type Size } from './painted.ts';

const previews = createPreviews();
const THEMES = { light: [255, 255, 255], dark: [49, 51, 56] } as const;
let folder: Awaited<ReturnType<typeof createFolder>>;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

const preview = (path: string, maximumBytes = 1_000_000) =>
  previews.makePreview(path, { maximumBytes, behind: 'checkerboard' });

const shapes: readonly Size[] = [
  { width: 1, height: 1 },
  { width: 1, height: 3000 },
  { width: 16_000, height: 20 },
  { width: 3, height: 7 },
  { width: 3200, height: 2400 },
];
const kinds: Readonly<Record<string, (size: Size) => Sharp>> = {
  opaque: (size) => flat(size, RED),
  'see-through': (size) => flat(size, RED, 0.5),
  'see-through grey': (size) => flat(size, RED, 0.5).toColourspace('b-w'),
  'see-through with 16 bits': (size) => flat(size, RED, 0.5).toColourspace('rgb16'),
};
const cases = Object.keys(kinds).flatMap((kind) => shapes.map((size) => ({ kind, ...size })));

test.each(cases)('$kind, $width x $height: keeps its shape, is never enlarged, nothing shows through', async (each) => {
  const { kind, width, height } = each;
  const picture = kinds[kind]?.({ width, height }).png({ compressionLevel: 1 });
  if (!picture) throw new Error('No such kind');
  const made = await preview(await folder.save(`${kind}-${width}-${height}.png`, picture));
  const scale = Math.min(1, 2560 / Math.max(width, height));
  expect([made.width, made.height]).toEqual([
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  ]);
  expect(await look(made.bytes)).toMatchObject({ width: made.width, height: made.height, channels: 3 });
});

test('squares of two greys stand where one sees through, apart from both themes, and the rest is as it was', async () => {
  const { bytes } = await preview(await folder.save('cut-out.png', halfEmpty({ width: 400, height: 400 }).png()));
  const seen = await look(bytes);
  const left = { left: 5, top: 5, width: 190, height: 390 };
  expect(seen.count(left, isLike(RED))).toBe(left.width * left.height);
  const right = { left: 205, top: 5, width: 190, height: 390 };
  const share = (color: readonly number[]) => seen.count(right, isLike(color, 16)) / (right.width * right.height);
  expect(share([211, 214, 219])).toBeGreaterThan(0.35);
  expect(share([164, 168, 176])).toBeGreaterThan(0.35);
  for (const theme of Object.values(THEMES)) expect(share(theme)).toBe(0);
  expect(seen.at(205, 5)).not.toEqual(seen.at(215, 5));
});

test('what is half see-through is half the square behind it', async () => {
  const { bytes } = await preview(await folder.save('half.png', flat({ width: 100, height: 100 }, RED, 0.5).png()));
  const seen = await look(bytes);
  const light = isLike([205, 122, 125], 30);
  const dark = isLike([182, 99, 103], 30);
  expect(seen.count({ left: 0, top: 0, width: 100, height: 100 }, (pixel) => light(pixel) || dark(pixel))).toBe(10_000);
});

test('squares are as large in a large picture as in a small one, where both are shown small', async () => {
  const squaresAlong = async (side: number) => {
    const picture = flat({ width: side, height: side }, RED, 0).png();
    const seen = await look((await preview(await folder.save(`squares-${side}.png`, picture))).bytes);
    const row = Array.from({ length: seen.width }, (_, x) => (seen.at(x, 2)[0] ?? 0) > 188);
    return row.filter((isLight, x) => x > 0 && isLight !== row[x - 1]).length;
  };
  expect(await squaresAlong(400)).toBe(39);
  expect(await squaresAlong(2000)).toBe(39);
});

test('a picture without transparency is the same with and without squares behind it', async () => {
  const path = await folder.save('opaque.png', flat({ width: 300, height: 200 }, RED).png());
  const plain = await previews.makePreview(path, { maximumBytes: 1_000_000 });
  expect((await preview(path)).bytes.equals(plain.bytes)).toBe(true);
});

test('nothing is put behind a picture where that was not asked for', async () => {
  const path = await folder.save('plain.png', flat({ width: 30, height: 20 }, RED, 0).png());
  const { bytes } = await previews.makePreview(path, { maximumBytes: 100_000 });
  expect((await look(bytes)).at(3, 3)[3]).toBe(0);
});

test('a tiny limit is kept, or it is said that it cannot be', async () => {
  const path = await folder.save('tiny.png', halfEmpty({ width: 900, height: 700 }).png());
  const { bytes, width } = await preview(path, 400);
  expect(bytes.length).toBeLessThanOrEqual(400);
  expect(width).toBeLessThan(900);
  await expect(preview(path, 20)).rejects.toMatchObject({ problem: 'too-large' });
  const dot = await folder.save('dot.png', flat({ width: 1, height: 1 }, RED).png());
  expect((await preview(dot, (await stat(dot)).size)).width).toBe(1);
  await expect(preview(dot, 10)).rejects.toMatchObject({ problem: 'too-large' });
});
