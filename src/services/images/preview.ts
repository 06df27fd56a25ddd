import { createTurns, type Turns } from '../../core/turns.ts';
import { onCheckerboard } from './checkerboard.ts';
import { decode, type Pixels } from './decode.ts';
import type { Drawing } from './drawing.ts';
import { fitBytes } from './fit-bytes.ts';
import { sharp } from './sharp.ts';

export type PreviewType = 'webp' | 'jpg';

export interface Preview extends Drawing {
  readonly type: PreviewType;
}

export interface PreviewOptions {
  readonly maximumBytes: number;
  readonly type?: PreviewType;
  /** What shows where one sees through the picture: nothing (white in a `jpg`), if not said. */
  readonly behind?: 'checkerboard';
}

export interface Previews {
  /** A smaller stand-in that fits; of a moving picture the first frame. */
  makePreview(path: string, options: PreviewOptions): Promise<Preview>;
}

const LARGEST_SIDE = 2560;

export function createPreviews(inTurn: Turns = createTurns(1)): Previews {
  return { makePreview: (path, options) => inTurn(() => makePreview(path, options)) };
}

async function makePreview(path: string, { maximumBytes, type = 'webp', behind }: PreviewOptions): Promise<Preview> {
  // once, and already small: each try starts from these pixels
  const decoded = await decode(path, { width: LARGEST_SIDE, height: LARGEST_SIDE });
  const pixels = behind === 'checkerboard' ? await onCheckerboard(decoded) : decoded;
  const side = Math.max(pixels.raw.width, pixels.raw.height);
  return fitBytes({ side, maximumBytes, encode: (at, quality) => encode(pixels, at, quality, type) });
}

async function encode({ data, raw }: Pixels, side: number, quality: number, type: PreviewType): Promise<Preview> {
  const sized = sharp(data, { raw }).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  const picture = type === 'webp' ? sized.webp({ quality }) : sized.flatten({ background: 'white' }).jpeg({ quality });
  const { data: bytes, info } = await picture.toBuffer({ resolveWithObject: true });
  return { bytes, type, width: info.width, height: info.height };
}
