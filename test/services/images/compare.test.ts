import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compare, compareLayout, type Placed } from '../../../src/services/images/compare.ts';
import { BLUE, createFolder, flat, isLike, look, RED } from './painted.ts';

let folder: Awaited<ReturnType<typeof createFolder>>;
beforeAll(async () => {
  folder = await createFolder();
});
afterAll(() => folder.remove());

const GAP = [88, 101, 242];
const side = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 20_000 }));
const size = fc.record({ width: side, height: side });

test('any two pictures stand apart by the gap alone, of one height or one width, within 2048 x 1536', () => {
  fc.assert(
    fc.property(size, size, (one, other) => {
      const { before, after, ...whole } = compareLayout(one, other);
      expect(whole.width).toBeLessThanOrEqual(2048);
      expect(whole.height).toBeLessThanOrEqual(1536);
      expect(Math.min(before.width, before.height, after.width, after.height)).toBeGreaterThan(0);
      const isBeside = after.top === 0;
      const along = ({ width, height }: Placed) => (isBeside ? [width, height] : [height, width]);
      const [first = 0, across] = along(before);
      const [second = 0, otherAcross] = along(after);
      expect(otherAcross).toBe(across);
      expect(isBeside ? after.left : after.top).toBe(first + 8);
      expect(isBeside ? whole.width : whole.height).toBe(first + 8 + second);
    }),
  );
});

test('pictures from 1:3 to 3:1 keep their shape', () => {
  const picture = fc
    .record({ width: fc.integer({ min: 200, max: 4000 }), height: fc.integer({ min: 200, max: 4000 }) })
    .filter(({ width, height }) => Math.max(width / height, height / width) <= 3);
  fc.assert(
    fc.property(picture, picture, (one, other) => {
      const { before, after } = compareLayout(one, other);
      expect(Math.abs(before.width - (before.height * one.width) / one.height)).toBeLessThan(3);
      expect(Math.abs(after.width - (after.height * other.width) / other.height)).toBeLessThan(3);
    }),
  );
});

test.each([
  ['landscapes above each other', { width: 1920, height: 1080 }, { width: 1360, height: 1536 }],
  ['portraits side by side', { width: 1080, height: 1920 }, { width: 1736, height: 1536 }],
  ['squares side by side', { width: 2000, height: 2000 }, { width: 2048, height: 1020 }],
  ['small ones as large as they are', { width: 100, height: 100 }, { width: 208, height: 100 }],
])('%s', (_, picture, whole) => {
  const { width, height, before, after } = compareLayout(picture, picture);
  expect(Math.abs(width - whole.width)).toBeLessThanOrEqual(2);
  expect(Math.abs(height - whole.height)).toBeLessThanOrEqual(2);
  expect([before.width, before.height]).toEqual([after.width, after.height]);
});

test('before comes first, after comes second, and a gap is between them', async () => {
  const before = await folder.save('before.png', flat({ width: 300, height: 400 }, RED).png());
  const after = await folder.save('after.jpg', flat({ width: 600, height: 800 }, BLUE).jpeg({ quality: 95 }));
  const { bytes, type, width, height } = await compare(before, after);
  expect([type, width, height]).toEqual(['webp', 1208, 800]);
  const seen = await look(bytes);
  expect(seen).toMatchObject({ width, height, channels: 3 });
  expect(seen.at(300, 400)).toSatisfy(isLike(RED));
  expect(seen.at(604, 400)).toSatisfy(isLike(GAP));
  expect(seen.at(900, 400)).toSatisfy(isLike(BLUE));
});

test('wide ones: before is above', async () => {
  const before = await folder.save('wide.png', flat({ width: 800, height: 300 }, RED).png());
  const after = await folder.save('wider.webp', flat({ width: 800, height: 200 }, BLUE).webp());
  const { bytes, width, height } = await compare(before, after);
  expect([width, height]).toEqual([800, 508]);
  const seen = await look(bytes);
  expect(seen.at(400, 150)).toSatisfy(isLike(RED));
  expect(seen.at(400, 304)).toSatisfy(isLike(GAP));
  expect(seen.at(400, 400)).toSatisfy(isLike(BLUE));
});

test('a cut-out stands on squares, the other as it is', async () => {
  const before = await folder.save('full.png', flat({ width: 400, height: 400 }, RED).png());
  const after = await folder.save('cut.png', flat({ width: 400, height: 400 }, RED, 0).png());
  const seen = await look((await compare(before, after)).bytes);
  const inside = (left: number) => ({ left, top: 5, width: 380, height: 390 });
  expect(seen.count(inside(10), isLike(RED))).toBe(380 * 390);
  const isGrey = ([r = 0, g = 0, b = 0]: readonly number[]) => Math.max(r, g, b) - Math.min(r, g, b) < 30 && r > 120;
  expect(seen.count(inside(418), isGrey)).toBe(380 * 390);
  expect(seen.at(413, 5)).not.toSatisfy(isLike(seen.at(423, 5), 20));
});

test('a turned picture stands upright', async () => {
  const turned = flat({ width: 400, height: 200 }, RED).jpeg().withMetadata({ orientation: 6 });
  const path = await folder.save('turned.jpg', turned);
  expect(await compare(path, path)).toMatchObject({ width: 408, height: 400 });
});

test('what cannot be read is said to be so', async () => {
  const path = await folder.save('there.png', flat({ width: 4, height: 4 }, RED).png());
  await expect(compare(path, folder.path('gone.png'))).rejects.toMatchObject({ problem: 'unreadable' });
});
