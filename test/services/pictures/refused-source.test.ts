import { readdir } from 'node:fs/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { halves, heicHead, noise, pngClaiming } from '../images/samples.ts';
import { type Cleaning, limits, size, startCleaning } from './cleaning.ts';

let bench: Cleaning;
beforeEach(async () => {
  bench = await startCleaning();
});
afterEach(() => bench.close());

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
    expect(await bench.problemOf(await make())).toBe('not-a-picture');
  });

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('half of a %s: unreadable', async (format) => {
    const whole = await noise({ width: 200, height: 200 }).toFormat(format).toBuffer();
    for (const share of [0.1, 0.5, 0.9]) {
      expect(await bench.problemOf(whole.subarray(0, Math.floor(whole.length * share))), `${share}`).toBe('unreadable');
    }
  });

  test('HEIC: unreadable', async () => {
    expect(await bench.problemOf(Buffer.concat([heicHead, Buffer.alloc(5000, 7)]))).toBe('unreadable');
  });

  test('a small file that would become a billion pixels: too many, told from its header', async () => {
    expect(await bench.problemOf(pngClaiming({ width: 30_000, height: 30_000 }))).toBe('too-many-pixels');
    expect(await bench.problemOf(pngClaiming({ width: 6000, height: 6000 }))).toBe('unreadable');
  });

  test('what must be decoded in memory as a whole, from fewer pixels on', async () => {
    const flat = (height: number) => sharp({ create: { width: 6000, height, channels: 3, background: '#0a8' } });
    const gentle = { chromaSubsampling: '4:4:4', progressive: true } as const;
    expect(await bench.problemOf(await flat(4000).jpeg(gentle).toBuffer())).toBe('too-many-pixels');
    expect(
      await bench.problemOf(
        await flat(4000)
          .jpeg({ ...gentle, progressive: false })
          .toBuffer(),
      ),
    ).toBe('none');
  });

  test('what is so wide that a few of its lines fill the memory, from its header', async () => {
    const wide = pngClaiming({ width: 1_300_000, height: 48 });
    expect(await bench.problemOf(wide, { maximumMegapixels: 64 })).toBe('too-many-pixels');
  });

  test('a file beyond the limit: too large, and it is not read to its end', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield Buffer.alloc(100_000);
      }
    }
    await expect(bench.cleaner.clean(endless(), limits)).rejects.toMatchObject({ problem: 'too-large' });
    expect(taken).toBeLessThan(45);
  });

  test('and nothing of it stays on the disk', async () => {
    await bench.problemOf(Buffer.from('no picture'));
    await bench.problemOf(pngClaiming({ width: 30_000, height: 30_000 }));
    await bench.problemOf(Buffer.alloc(5_000_000));
    expect(await readdir(bench.directory)).toEqual([]);
  });
});
