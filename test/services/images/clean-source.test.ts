import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pictureInputSchema, type StoredPicture } from '../../../src/core/picture-input.ts';
import {
  type CleanLimits,
  createSourceCleaner,
  type SourceCleaner,
} from '../../../src/services/images/clean-source.ts';
import { frames, halves, heicHead, noise, pixelAt, pngClaiming } from './samples.ts';

const limits: CleanLimits = { maximumBytes: 4_000_000, maximumMegapixels: 40 };
const size = { width: 40, height: 20 };
let directory: string;
let cleaner: SourceCleaner;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-sources-'));
  cleaner = await createSourceCleaner({ directory });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function clean(bytes: Uint8Array, more: Partial<CleanLimits> = {}) {
  const picture = await cleaner.clean(bytes, { ...limits, ...more });
  const file = await readFile(cleaner.path(picture.key));
  return { picture, file, header: await sharp(file).metadata() };
}

const problemOf = (bytes: Uint8Array, more: Partial<CleanLimits> = {}) =>
  cleaner.clean(bytes, { ...limits, ...more }).then(
    () => 'none',
    (error: unknown) => (error instanceof Error && 'problem' in error ? error.problem : error),
  );

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
    const { picture, file, header } = await clean(await make());
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
    const { picture, file } = await clean(await halves(size).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(picture).toMatchObject({ width: 20, height: 40 });
    const [top, bottom] = [await pixelAt(file, 10, 5), await pixelAt(file, 10, 35)];
    expect(top[0]).toBeGreaterThan(170);
    expect(bottom[2]).toBeGreaterThan(170);
  });

  test('keeps its colours when it comes with a profile of its own', async () => {
    const wide = await halves(size).withIccProfile('p3').png().toBuffer();
    const [red = 0] = await pixelAt((await clean(wide)).file, 5, 10);
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
    const { file, header } = await clean(taken);
    expect(file.includes('Zanzibar')).toBe(false);
    expect([header.exif, header.xmp, header.iptc]).toEqual([undefined, undefined, undefined]);
  });

  test.each(['png', 'webp', 'avif', 'gif'] as const)('as %s stays see-through where it was', async (format) => {
    const holed = await halves(size, 0).toFormat(format).toBuffer();
    const { picture, file } = await clean(holed);
    expect(picture.key).toMatch(/\.png$/);
    expect((await pixelAt(file, 5, 5))[3]).toBe(0);
    expect((await clean(await halves(size, 1).ensureAlpha().png().toBuffer())).picture.key).toMatch(/\.jpg$/);
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
      const { file, picture } = await clean(polyglot);
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
    expect((await clean(bytes)).picture).toMatchObject(shape);
  });
});

describe('refused with the reason is', () => {
  test.each([
    ['a TIFF', async () => halves(size).tiff().toBuffer()],
    [
      'an SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    ],
    ['a page', async () => Buffer.from('<!doctype html><h1>picture.png</h1>')],
    ['nothing', async () => Buffer.alloc(0)],
  ])('%s: not a picture', async (_, make) => {
    expect(await problemOf(await make())).toBe('not-a-picture');
  });

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('half of a %s: unreadable', async (format) => {
    const whole = await noise({ width: 200, height: 200 }).toFormat(format).toBuffer();
    for (const share of [0.1, 0.5, 0.9]) {
      expect(await problemOf(whole.subarray(0, Math.floor(whole.length * share))), `${share}`).toBe('unreadable');
    }
  });

  test('HEIC: unreadable', async () => {
    expect(await problemOf(Buffer.concat([heicHead, Buffer.alloc(5000, 7)]))).toBe('unreadable');
  });

  test('a small file that would become a billion pixels: too many, told from its header', async () => {
    expect(await problemOf(pngClaiming({ width: 30_000, height: 30_000 }))).toBe('too-many-pixels');
    expect(await problemOf(pngClaiming({ width: 6000, height: 6000 }))).toBe('unreadable');
  });

  test('what must be decoded in memory as a whole, from fewer pixels on', async () => {
    const flat = (height: number) => sharp({ create: { width: 6000, height, channels: 3, background: '#0a8' } });
    const gentle = { chromaSubsampling: '4:4:4', progressive: true } as const;
    expect(await problemOf(await flat(4000).jpeg(gentle).toBuffer())).toBe('too-many-pixels');
    expect(
      await problemOf(
        await flat(4000)
          .jpeg({ ...gentle, progressive: false })
          .toBuffer(),
      ),
    ).toBe('none');
  });

  test('what is so wide that a few of its lines fill the memory, from its header', async () => {
    const wide = pngClaiming({ width: 1_300_000, height: 48 });
    expect(await problemOf(wide, { maximumMegapixels: 64 })).toBe('too-many-pixels');
  });

  test('a file beyond the limit: too large, and it is not read to its end', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield Buffer.alloc(100_000);
      }
    }
    await expect(cleaner.clean(endless(), limits)).rejects.toMatchObject({ problem: 'too-large' });
    expect(taken).toBeLessThan(45);
  });

  test('and nothing of it stays on the disk', async () => {
    await problemOf(Buffer.from('no picture'));
    await problemOf(pngClaiming({ width: 30_000, height: 30_000 }));
    await problemOf(Buffer.alloc(5_000_000));
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('an endpoint’s limits', () => {
  const fitting = async (bytes: Uint8Array, fit: NonNullable<CleanLimits['fit']>): Promise<StoredPicture> =>
    (await clean(bytes, { fit })).picture;

  test('make a picture smaller only when they demand it, keep its shape, and are told', async () => {
    const png = await halves({ width: 400, height: 200 }).png().toBuffer();
    const shrunkFrom = { width: 400, height: 200 };
    expect(await fitting(png, { maximumSide: 100 })).toMatchObject({ width: 100, height: 50, shrunkFrom });
    expect(await fitting(png, { maximumMegapixels: 0.02 })).toMatchObject({ width: 200, height: 100, shrunkFrom });
    const asItIs = await fitting(png, { maximumSide: 400, maximumMegapixels: 0.08, maximumMegabytes: 1 });
    expect(asItIs).toMatchObject({ width: 400, height: 200 });
    expect(asItIs).not.toHaveProperty('shrunkFrom');
  });

  test('count in the size that people see', async () => {
    const turned = await halves({ width: 400, height: 200 }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const shrunkFrom = { width: 200, height: 400 };
    expect(await fitting(turned, { maximumSide: 100 })).toMatchObject({ width: 50, height: 100, shrunkFrom });
  });

  test('never make a side of nothing', async () => {
    const line = await sharp({ create: { width: 30_000, height: 1, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    expect(await fitting(line, { maximumSide: 4096 })).toMatchObject({ width: 4096, height: 1 });
  });

  test('of bytes are met by coarser lines first and by fewer pixels then', async () => {
    const photo = await noise({ width: 700, height: 700 }).jpeg({ quality: 92 }).toBuffer();
    const coarser = await fitting(photo, { maximumMegabytes: 0.5 });
    expect(coarser.bytes).toBeLessThanOrEqual(500_000);
    expect(coarser).not.toHaveProperty('shrunkFrom');
    const smaller = await fitting(photo, { maximumMegabytes: 0.05 });
    expect(smaller.bytes).toBeLessThanOrEqual(50_000);
    expect(smaller).toMatchObject({ shrunkFrom: { width: 700, height: 700 } });
    expect(smaller.width).toBe(smaller.height);
  });

  test('of bytes hold for see-through pictures too, which stay so', async () => {
    const sticker = await noise({ width: 400, height: 400 }, 4).png().toBuffer();
    const { picture, header } = await clean(sticker, { fit: { maximumMegabytes: 0.1 } });
    expect(picture.bytes).toBeLessThanOrEqual(100_000);
    expect(header.hasAlpha).toBe(true);
  });

  test('that nothing can meet are said so', async () => {
    const png = await halves(size).png().toBuffer();
    expect(await problemOf(png, { fit: { maximumMegabytes: 0.00001 } })).toBe('too-large');
  });
});

describe('a clean copy', () => {
  test('is named by its bytes, however they came, and what it was made from stays as it was', async () => {
    const bytes = await halves(size).png().toBuffer();
    const path = join(directory, 'mine.png');
    await writeFile(path, bytes);
    async function* dripping() {
      for (const byte of bytes) yield Buffer.from([byte]);
    }
    const ways = [bytes, path, dripping()];
    const keys = await Promise.all(ways.map(async (way) => (await cleaner.clean(way, limits)).key));
    expect(new Set(keys).size).toBe(1);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect((await readdir(directory)).sort()).toEqual([keys[0], 'mine.png'].sort());
  });

  test('of a file that is not there is an error to its caller, and to nobody else', async () => {
    await expect(cleaner.clean(join(directory, 'gone.png'), limits)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is read as plain base64, and no more once it was removed', async () => {
    const { picture, file } = await clean(await halves(size).png().toBuffer());
    expect(Buffer.from(await cleaner.readBase64(picture.key), 'base64').equals(file)).toBe(true);
    await cleaner.remove(picture.key);
    await cleaner.remove(picture.key);
    await expect(cleaner.readBase64(picture.key)).rejects.toMatchObject({ problem: 'unreadable' });
  });

  test.each(['../../etc/passwd', `${'a'.repeat(64)}.svg`, `x/${'a'.repeat(64)}.png`, ''])(
    'is never looked for under %j',
    (key) => {
      expect(() => cleaner.path(key)).toThrow(RangeError);
    },
  );
});
