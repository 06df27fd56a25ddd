import { open } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { PictureError, type PictureType } from '../../core/picture.ts';
import { loadSharp } from './sharp.ts';

/** What a member may hand in: heif is read (as AVIF, or HEIC where the library can) but never stored. */
export type SourceType = PictureType | 'heif';

export const SNIFF_BYTES = 32;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const HEIF_BRAND = /avif|avis|heic|heix|heim|heis|mif1|msf1/;

/** The type that the first bytes tell; a name or a header is never asked. */
export function sniff(head: Uint8Array): SourceType | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, SNIFF_BYTES));
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.subarray(0, PNG.length).equals(PNG)) return 'png';
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return 'jpg';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(text(0, 6))) return 'gif';
  if (text(4, 8) === 'ftyp' && HEIF_BRAND.test(text(8, SNIFF_BYTES))) return 'heif';
  return undefined;
}

const formats: Readonly<Record<SourceType, string>> = {
  png: 'png',
  jpg: 'jpeg',
  webp: 'webp',
  gif: 'gif',
  heif: 'heif',
};

const STRIP_LINES = 1500;

export interface PictureHeader {
  /** As the picture is looked at: a camera's turning is counted in. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly hasPalette: boolean;
  readonly isTurned: boolean;
  /** What stays in memory while it is decoded: all of it, or some lines where the picture comes line by line. */
  readonly heldBytes: number;
}

/** Decodes nothing, so a picture of a million pixels a byte costs no more than any other. */
export async function readHeader(
  picture: string | Buffer,
  type: SourceType,
  maximumPixels: number,
): Promise<PictureHeader> {
  const sharp = await loadSharp();
  const header = await sharp(picture, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new PictureError('unreadable', cause);
    });
  if (header.format !== formats[type]) throw new PictureError('unreadable');
  const pixels = header.width * header.height;
  if (pixels > maximumPixels) throw new PictureError('too-many-pixels');
  return {
    ...sizeOf(header),
    hasAlpha: header.hasAlpha,
    hasPalette: header.isPalette || type === 'gif',
    isTurned: (header.orientation ?? 1) > 1,
    heldBytes: Math.max(pixels * heldPerPixel(header, type), stripBytes(header)),
  };
}

function sizeOf({ autoOrient: { width, height } }: Metadata): { width: number; height: number } {
  return { width, height };
}

/** Both measured with the library that decodes and resizes. */
function stripBytes({ width, height, hasAlpha, depth }: Metadata): number {
  const perPixel = (hasAlpha ? 8 : 3) * (depth === 'ushort' ? 2 : 1);
  return width * Math.min(height, STRIP_LINES) * perPixel;
}

function heldPerPixel({ isProgressive, channels, depth, chromaSubsampling }: Metadata, type: SourceType): number {
  switch (type) {
    case 'png':
      return isProgressive ? channels * (depth === 'ushort' ? 2 : 1) : 0;
    case 'jpg':
      if (!isProgressive) return 0;
      return chromaSubsampling === '4:2:0' ? 3 : channels * 2;
    case 'webp':
      return 4;
    case 'gif':
      return 5;
    case 'heif':
      return 16;
    default:
      return type satisfies never;
  }
}

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
  const sharp = await loadSharp();
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
