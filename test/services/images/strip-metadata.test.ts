import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { stripMetadata } from '../../../src/services/images/strip-metadata.ts';
import { frames, halves, noise, pixelAt, pngChunk, textBomb, withChunks } from './samples.ts';

const size = { width: 40, height: 20 };

test('a PNG is left without its texts and looks the same', async () => {
  const png = await halves(size)
    .withExif({ IFD0: { Artist: 'Zoe' } })
    .withMetadata({ orientation: 6 })
    .png()
    .toBuffer();
  const plain = pngChunk('tEXt', Buffer.from('Comment\0hello', 'latin1'));
  const ownKind = pngChunk('prVt', Buffer.alloc(3));
  const kept = stripMetadata(withChunks(png, textBomb(), plain, textBomb(), ownKind), 'png');
  expect(kept.equals(stripMetadata(png, 'png'))).toBe(true);
  expect((await sharp(kept).metadata()).orientation).toBe(6);
  expect(await pixelAt(kept, 5, 5)).toEqual(await pixelAt(png, 5, 5));
});

test('what stands behind the end of a PNG is left behind', async () => {
  const png = await halves(size).png().toBuffer();
  expect(stripMetadata(Buffer.concat([png, Buffer.from('PK more')]), 'png').equals(stripMetadata(png, 'png'))).toBe(
    true,
  );
});

test('a PNG of countless chunks is refused before they are gathered', async () => {
  const png = await halves(size).png().toBuffer();
  const empty = pngChunk('IDAT', Buffer.alloc(0));
  expect(() => stripMetadata(withChunks(png, Buffer.concat(Array(60_000).fill(empty))), 'png')).toThrow('unreadable');
});

describe.each(['gif', 'webp'] as const)('of a moving %s', (format) => {
  test('the first frame is left', async () => {
    const moving = await (await frames(size)).toFormat(format).toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(3);
    const still = stripMetadata(moving, format);
    expect(still.length).toBeLessThan(moving.length);
    expect((await sharp(still).metadata()).pages ?? 1).toBe(1);
    const [red = 0, green = 0] = await pixelAt(still, 5, 5);
    expect([red > 200, green < 60]).toEqual([true, true]);
  });
});

test.each(['gif', 'webp'] as const)('a %s that does not move shows the same', async (format) => {
  const still = await noise(size).toFormat(format).toBuffer();
  const raw = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
  expect((await raw(stripMetadata(still, format))).equals(await raw(still))).toBe(true);
});

test.each([
  ['gif', 'GIF89a and then nothing that one could show'],
  ['webp', 'RIFF1234WEBPthis is no chunk'],
  ['webp', 'RIFF1234WEBP'],
] as const)('a %s without any picture is refused', (type, text) => {
  expect(() => stripMetadata(Buffer.from(text, 'latin1'), type)).toThrow('unreadable');
});

test('files that end anywhere do no harm', async () => {
  for (const format of ['png', 'gif', 'webp'] as const) {
    const whole = await (await frames({ width: 8, height: 8 })).toFormat(format).toBuffer();
    for (let end = 12; end < whole.length; end++) {
      try {
        expect(stripMetadata(whole.subarray(0, end), format).length).toBeLessThanOrEqual(whole.length);
      } catch (error) {
        expect(error).toMatchObject({ problem: 'unreadable' });
      }
    }
  }
});
