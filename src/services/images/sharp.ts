import type { Sharp } from 'sharp';
import { PictureError, type PictureSize, type PictureType } from '../../core/picture.ts';

/** With the first picture: until then its memory is nobody's. */
export async function loadSharp() {
  const { sharp } = await import('./sharp-library.ts');
  return sharp;
}

/** A decoded picture: upright, sRGB, 8 bits. */
export interface Pixels {
  readonly data: Buffer;
  readonly raw: PictureSize & { readonly channels: 1 | 2 | 3 | 4 };
}

/** More than any operation makes; a result was measured when it came into the spool. */
const MAXIMUM_PIXELS = 210_000_000;

const open = async (path: string) => (await loadSharp())(path, { limitInputPixels: MAXIMUM_PIXELS });

const unreadable = (cause: unknown): never => {
  throw new PictureError('unreadable', cause);
};

/** A picture of ours, made to fit and never enlarged; of a moving one the first frame. Throws PictureError. */
export async function decode(path: string, { width, height }: PictureSize): Promise<Pixels> {
  const picture = (await open(path)).autoOrient().resize({ width, height, fit: 'inside', withoutEnlargement: true });
  return readPixels(picture.toColourspace('srgb')).catch(unreadable);
}

/** As `decode`, and enlarged or stretched to exactly this size. */
export async function decodeTo(path: string, size: PictureSize): Promise<Pixels> {
  const { data, raw } = await decode(path, size);
  if (raw.width === size.width && raw.height === size.height) return { data, raw };
  const sharp = await loadSharp();
  return readPixels(sharp(data, { raw }).resize({ ...size, fit: 'fill' }));
}

/** How large a picture is when it stands upright. Throws PictureError. */
export async function measure(path: string): Promise<PictureSize> {
  const picture = await open(path);
  const { autoOrient } = await picture.metadata().catch(unreadable);
  return { width: autoOrient.width, height: autoOrient.height };
}

async function readPixels(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

/** A picture that we drew ourselves, ready to be sent. */
export interface Drawing {
  readonly bytes: Buffer;
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
}

// neither is the white or the dark grey of Discord's themes, nor what most cut-outs are: all of them stay apart
const LIGHT = '#d3d6db';
const DARK = '#a4a8b0';
/** Along the longer side, so that they are still seen where a large picture is shown small. */
const SQUARES = 40;
const SMALLEST_SQUARE = 4;

/** Puts light and dark squares behind a picture wherever one sees through it. */
export async function onCheckerboard(pixels: Pixels): Promise<Pixels> {
  const { data, raw } = pixels;
  const isSeeThrough = raw.channels === 2 || raw.channels === 4;
  if (!isSeeThrough) return pixels;
  const sharp = await loadSharp();
  const squares = sharp(Buffer.from(checkerboard(raw)));
  return readPixels(squares.composite([{ input: data, raw }]).removeAlpha());
}

function checkerboard({ width, height }: PictureSize): string {
  const side = Math.max(SMALLEST_SQUARE, Math.round(Math.max(width, height) / SQUARES));
  const both = side * 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <pattern id="squares" width="${both}" height="${both}" patternUnits="userSpaceOnUse">
      <rect width="${both}" height="${both}" fill="${LIGHT}"/>
      <path d="M${side} 0h${side}v${side}h-${side}zM0 ${side}h${side}v${side}H0z" fill="${DARK}"/>
    </pattern>
    <rect width="${width}" height="${height}" fill="url(#squares)"/>
  </svg>`;
}
