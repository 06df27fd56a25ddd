import { open } from 'node:fs/promises';
import { sharp } from './sharp.ts';
import type { SourceType } from './sniff.ts';

const PNG_END = Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** Whether the file goes on to its end mark. WebP and GIF tell by their header alone, which was read before. */
export async function isComplete(path: string, type: SourceType, bytes: number): Promise<boolean> {
  if (type !== 'png' && type !== 'jpg') return true;
  const mark = type === 'png' ? PNG_END : JPEG_END;
  if ((await readTail(path, bytes, mark.length)).equals(mark)) return true;
  return canBeDecoded(path);
}

/** Some writers put bytes of their own behind the picture: then only decoding tells. */
async function canBeDecoded(path: string): Promise<boolean> {
  const decoded = sharp(path, { failOn: 'truncated' }).resize({ width: 16 }).raw().toBuffer();
  return decoded.then(
    () => true,
    () => false,
  );
}

async function readTail(path: string, bytes: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, Math.max(bytes - length, 0));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
