import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import type { PictureMaker, PictureParameters } from './make-picture.ts';
import { css, inventPalette, type Rgb } from './palette.ts';
import { createRandom } from './random.ts';
import { readWishes } from './wishes.ts';

/** Upright, in sRGB, without transparency. */
function openPicture(bytes: Buffer): Sharp {
  return sharp(bytes).autoOrient().flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha();
}

/** Large results are packed less, as packing takes longer than making them. */
function toPng(picture: Sharp): Promise<Buffer> {
  return picture.png({ compressionLevel: 2 }).toBuffer();
}

/** A picture of three channels as it stands between two steps: sharp orders one pipeline by its own rules. */
interface Plain {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

async function toPlain(picture: Sharp): Promise<Plain> {
  const { data, info } = await picture.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function fromPlain({ data, width, height }: Plain): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** To be laid over another picture of the same size; opacity from 0 to 1. */
async function layerOf(
  picture: Sharp,
  opacity: number,
  blend: NonNullable<OverlayOptions['blend']> = 'over',
): Promise<OverlayOptions> {
  const { data, info } = await picture
    .removeAlpha()
    .toColourspace('srgb')
    .ensureAlpha(Math.max(0, Math.min(1, opacity)))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: 4 }, blend };
}

interface UpscaleParameters {
  readonly factor: number;
  /** All 0 to 100. */
  readonly sharpen: number;
  readonly grain: number;
  readonly detail: number;
  readonly saturation?: number;
  readonly contrast?: number;
  readonly hue?: number;
  readonly isDenoised?: boolean;
}

const GRAIN_SIDE = 256;

export async function upscalePicture(bytes: Buffer, parameters: UpscaleParameters): Promise<Buffer> {
  const { factor, sharpen, grain, detail, saturation = 1, contrast = 1, hue = 0, isDenoised = false } = parameters;
  const source = openPicture(bytes);
  const small = await toPlain(isDenoised ? source.median(3) : source);
  const resized = fromPlain(small).resize(small.width * factor, small.height * factor, {
    kernel: 'lanczos3',
    fit: 'fill',
  });
  const strength = sharpen / 50 + detail / 50;
  const sharpened = strength > 0 ? resized.sharpen({ sigma: 0.6 + factor / 8, m2: 1 + strength * 2 }) : resized;
  const coloured = saturation === 1 && hue === 0 ? sharpened : sharpened.modulate({ saturation, hue });
  const toned = contrast === 1 ? coloured : coloured.linear(contrast, 128 * (1 - contrast));
  if (grain === 0) return toPng(toned);
  return toPng(
    fromPlain(await toPlain(toned))
      .composite([await grainLayer(grain)])
      .removeAlpha(),
  );
}

async function grainLayer(grain: number) {
  const side = GRAIN_SIDE;
  const noise = { type: 'gaussian', mean: 128, sigma: grain * 0.4 } as const;
  const input = await sharp({ create: { width: side, height: side, channels: 3, background: '#808080', noise } })
    .raw()
    .toBuffer();
  return { input, raw: { width: side, height: side, channels: 3 }, tile: true, blend: 'overlay' } as const;
}

const CLEAR_BELOW = 28;
const SOLID_ABOVE = 64;

/** What differs from the edges beside and above it stays; where nothing or everything does, an ellipse. */
export async function cutOut(bytes: Buffer, maximumPixels: number): Promise<Buffer> {
  const whole = await toPlain(openPicture(bytes));
  const scale = Math.min(1, Math.sqrt(maximumPixels / (whole.width * whole.height)));
  const width = Math.max(1, Math.floor(whole.width * scale));
  const picture = scale < 1 ? await toPlain(fromPlain(whole).resize(width)) : whole;
  const alpha = alphaByEdges(picture) ?? alphaByEllipse(picture);
  const data = Buffer.alloc(picture.width * picture.height * 4);
  for (let at = 0; at < alpha.length; at += 1) {
    picture.data.copy(data, at * 4, at * 3, at * 3 + 3);
    data[at * 4 + 3] = alpha[at] ?? 0;
  }
  return toPng(sharp(data, { raw: { width: picture.width, height: picture.height, channels: 4 } }));
}

function alphaByEdges({ data, width, height }: Plain): Uint8Array | undefined {
  const alpha = new Uint8Array(width * height);
  let kept = 0;
  for (let at = 0; at < alpha.length; at += 1) {
    const column = at % width;
    const left = at - column;
    const distance = Math.min(
      difference(data, at, left),
      difference(data, at, left + width - 1),
      difference(data, at, column),
    );
    const share = (distance - CLEAR_BELOW) / (SOLID_ABOVE - CLEAR_BELOW);
    alpha[at] = Math.round(Math.max(0, Math.min(1, share)) * 255);
    if (share > 0.5) kept += 1;
  }
  const isSensible = kept > alpha.length * 0.02 && kept < alpha.length * 0.98;
  return isSensible ? alpha : undefined;
}

/** Between two pixels, over all channels. */
function difference(data: Buffer, one: number, other: number): number {
  let sum = 0;
  for (let channel = 0; channel < 3; channel += 1) {
    sum += Math.abs((data[one * 3 + channel] ?? 0) - (data[other * 3 + channel] ?? 0));
  }
  return sum;
}

function alphaByEllipse({ width, height }: Plain): Uint8Array {
  const alpha = new Uint8Array(width * height);
  for (let at = 0; at < alpha.length; at += 1) {
    const across = ((at % width) / width - 0.5) / 0.42;
    const down = (Math.floor(at / width) / height - 0.5) / 0.46;
    alpha[at] = across * across + down * down <= 1 ? 255 : 0;
  }
  return alpha;
}

interface ExpandParameters {
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
  const random = createRandom(`${variation} ${prompt}`);
  const { high, near } = inventPalette(random, readWishes(prompt, random));
  const { width, height } = around;
  const paint = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="paint" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="${css(high)}"/><stop offset="1" stop-color="${css(near)}"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#paint)" opacity="${prompt === '' ? 0.15 : 0.4}"/></svg>`;
  const painted = sharp(around.data, { raw: { width, height, channels: 3 } });
  return toPng(painted.composite([{ input: Buffer.from(paint) }, { input: inner.data, raw, left, top }]).removeAlpha());
}

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
  const isNight = readWishes(prompt, random).time === 'night';
  const colour: Rgb = isNight
    ? [90, 110, random.between(170, 220)]
    : [255, random.between(190, 235), random.between(110, 170)];
  const dark: Rgb = isNight ? [20, 24, 60] : [70, 60, 80];
  const [x, y] = [random.between(0.1, 0.9) * 100, random.between(0.05, 0.5) * 100];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><radialGradient id="lamp" cx="${x}%" cy="${y}%" r="75%">
    <stop offset="0" stop-color="${css(colour)}"/><stop offset="1" stop-color="${css(dark)}"/></radialGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#lamp)"/></svg>`;
}

export interface StyleParameters {
  /** 0 to 100: how far the colours go over to those of the reference. */
  readonly style: number;
  /** 0 to 100: how much of the drawing stays. */
  readonly structure: number;
  readonly saturation: number;
  readonly hue: number;
  readonly contrast: number;
  readonly isSharp: boolean;
  /** 0 and up: how much the skin is smoothed. */
  readonly smooth: number;
}

/** The colours of the picture are moved to the mean and the spread of those of the reference, channel by channel. */
export async function mixStyle(image: Buffer, reference: Buffer, parameters: StyleParameters): Promise<Buffer> {
  const { style, structure, saturation, hue, contrast, isSharp, smooth } = parameters;
  const picture = await toPlain(openPicture(image));
  const like = await toPlain(openPicture(reference).resize(256, 256, { fit: 'inside' }));
  const share = style / 100;
  const recoloured = await moveColours(picture, like, share);

  // Less structure: coarser strokes.
  const stroke = Math.round(((100 - structure) / 100) * 4) * 2 + 1;
  const painted = stroke >= 3 ? fromPlain(recoloured).median(stroke) : fromPlain(recoloured);
  const smoothed = smooth > 0 ? painted.blur(0.3 + smooth) : painted;
  const toned = smoothed.modulate({ saturation, hue }).linear(contrast, 128 * (1 - contrast));
  return toPng(isSharp ? toned.sharpen({ sigma: 1.2 }) : toned);
}

async function moveColours(from: Plain, to: Plain, share: number): Promise<Plain> {
  const [own, other] = await Promise.all([statsOf(from), statsOf(to)]);
  const scale = own.map(({ stdev }, at) => {
    const ratio = Math.min(4, Math.max(0.25, (other[at]?.stdev ?? stdev) / Math.max(1, stdev)));
    return 1 + (ratio - 1) * share;
  });
  const shift = own.map(({ mean }, at) => {
    const target = mean + ((other[at]?.mean ?? mean) - mean) * share;
    return target - mean * (scale[at] ?? 1);
  });
  return toPlain(fromPlain(from).linear(scale, shift));
}

async function statsOf(plain: Plain) {
  const { channels } = await sharp(await fromPlain(plain).png({ compressionLevel: 0 }).toBuffer()).stats();
  return channels.slice(0, 3);
}

type Imagination = 'subtle' | 'vivid' | 'wild';

interface ReimagineParameters {
  readonly prompt: string;
  readonly imagination: Imagination;
  readonly variation: number;
  readonly width: number;
  readonly height: number;
}

const freedom = {
  subtle: { hue: 12, zoom: 1.04, saturation: 1.05, scene: 0.15 },
  vivid: { hue: 45, zoom: 1.12, saturation: 1.6, scene: 0.3 },
  wild: { hue: 150, zoom: 1.25, saturation: 1.3, scene: 0.55 },
} as const;

/** The same picture seen anew: nearer, in other colours, turned round when wild, with what the prompt says in it. */
export async function reimaginePicture(
  bytes: Buffer,
  make: PictureMaker,
  parameters: ReimagineParameters,
): Promise<Buffer> {
  const { prompt, imagination, variation, width, height } = parameters;
  const { hue, zoom, saturation, scene } = freedom[imagination];
  const random = createRandom(`${variation} ${imagination} ${prompt}`);
  const large = await toPlain(
    openPicture(bytes).resize(Math.ceil(width * zoom), Math.ceil(height * zoom), { fit: 'cover' }),
  );
  const left = Math.floor((large.width - width) * random.next());
  const top = Math.floor((large.height - height) * random.next());
  const part = fromPlain(large)
    .extract({ left, top, width, height })
    .flop(imagination === 'wild');
  const turned = Math.round(hue * random.between(0.6, 1.4)) * random.pick([1, -1]);
  const changed = await toPlain(part.modulate({ hue: turned, saturation }));
  const drawn = await make({ prompt: prompt === '' ? `again ${variation}` : prompt, width, height, seed: variation });
  return toPng(
    fromPlain(changed)
      .composite([await layerOf(sharp(drawn), scene)])
      .removeAlpha(),
  );
}

export interface FollowParameters extends Omit<PictureParameters, 'styleReference' | 'structureReference'> {
  /** 0 to 1: how much of the first reference shows through. */
  readonly kept: number;
}

/** What the prompt says, drawn in the shapes of the first reference and the colours of all. */
export async function followReferences(
  references: readonly Buffer[],
  make: PictureMaker,
  { kept, ...parameters }: FollowParameters,
): Promise<Buffer> {
  const [first, ...others] = references;
  if (!first) return make(parameters);
  const drawn = await make({
    ...parameters,
    structureReference: first,
    structureStrength: kept * 80,
    styleReference: others[0] ?? first,
  });
  const { width, height } = parameters;
  const layers = [first, ...others].map((picture, at) =>
    layerOf(openPicture(picture).resize(width, height, { fit: 'cover' }), at === 0 ? kept : 0.15),
  );
  const base = await toPlain(sharp(drawn));
  return toPng(
    fromPlain(base)
      .composite(await Promise.all(layers))
      .removeAlpha(),
  );
}
