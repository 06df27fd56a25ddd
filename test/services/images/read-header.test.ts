import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isComplete, readHeader } from '../../../src/services/images/header.ts';
import { halves, heicHead, noise, pngClaiming } from './samples.ts';

const size = { width: 40, height: 20 };
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-headers-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(directory, 'picture');
  await writeFile(path, bytes);
  return path;
}

describe('a header', () => {
  test('tells the size as one looks at it, from a file and from bytes', async () => {
    const turned = await halves(size).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    const expected = { width: 20, height: 40, isTurned: true, hasAlpha: false, hasPalette: false };
    expect(await readHeader(turned, 'jpg', 800)).toMatchObject(expected);
    expect(await readHeader(await fileOf(turned), 'jpg', 800)).toMatchObject(expected);
  });

  test('tells what is see-through and what has few colours', async () => {
    const seeThrough = await halves(size, 0.5).png().toBuffer();
    expect(await readHeader(seeThrough, 'png', 800)).toMatchObject({ hasAlpha: true, hasPalette: false });
    const palette = await halves(size).png({ palette: true }).toBuffer();
    expect(await readHeader(palette, 'png', 800)).toMatchObject({ hasPalette: true, isTurned: false });
  });

  test('of more pixels than allowed is refused without one being decoded', async () => {
    await expect(readHeader(await halves(size).png().toBuffer(), 'png', 799)).rejects.toThrow('too-many-pixels');
    const bomb = pngClaiming({ width: 30_000, height: 30_000 });
    await expect(readHeader(bomb, 'png', 210_000_000)).rejects.toThrow('too-many-pixels');
    expect(await readHeader(bomb, 'png', 900_000_000)).toMatchObject({ width: 30_000, height: 30_000 });
  });

  test('counts what decoding will hold in memory', async () => {
    const heldBy = async (progressive: boolean) => {
      const jpg = await halves(size).jpeg({ progressive, chromaSubsampling: '4:4:4' }).toBuffer();
      return (await readHeader(jpg, 'jpg', 800)).heldBytes;
    };
    expect(await heldBy(false)).toBe(800 * 3);
    expect(await heldBy(true)).toBe(800 * 6);
    const tall = await sharp({ create: { width: 10, height: 9000, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    expect((await readHeader(tall, 'png', 90_000)).heldBytes).toBe(10 * 1500 * 3);
    const deep = await halves(size).toColourspace('rgb16').png({ progressive: true }).toBuffer();
    expect((await readHeader(deep, 'png', 800)).heldBytes).toBe(800 * 6);
  });

  test('of another type than the first bytes told, or of none, is unreadable', async () => {
    await expect(readHeader(await halves(size).png().toBuffer(), 'jpg', 800)).rejects.toThrow('unreadable');
    await expect(readHeader(heicHead, 'heif', 800)).rejects.toThrow('unreadable');
    await expect(readHeader(Buffer.from('GIF89a'), 'gif', 800)).rejects.toThrow('unreadable');
    await expect(readHeader(join(directory, 'gone'), 'png', 800)).rejects.toThrow('unreadable');
  });
});

describe('a file', () => {
  const isWhole = async (type: 'png' | 'jpg', bytes: Uint8Array) =>
    isComplete(await fileOf(bytes), type, bytes.byteLength);

  test.each(['png', 'jpg'] as const)(
    'is whole as %s up to its end mark, also with something behind it',
    async (type) => {
      const bytes = await (type === 'png' ? noise(size).png() : noise(size).jpeg()).toBuffer();
      expect(await isWhole(type, bytes)).toBe(true);
      expect(await isWhole(type, Buffer.concat([bytes, Buffer.alloc(200)]))).toBe(true);
      expect(await isWhole(type, bytes.subarray(0, bytes.length - 300))).toBe(false);
      expect(await isWhole(type, bytes.subarray(0, 3))).toBe(false);
    },
  );
});
