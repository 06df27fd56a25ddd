import type { PictureSize } from '../../core/picture-input.ts';
import { type Pixels, readPixels } from './decode.ts';
import { sharp } from './sharp.ts';

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
