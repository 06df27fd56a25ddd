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

export interface PictureHeader {
  /** As the picture is looked at: a camera's turning is counted in. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly hasPalette: boolean;
}

/** Decodes nothing, so a picture of a million pixels a byte costs no more than any other. */
export async function readHeader(path: string, type: SourceType, maximumPixels: number): Promise<PictureHeader> {
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new PictureError('unreadable', cause);
    });
  if (header.format !== formats[type]) throw new PictureError('unreadable');
  if (header.width * header.height > maximumPixels) throw new PictureError('too-many-pixels');
  const { width, height } = header.autoOrient;
  return { width, height, hasAlpha: header.hasAlpha, hasPalette: header.isPalette || type === 'gif' };
}
