import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredPicture } from '../../../src/core/picture.ts';
import type { CleanLimits } from '../../../src/services/pictures/clean-source.ts';
import { type Cleaning, size, startCleaning } from '../pictures/cleaning.ts';
import { halves, noise } from './samples.ts';

let bench: Cleaning;
beforeEach(async () => {
  bench = await startCleaning();
});
afterEach(() => bench.close());

describe('an endpoint’s limits', () => {
  const fitting = async (bytes: Uint8Array, fit: NonNullable<CleanLimits['fit']>): Promise<StoredPicture> =>
    (await bench.clean(bytes, { fit })).picture;

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
    const { picture, header } = await bench.clean(sticker, { fit: { maximumMegabytes: 0.1 } });
    expect(picture.bytes).toBeLessThanOrEqual(100_000);
    expect(header.hasAlpha).toBe(true);
  });

  test('that nothing can meet are said so', async () => {
    const png = await halves(size).png().toBuffer();
    expect(await bench.problemOf(png, { fit: { maximumMegabytes: 0.00001 } })).toBe('too-large');
  });
});
