import sharp, { type OverlayOptions } from 'sharp';
import { css, type Rgb } from '../palette.ts';
import { createRandom } from '../random.ts';
import { isNight } from '../scene.ts';
import { fromPlain, layerOf, openPicture, toPlain, toPng } from './open-picture.ts';

export interface RelightParameters {
  readonly prompt: string;
  readonly variation: number;
  /** Where the light comes from when not from the prompt: its colours and brightness. */
  readonly light: { readonly bytes: Buffer; readonly isMap: boolean } | undefined;
  /** 0 to 100. */
  readonly strength: number;
  readonly isInterpolated: boolean;
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  /** -50 to 50 each: where the brightest and the darkest tones go. */
  readonly whites: number;
  readonly blacks: number;
  readonly keepsDetails: boolean;
}

export async function relightPicture(bytes: Buffer, parameters: RelightParameters): Promise<Buffer> {
  const { strength, isInterpolated, brightness, contrast, saturation, whites, blacks, keepsDetails } = parameters;
  const original = await toPlain(openPicture(bytes));
  const { width, height } = original;
  const share = strength / 100;
  const lit = fromPlain(original).composite([await lightLayer(parameters, width, height, share)]);
  const stretch = 1 + (whites - blacks) / 200;
  const toned = fromPlain(await toPlain(lit))
    .modulate({ brightness, saturation })
    .linear(contrast * stretch, 128 * (1 - contrast) + blacks / 2);
  const smoothed = keepsDetails ? toned : toned.blur(1.2);
  if (!isInterpolated) return toPng(smoothed);
  const result = fromPlain(await toPlain(smoothed));
  return toPng(result.composite([await layerOf(fromPlain(original), 1 - share)]).removeAlpha());
}

async function lightLayer(
  { light, prompt, variation }: RelightParameters,
  width: number,
  height: number,
  share: number,
): Promise<OverlayOptions> {
  if (!light) {
    return layerOf(sharp(Buffer.from(lamp(prompt, variation, width, height))), share, 'hard-light');
  }
  // A light map is light as it falls; of a reference only the large patches of light are taken.
  const blur = light.isMap ? 2 : Math.max(8, Math.min(width, height) / 12);
  const patches = await toPlain(openPicture(light.bytes).resize(width, height, { fit: 'fill' }).blur(blur));
  return layerOf(fromPlain(patches), share * 0.8, 'hard-light');
}

/** A lamp that the prompt puts somewhere, and the dark around it. */
function lamp(prompt: string, variation: number, width: number, height: number): string {
  const random = createRandom(`${variation} ${prompt}`);
  const colour: Rgb = isNight(prompt)
    ? [90, 110, random.between(170, 220)]
    : [255, random.between(190, 235), random.between(110, 170)];
  const dark: Rgb = isNight(prompt) ? [20, 24, 60] : [70, 60, 80];
  const [x, y] = [random.between(0.1, 0.9) * 100, random.between(0.05, 0.5) * 100];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><radialGradient id="lamp" cx="${x}%" cy="${y}%" r="75%">
    <stop offset="0" stop-color="${css(colour)}"/><stop offset="1" stop-color="${css(dark)}"/></radialGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#lamp)"/></svg>`;
}
