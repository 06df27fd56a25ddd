import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The left half red, the right half blue: turned or mirrored, it shows. */
export function halves({ width, height }: Size, opacity = 1): Sharp {
  const data = Buffer.alloc(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    const isLeft = at % width < width / 2;
    data.set([isLeft ? 220 : 20, 20, isLeft ? 20 : 220, opacity * 255], at * 4);
  }
  const picture = sharp(data, { raw: { width, height, channels: 4 } });
  return opacity === 1 ? picture.removeAlpha() : picture;
}

/** Every pixel another: hardly to be compressed. */
export function noise({ width, height }: Size, channels: 3 | 4 = 3): Sharp {
  const data = Buffer.alloc(width * height * channels);
  let state = 1;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = state >>> 24;
  }
  return sharp(data, { raw: { width, height, channels } });
}

/** A moving picture whose first frame is red. */
export async function frames({ width, height }: Size): Promise<Sharp> {
  const colors = ['#dc1414', '#14dc14', '#1414dc'];
  const each = colors.map((background) =>
    sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(each), { join: { animated: true } });
}

export async function pixelAt(picture: Buffer | string, x: number, y: number): Promise<readonly number[]> {
  const { data, info } = await sharp(picture).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

export function pngChunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

const PNG_HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG that says how large it is, and nothing else that is true. */
export function pngClaiming({ width, height }: Size): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(1000));
  return Buffer.concat([PNG_HEAD, pngChunk('IHDR', header), pngChunk('IDAT', data), pngChunk('IEND', Buffer.alloc(0))]);
}

/** Behind the head of a PNG, where texts and profiles lie. */
export function withChunks(png: Buffer, ...chunks: readonly Buffer[]): Buffer {
  const first = PNG_HEAD.length + 25;
  return Buffer.concat([png.subarray(0, first), ...chunks, png.subarray(first)]);
}

/** A text of eight megabytes in eight kilobytes. */
export function textBomb(): Buffer {
  const text = deflateSync(Buffer.alloc(7_900_000, 65), { level: 9 });
  return pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), text]));
}

/** The head of a picture as phones make it, in a codec that nobody here reads. */
export const heicHead = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'),
  Buffer.from([0, 0, 0, 8]),
  Buffer.from('mdat', 'latin1'),
]);
