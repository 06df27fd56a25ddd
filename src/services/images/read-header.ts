import type { Metadata } from 'sharp';
import { PictureError } from '../files/contract.ts';
import { sharp } from './sharp.ts';
import type { SourceType } from './sniff.ts';

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
