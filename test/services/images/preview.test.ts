import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPreviews } from '../../../src/services/images/preview.ts';
import { frames, halves, noise, pixelAt } from './samples.ts';

const previews = createPreviews();
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-previews-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function fileOf(picture: Sharp, name: string): Promise<string> {
  const path = join(directory, name);
  await picture.toFile(path);
  return path;
}

test('a picture that fits keeps its size', async () => {
  const path = await fileOf(halves({ width: 300, height: 200 }), 'small.png');
  const preview = await previews.makePreview(path, { maximumBytes: 1_000_000 });
  expect(preview).toMatchObject({ type: 'webp', width: 300, height: 200 });
  expect(await sharp(preview.bytes).metadata()).toMatchObject({ format: 'webp', width: 300, height: 200 });
});

test.each([200_000, 20_000, 2000])(
  'noise is made small enough for %i bytes and keeps its shape',
  async (maximumBytes) => {
    const path = await fileOf(noise({ width: 900, height: 600 }), 'noise.png');
    const preview = await previews.makePreview(path, { maximumBytes });
    expect(preview.bytes.length).toBeLessThanOrEqual(maximumBytes);
    expect(Math.abs(preview.width / preview.height - 1.5)).toBeLessThan(0.05);
  },
);

test('no preview is longer than 2,560 pixels a side', async () => {
  const path = await fileOf(halves({ width: 3000, height: 30 }), 'long.png');
  expect((await previews.makePreview(path, { maximumBytes: 1_000_000 })).width).toBe(2560);
});

test('a turned picture stands upright', async () => {
  const path = await fileOf(halves({ width: 60, height: 30 }).withMetadata({ orientation: 6 }), 'turned.jpg');
  expect(await previews.makePreview(path, { maximumBytes: 100_000 })).toMatchObject({ width: 30, height: 60 });
});

test('a moving picture shows its first frame', async () => {
  const path = await fileOf(await frames({ width: 20, height: 10 }), 'moving.gif');
  const { bytes, width, height } = await previews.makePreview(path, { maximumBytes: 100_000 });
  expect([width, height, (await sharp(bytes).metadata()).pages]).toEqual([20, 10, undefined]);
  expect((await pixelAt(bytes, 5, 5))[0]).toBeGreaterThan(180);
});

test('what is see-through stays so as WebP and becomes white as JPEG', async () => {
  const path = await fileOf(halves({ width: 20, height: 20 }, 0), 'clear.png');
  const webp = await previews.makePreview(path, { maximumBytes: 100_000 });
  expect((await pixelAt(webp.bytes, 5, 5))[3]).toBe(0);
  const jpg = await previews.makePreview(path, { maximumBytes: 100_000, type: 'jpg' });
  expect(jpg.type).toBe('jpg');
  expect(Math.min(...(await pixelAt(jpg.bytes, 5, 5)))).toBeGreaterThan(250);
});

test('where nothing is small enough, or nothing can be read, that is said', async () => {
  const path = await fileOf(noise({ width: 200, height: 200 }), 'stubborn.png');
  await expect(previews.makePreview(path, { maximumBytes: 10 })).rejects.toMatchObject({ problem: 'too-large' });
  const gone = previews.makePreview(join(directory, 'gone.png'), { maximumBytes: 10 });
  await expect(gone).rejects.toMatchObject({ problem: 'unreadable' });
});
