import { PictureError } from '../../core/picture.ts';
import type { SourceType } from './header.ts';

const PNG_HEAD = 8;
const PNG_KEPT = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'cICP',
  'eXIf',
]);
/** A whole picture of 25 MB has a few thousand. */
const MOST_CHUNKS = 50_000;
const RIFF_HEAD = 12;
const GIF_HEAD = 13;
const GIF_EXTENSION = 0x21;
const GIF_IMAGE = 0x2c;
const GIF_END = Buffer.from([0x3b]);

/**
 * What of a file shows its first picture. A library unpacks a PNG's texts (a kilobyte can become megabytes) and
 * counts the frames of a GIF or WebP before it shows anything: a file of 25 MB then takes gigabytes or minutes.
 */
export function stripMetadata(bytes: Buffer, type: SourceType): Buffer {
  switch (type) {
    case 'png':
      return withoutTexts(bytes);
    case 'gif':
      return firstGifFrame(bytes);
    case 'webp':
      return firstWebpFrame(bytes);
    case 'jpg':
    case 'heif':
      return bytes;
    default:
      return type satisfies never;
  }
}

function withoutTexts(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, PNG_HEAD)];
  let keptFrom = PNG_HEAD;
  let at = PNG_HEAD;
  let isLast = false;
  for (let chunks = 0; !isLast && at + 12 <= bytes.length; chunks++) {
    if (chunks === MOST_CHUNKS) throw new PictureError('unreadable');
    const name = bytes.toString('latin1', at + 4, at + 8);
    const next = at + 12 + bytes.readUInt32BE(at);
    if (!PNG_KEPT.has(name)) {
      kept.push(bytes.subarray(keptFrom, at));
      keptFrom = next;
    }
    at = next;
    isLast = name === 'IEND';
  }
  kept.push(bytes.subarray(keptFrom, isLast ? at : bytes.length));
  return Buffer.concat(kept);
}

function firstGifFrame(bytes: Buffer): Buffer {
  let at = GIF_HEAD + colorTableBytes(bytes[10]);
  while (at < bytes.length && bytes[at] === GIF_EXTENSION) at = endOfBlocks(bytes, at + 2);
  if (bytes[at] !== GIF_IMAGE) throw new PictureError('unreadable');
  const data = at + 10 + colorTableBytes(bytes[at + 9]) + 1;
  return Buffer.concat([bytes.subarray(0, endOfBlocks(bytes, data)), GIF_END]);
}

const colorTableBytes = (flags = 0): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

function firstWebpFrame(bytes: Buffer): Buffer {
  let at = RIFF_HEAD;
  for (let chunks = 0; chunks < MOST_CHUNKS && at + 8 <= bytes.length; chunks++) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
    if (name === 'ANMF') return resized(bytes.subarray(0, at));
    if (name === 'VP8 ' || name === 'VP8L') return bytes;
  }
  throw new PictureError('unreadable');
}

/** With the head saying how long the file has become. */
function resized(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(copy.length - 8, 4);
  return copy;
}
