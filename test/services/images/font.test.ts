import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { type Font, openFont } from '../../../src/services/images/font.ts';
import { createFolder } from './painted.ts';

let font: Font;
beforeAll(async () => {
  font = await openFont();
});

const VOWELS = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ';
const LETTERS = [...`${VOWELS}${VOWELS.toUpperCase()}bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX0123456789`];

async function inkOf(text: string): Promise<Buffer> {
  const d = font.outline(text, { x: 10, y: 70, size: 60 });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="100"><path d="${d}"/></svg>`;
  return sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer();
}

/** In how many pixels: a plain loop, since every letter is held against every other. */
function differences(one: Buffer, other: Buffer): number {
  let count = 0;
  for (let index = 0; index < one.length; index += 1)
    if (Math.abs((one[index] ?? 0) - (other[index] ?? 0)) > 128) count += 1;
  return count;
}

test('every Vietnamese letter is drawn, and each unlike all others', async () => {
  const inks = await Promise.all(LETTERS.map(inkOf));
  const nothing = Buffer.alloc(120 * 100);
  for (const [index, ink] of inks.entries()) {
    expect(differences(ink, nothing), LETTERS[index]).toBeGreaterThan(100);
    for (const [before, other] of inks.slice(0, index).entries()) {
      expect(differences(ink, other), `${LETTERS[index]} and ${LETTERS[before]}`).toBeGreaterThan(5);
    }
  }
});

test('what the font does not have leaves no box and takes no room', async () => {
  expect(font.outline('😀漢', { x: 0, y: 0, size: 60 })).toBe('');
  expect(font.widthOf('a😀b', 60)).toBe(font.widthOf('ab', 60));
  expect(differences(await inkOf('a漢'), await inkOf('a'))).toBe(0);
});

test('a letter typed with its marks apart is the same letter', () => {
  const place = { x: 0, y: 50, size: 20 };
  const text = 'Phóng to, sửa ảnh, chỉnh ắữđ';
  expect(text.normalize('NFD')).not.toBe(text);
  expect(font.outline(text.normalize('NFD'), place)).toBe(font.outline(text, place));
});

test('a text is cut to any width, at its end, and only where it must be', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 0, max: 600 }), (text, width) => {
      const cut = font.cut(text, 20, width);
      expect(font.widthOf(cut, 20)).toBeLessThanOrEqual(width);
      if (font.widthOf(text, 20) <= width) expect(cut).toBe(text);
      else expect(cut).toMatch(/^$|…$/u);
    }),
  );
  expect(font.cut('Chỉnh sáng và phóng to', 20, 130)).toBe('Chỉnh sáng…');
  expect(font.cut('Chỉnh', 20, 5)).toBe('');
});

test('nothing but an outline comes out of a text, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(font.outline(`"/><script>&${text}`, { x: 1.5, y: -3, size: 12 })).toMatch(/^[MLQCZ\d .-]+$/);
    }),
  );
});

test('a text stands where it was put', () => {
  const left = (anchor: 'start' | 'middle' | 'end') =>
    Number(/^M(-?[\d.]+)/.exec(font.outline('HHHH', { x: 100, y: 0, size: 20, anchor }))?.[1]);
  const width = font.widthOf('HHHH', 20);
  expect(left('start') - left('middle')).toBeCloseTo(width / 2, 1);
  expect(left('start') - left('end')).toBeCloseTo(width, 1);
});

test('a machine without any font draws the same pixels', async () => {
  const folder = await createFolder();
  const here = `${await drawnBy({})}`;
  const bare = await drawnBy({ FONTCONFIG_FILE: folder.path('none.conf'), FONTCONFIG_PATH: folder.path('none') });
  await folder.remove();
  expect(here).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/);
  expect(bare).toBe(here);
});

async function drawnBy(env: Readonly<Record<string, string>>): Promise<string> {
  const run = fileURLToPath(new URL('./draw-texts-run.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [run], { env: { ...process.env, ...env } });
  return stdout;
}
