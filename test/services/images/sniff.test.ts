import { expect, test } from 'vitest';
import { sniff } from '../../../src/services/images/header.ts';
import { halves, heicHead } from './samples.ts';

const size = { width: 8, height: 8 };

test.each([
  ['png', 'png'],
  ['jpeg', 'jpg'],
  ['webp', 'webp'],
  ['gif', 'gif'],
  ['avif', 'heif'],
] as const)('a %s is known by its first bytes', async (format, type) => {
  const bytes = await halves(size).toFormat(format).toBuffer();
  expect(sniff(bytes)).toBe(type);
  expect(sniff(bytes.subarray(0, 32))).toBe(type);
  expect(sniff(bytes.subarray(1))).toBeUndefined();
});

test('HEIC is known as what it is', () => {
  expect(sniff(heicHead)).toBe('heif');
});

test.each([
  ['a TIFF', 'II*\0\x08\0\0\0'],
  ['a BMP', 'BM\0\0\0\0'],
  ['a PDF', '%PDF-1.7'],
  ['a zip', 'PK\x03\x04'],
  ['a film', '\0\0\0\x18ftypmp42\0\0\0\0mp42isom'],
  ['sound in the same wrapping as WebP', 'RIFF\x24\0\0\0WAVEfmt '],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['half a head', '\x89PNG\r\n'],
  ['a GIF of a version that never was', 'GIF90a'],
  ['nothing', ''],
])('%s is no picture of ours', (_, text) => {
  expect(sniff(Buffer.from(text, 'latin1'))).toBeUndefined();
});
