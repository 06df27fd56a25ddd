import sharp from 'sharp';
import { css, inventPalette } from '../palette.ts';
import { createRandom } from '../random.ts';
import { isNight } from '../scene.ts';
import { openPicture, toPlain, toPng } from './open-picture.ts';

export interface ExpandParameters {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly prompt: string;
  readonly variation: number;
}

/** The picture itself stays as it is; around it its mirror image is painted over in the colours of the prompt. */
export async function expandPicture(bytes: Buffer, parameters: ExpandParameters): Promise<Buffer> {
  const { left, right, top, bottom, prompt, variation } = parameters;
  const inner = await toPlain(openPicture(bytes));
  const raw = { width: inner.width, height: inner.height, channels: 3 } as const;
  const around = await toPlain(
    sharp(inner.data, { raw }).extend({ left, right, top, bottom, extendWith: 'mirror' }).blur(4),
  );
  const { high, near } = inventPalette(createRandom(`${variation} ${prompt}`), isNight(prompt));
  const { width, height } = around;
  const paint = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="paint" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="${css(high)}"/><stop offset="1" stop-color="${css(near)}"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#paint)" opacity="${prompt === '' ? 0.15 : 0.4}"/></svg>`;
  const painted = sharp(around.data, { raw: { width, height, channels: 3 } });
  return toPng(painted.composite([{ input: Buffer.from(paint) }, { input: inner.data, raw, left, top }]).removeAlpha());
}
