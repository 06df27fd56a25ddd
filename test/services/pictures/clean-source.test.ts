import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pictureInputSchema } from '../../../src/core/picture.ts';
import { frames, halves, pixelAt } from '../images/samples.ts';
import { type Cleaning, limits, size, startCleaning } from './cleaning.ts';

let bench: Cleaning;
beforeEach(async () => {
  bench = await startCleaning();
});
afterEach(() => bench.close());

describe('what a member hands in', () => {
  test.each([
    ['jpg', () => halves(size).jpeg().toBuffer(), 'jpg'],
    ['a progressive jpg', () => halves(size).jpeg({ progressive: true }).toBuffer(), 'jpg'],
    ['a CMYK jpg', () => halves(size).toColourspace('cmyk').jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(), 'jpg'],
    ['png', () => halves(size).png().toBuffer(), 'jpg'],
    ['a png of 16 bits', () => halves(size).toColourspace('rgb16').png().toBuffer(), 'jpg'],
    ['a png with a palette', () => halves(size).png({ palette: true }).toBuffer(), 'png'],
    ['webp', () => halves(size).webp({ lossless: true }).toBuffer(), 'jpg'],
    ['a moving webp', async () => (await frames(size)).webp({ lossless: true }).toBuffer(), 'jpg'],
    ['gif', () => halves(size).gif().toBuffer(), 'png'],
    ['a moving gif', async () => (await frames(size)).gif().toBuffer(), 'png'],
    ['avif', () => halves(size).avif({ quality: 90 }).toBuffer(), 'jpg'],
  ])('as %s becomes one still picture in 8-bit sRGB', async (_, make, type) => {
    const { picture, file, header } = await bench.clean(await make());
    expect(pictureInputSchema.parse(picture)).toEqual(picture);
    expect(picture).toMatchObject({
      ...size,
      bytes: file.length,
      key: expect.stringMatching(new RegExp(`\\.${type}$`)),
    });
    expect(header).toMatchObject({ ...size, format: type === 'jpg' ? 'jpeg' : 'png', space: 'srgb', depth: 'uchar' });
    expect([header.pages, header.icc, header.orientation]).toEqual([undefined, undefined, undefined]);
    const [red = 0, green = 0, blue = 0] = await pixelAt(file, 5, 10);
    expect(red).toBeGreaterThan(170);
    expect(Math.max(green, blue)).toBeLessThan(90);
  });

  test('turned by a camera stands upright', async () => {
    const { picture, file } = await bench.clean(await halves(size).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(picture).toMatchObject({ width: 20, height: 40 });
    const [top, bottom] = [await pixelAt(file, 10, 5), await pixelAt(file, 10, 35)];
    expect(top[0]).toBeGreaterThan(170);
    expect(bottom[2]).toBeGreaterThan(170);
  });

  test('keeps its colours when it comes with a profile of its own', async () => {
    const wide = await halves(size).withIccProfile('p3').png().toBuffer();
    const [red = 0] = await pixelAt((await bench.clean(wide)).file, 5, 10);
    expect(Math.abs(red - 220)).toBeLessThan(6);
  });

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('as %s loses where it was taken', async (format) => {
    const exif = {
      IFD0: { Artist: 'Zoe of Zanzibar' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSAreaInformation: 'Zanzibar' },
    };
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Zanzibar</a></x:xmpmeta>';
    const taken = await halves(size).withExif(exif).withXmp(xmp).toFormat(format).toBuffer();
    expect(taken.includes('Zanzibar')).toBe(true);
    const { file, header } = await bench.clean(taken);
    expect(file.includes('Zanzibar')).toBe(false);
    expect([header.exif, header.xmp, header.iptc]).toEqual([undefined, undefined, undefined]);
  });

  test.each(['png', 'webp', 'avif', 'gif'] as const)('as %s stays see-through where it was', async (format) => {
    const holed = await halves(size, 0).toFormat(format).toBuffer();
    const { picture, file } = await bench.clean(holed);
    expect(picture.key).toMatch(/\.png$/);
    expect((await pixelAt(file, 5, 5))[3]).toBe(0);
    expect((await bench.clean(await halves(size, 1).ensureAlpha().png().toBuffer())).picture.key).toMatch(/\.jpg$/);
  });

  test('hides nothing behind or inside the picture', async () => {
    const png = await halves(size).png().toBuffer();
    const jpg = await halves(size).jpeg().toBuffer();
    const script = Buffer.from('<script>alert(1)</script>');
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, script.length + 2]), script]);
    const zip = Buffer.from('PK\x03\x04 <script>alert(1)</script> PK\x05\x06', 'latin1');
    const polyglots = [
      Buffer.concat([png, zip]),
      Buffer.concat([jpg, zip]),
      Buffer.concat([jpg.subarray(0, 2), comment, jpg.subarray(2)]),
    ];
    for (const polyglot of polyglots) {
      const { file, picture } = await bench.clean(polyglot);
      expect(file.includes('script') || file.includes('PK\x03\x04')).toBe(false);
      expect(picture).toMatchObject(size);
    }
  });

  test.each([
    ['one pixel', { width: 1, height: 1 }],
    ['a line', { width: 30_000, height: 1 }],
    ['a column', { width: 1, height: 30_000 }],
    ['a line longer than a JPEG may be', { width: 70_000, height: 2 }],
  ])('may be %s', async (_, shape) => {
    const background = '#0a8';
    const bytes = await sharp({ create: { ...shape, channels: 3, background } })
      .png()
      .toBuffer();
    expect((await bench.clean(bytes)).picture).toMatchObject(shape);
  });
});

describe('a clean copy', () => {
  test('is named by its bytes, however they came, and what it was made from stays as it was', async () => {
    const bytes = await halves(size).png().toBuffer();
    const path = join(bench.directory, 'mine.png');
    await writeFile(path, bytes);
    async function* dripping() {
      for (const byte of bytes) yield Buffer.from([byte]);
    }
    const ways = [bytes, path, dripping()];
    const keys = await Promise.all(ways.map(async (way) => (await bench.cleaner.clean(way, limits)).key));
    expect(new Set(keys).size).toBe(1);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect((await readdir(bench.directory)).sort()).toEqual([keys[0], 'mine.png'].sort());
  });

  test('of a file that is not there is an error to its caller, and to nobody else', async () => {
    await expect(bench.cleaner.clean(join(bench.directory, 'gone.png'), limits)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  test('is read as plain base64, and no more once it was removed', async () => {
    const { picture, file } = await bench.clean(await halves(size).png().toBuffer());
    expect(Buffer.from(await bench.cleaner.readBase64(picture.key), 'base64').equals(file)).toBe(true);
    await bench.cleaner.remove(picture.key, async () => false);
    await bench.cleaner.remove(picture.key, async () => false);
    await expect(bench.cleaner.readBase64(picture.key)).rejects.toMatchObject({ problem: 'unreadable' });
  });

  test('stays for whoever holds it, also where that is known only once it was moved away', async () => {
    const { picture, file } = await bench.clean(await halves(size).png().toBuffer());
    await bench.cleaner.remove(picture.key, async () => true);
    const answers = [false, true];
    await bench.cleaner.remove(picture.key, async () => answers.shift() ?? true);
    expect(answers).toEqual([]);
    expect((await readFile(bench.cleaner.path(picture.key))).equals(file)).toBe(true);
    const moved = await bench.clean(await halves(size).png().toBuffer());
    await bench.cleaner.remove(moved.picture.key, async () => false);
    expect((await readdir(bench.directory)).filter((name) => name.startsWith(picture.key))).toEqual([]);
  });

  test.each(['../../etc/passwd', `${'a'.repeat(64)}.svg`, `x/${'a'.repeat(64)}.png`, ''])(
    'is never looked for under %j',
    (key) => {
      expect(() => bench.cleaner.path(key)).toThrow(RangeError);
    },
  );
});
