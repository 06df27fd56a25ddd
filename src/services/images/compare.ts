import { onCheckerboard } from './checkerboard.ts';
import { compareLayout, type Placed } from './compare-layout.ts';
import { decodeTo, measure } from './decode.ts';
import type { Drawing } from './drawing.ts';
import { sharp } from './sharp.ts';

/** Between the two, apart from nearly every picture and from the squares. */
const GAP_COLOR = '#5865f2';
const QUALITY = 88;

/** Two pictures as one, before and after, each from its file. Throws PictureError. */
export async function compare(before: string, after: string): Promise<Drawing> {
  const layout = compareLayout(await measure(before), await measure(after));
  const { width, height } = layout;
  const layers = [await layerOf(before, layout.before), await layerOf(after, layout.after)];
  const both = sharp({ create: { width, height, channels: 3, background: GAP_COLOR } }).composite(layers);
  return { bytes: await both.webp({ quality: QUALITY }).toBuffer(), type: 'webp', width, height };
}

async function layerOf(path: string, { left, top, ...size }: Placed) {
  const { data, raw } = await onCheckerboard(await decodeTo(path, size));
  return { input: data, raw, left, top };
}
