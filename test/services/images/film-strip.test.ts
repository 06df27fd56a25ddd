import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cell, drawFilmStrip, type Frame, filmStripLayout } from '../../../src/services/images/film-strip.ts';
import { type Font, openFont } from '../../../src/services/images/font.ts';
import { BLUE, type Color, createFolder, flat, halfEmpty, isLike, look, RED } from './painted.ts';

let font: Font;
let folder: Awaited<ReturnType<typeof createFolder>>;
let red: string;
let blue: string;
beforeAll(async () => {
  font = await openFont();
  folder = await createFolder();
  red = await folder.save('red.png', flat({ width: 800, height: 600 }, RED).png());
  blue = await folder.save('blue.png', flat({ width: 300, height: 900 }, BLUE).png());
});
afterAll(() => folder.remove());

const SIZES = new Map<string | undefined, { readonly width: number; readonly height: number }>();
const layoutOf = (frames: readonly Frame[]) => {
  SIZES.set(red, { width: 800, height: 600 }).set(blue, { width: 300, height: 900 });
  return filmStripLayout(frames.map(({ path }) => SIZES.get(path)));
};
const isLight = (pixel: readonly number[]) => Math.min(...pixel) > 150;
const captionArea = ({ captionLeft, captionLine }: Cell) => ({
  left: captionLeft,
  top: captionLine - 26,
  width: 480,
  height: 36,
});

async function captionPixels(caption: string): Promise<string> {
  const frames = [{ path: red, caption }];
  const seen = await look((await drawFilmStrip(font, frames)).bytes);
  const [cell] = layoutOf(frames).cells;
  if (!cell) throw new Error('No cell');
  const { left, top, width, height } = captionArea(cell);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (isLight(seen.at(left + x, top + y)) ? '#' : '.')).join(''),
  );
  return rows.join('\n');
}

test.each([1, 3, 4, 5, 9, 12])('%i pictures stand in order, numbered, each with its caption', async (count) => {
  const frames = Array.from({ length: count }, (_, index) => ({
    path: index % 3 === 1 ? blue : red,
    caption: `Phóng to ${index}`,
  }));
  const strip = await drawFilmStrip(font, frames);
  const { cells, width, height } = layoutOf(frames);
  expect(strip).toMatchObject({ type: 'webp', width, height });
  const seen = await look(strip.bytes);
  expect(seen).toMatchObject({ width, height });
  for (const [index, cell] of cells.entries()) {
    const color: Color = index % 3 === 1 ? BLUE : RED;
    expect(seen.at(cell.left + cell.width / 2, cell.top + cell.height / 2), `${index}`).toSatisfy(isLike(color));
    const badge = { left: cell.left + 16, top: cell.top + 16, width: 24, height: 24 };
    expect(seen.count(badge, isLight), `${index}`).toBeGreaterThan(20);
    expect(seen.count(captionArea(cell), isLight), `${index}`).toBeGreaterThan(300);
  }
});

test('a caption in Vietnamese is written, letter by letter', async () => {
  const drawn = await Promise.all(['ắ', 'ằ', 'ữ', 'ứ', 'đ', 'd', ''].map(captionPixels));
  expect(new Set(drawn).size).toBe(7);
  expect(await captionPixels('漢')).toBe(await captionPixels(''));
});

test('a long caption is cut at the width of its frame', async () => {
  const caption = 'Chỉnh sáng theo ánh đèn vàng của một buổi chiều mưa tháng mười một rất dài';
  const frames = [
    { path: red, caption: '' },
    { path: red, caption },
    { path: red, caption: '' },
  ];
  const seen = await look((await drawFilmStrip(font, frames)).bytes);
  const [before, middle, after] = layoutOf(frames).cells.map((cell) => seen.count(captionArea(cell), isLight));
  expect([before, after]).toEqual([0, 0]);
  expect(middle).toBeGreaterThan(1000);
});

test('a picture that is gone leaves its frame empty and the others their numbers', async () => {
  const frames = [
    { path: red, caption: 'Một' },
    { path: undefined, caption: 'Hai' },
    { path: blue, caption: 'Ba' },
  ];
  const seen = await look((await drawFilmStrip(font, frames)).bytes);
  const [, empty, last] = layoutOf(frames).cells;
  if (!empty || !last) throw new Error('No cells');
  const { left, top, width, height } = empty;
  expect(seen.at(left + width / 2, top + height / 2)).toSatisfy(isLike([30, 31, 34]));
  const edge = { left, top, width, height: 3 };
  expect(seen.count(edge, isLike([128, 132, 142], 40))).toBeGreaterThan(200);
  expect(seen.at(last.left + last.width / 2, last.top + last.height / 2)).toSatisfy(isLike(BLUE));
});

test('a cut-out stands on squares', async () => {
  const path = await folder.save('cut.png', halfEmpty({ width: 480, height: 480 }).png());
  const seen = await look((await drawFilmStrip(font, [{ path, caption: '' }])).bytes);
  const empty = { left: 16 + 250, top: 16 + 10, width: 220, height: 460 };
  expect(seen.count(empty, isLight)).toBe(empty.width * empty.height);
  expect(seen.at(16 + 100, 16 + 240)).toSatisfy(isLike(RED));
});

test('pictures of any shape stay in their cells, apart from each other, in a strip that is no wider than 2048', () => {
  const side = fc.integer({ min: 1, max: 20_000 });
  const size = fc.option(fc.record({ width: side, height: side }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 12 }), (sizes) => {
      const { cells, width, height } = filmStripLayout(sizes);
      expect(width).toBeLessThanOrEqual(2048);
      expect(cells).toHaveLength(sizes.length);
      for (const [index, cell] of cells.entries()) {
        expect(Math.min(cell.width, cell.height)).toBeGreaterThan(0);
        expect(cell.left).toBeGreaterThanOrEqual(cell.captionLeft);
        expect(cell.left + cell.width).toBeLessThanOrEqual(cell.captionLeft + 480);
        expect(cell.top + cell.height).toBeLessThan(cell.captionLine - 20);
        expect(cell.captionLine).toBeLessThan(height);
        const next = cells[index + 1];
        const isSameRow = next?.captionLine === cell.captionLine;
        if (next && isSameRow) expect(next.captionLeft).toBeGreaterThan(cell.captionLeft + 480);
        else if (next) expect(next.top).toBeGreaterThan(cell.captionLine);
      }
    }),
  );
});

test.each([0, 13])('%i frames are refused', async (count) => {
  const frames = Array.from({ length: count }, () => ({ path: undefined, caption: '' }));
  await expect(drawFilmStrip(font, frames)).rejects.toThrow(RangeError);
});

test('a damaged picture is said to be so', async () => {
  const frames = [{ path: folder.path('nowhere.png'), caption: '' }];
  await expect(drawFilmStrip(font, frames)).rejects.toMatchObject({ problem: 'unreadable' });
});
