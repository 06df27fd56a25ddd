import { createHash } from 'node:crypto';
import sharp, { type OverlayOptions } from 'sharp';
import {
  dominantColors,
  fromHex,
  inventPalette,
  mixPalettes,
  type Palette,
  paletteOf,
  type WeightedColor,
} from './palette.ts';
import { createRandom } from './random.ts';
import { drawScene } from './scene.ts';
import { readWishes } from './wishes.ts';

interface StructureOptions {
  readonly width: number;
  readonly height: number;
  /** 0 to 1. */
  readonly strength: number;
}

/** The reference's light and shade with its outlines drawn in, to be laid over a scene. */
async function structureLayer(reference: Buffer, options: StructureOptions): Promise<OverlayOptions> {
  const { width, height, strength } = options;
  const grey = await sharp(reference)
    .flatten({ background: '#fff' })
    .resize(width, height, { fit: 'cover', kernel: 'linear' })
    .greyscale()
    .extractChannel(0)
    .raw()
    .toBuffer();
  const layer = Buffer.alloc(width * height * 4);
  const alpha = Math.round(strength * 220);

  for (let at = 0; at < width * height; at += 1) {
    const light = grey[at] ?? 0;
    const isLastColumn = (at + 1) % width === 0;
    const across = light - (isLastColumn ? light : (grey[at + 1] ?? light));
    const down = light - (grey[at + width] ?? light);
    const edge = Math.min(255, (Math.abs(across) + Math.abs(down)) * 2);
    const shade = Math.max(0, light - edge);
    layer.writeUInt32BE(shade * 0x1_00_00_00 + (shade << 16) + (shade << 8) + Math.max(alpha, edge * strength), at * 4);
  }
  return { input: layer, raw: { width, height, channels: 4 }, blend: 'hard-light' };
}

export interface PictureParameters {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly detail?: number;
  readonly saturation?: number;
  /** Take the place of the invented palette. */
  readonly colors?: readonly WeightedColor[];
  /** Laid over everything; strength from 0 to 1. */
  readonly tint?: { readonly color: string; readonly strength: number };
  readonly styleReference?: Buffer;
  /** 0 to 100: how much of the prompt's own colours stays beside those of the style reference. */
  readonly adherence?: number;
  readonly structureReference?: Buffer;
  /** 0 to 100. */
  readonly structureStrength?: number;
}

/** A PNG: the same parameters give the same picture. */
export async function makePicture(parameters: PictureParameters): Promise<Buffer> {
  const { prompt, width, height, seed, detail = 33, saturation = 1 } = parameters;
  const random = createRandom(`${seed} ${prompt}`);
  const wishes = readWishes(prompt, random);
  const palette = await choosePalette(parameters, inventPalette(random, wishes));
  const scene = drawScene({ wishes, width, height, palette, random, detail });

  const layers: OverlayOptions[] = [];
  if (parameters.structureReference) {
    const strength = (parameters.structureStrength ?? 50) / 100;
    layers.push(await structureLayer(parameters.structureReference, { width, height, strength }));
  }
  if (parameters.tint) {
    const [r, g, b] = fromHex(parameters.tint.color);
    const background = { r, g, b, alpha: Math.min(1, parameters.tint.strength) * 0.8 };
    layers.push({ input: { create: { width, height, channels: 4, background } }, blend: 'over' });
  }
  // Colours change before the layers come on, as sharp orders a pipeline by itself.
  const base = sharp(Buffer.from(scene)).removeAlpha();
  const painted = saturation === 1 ? base : sharp(await base.modulate({ saturation }).png().toBuffer());
  return painted.composite(layers).removeAlpha().png({ compressionLevel: 4 }).toBuffer();
}

async function choosePalette(parameters: PictureParameters, invented: Palette): Promise<Palette> {
  const { colors = [], styleReference, adherence = 50 } = parameters;
  const own = colors.length > 0 ? paletteOf(colors) : invented;
  if (!styleReference) return own;
  return mixPalettes(paletteOf(await dominantColors(styleReference)), own, (adherence / 100) * 0.5);
}

export type PictureMaker = (parameters: PictureParameters) => Promise<Buffer>;

/** Makes a picture once, and keeps the newest `limit` of them. */
export function createPictureCache(limit = 100): PictureMaker {
  const made = new Map<string, Promise<Buffer>>();
  return function make(parameters) {
    const key = keyOf(parameters);
    const known = made.get(key);
    if (known) return known;
    const making = makePicture(parameters);
    made.set(key, making);
    const [oldest] = made.keys();
    if (made.size > limit && oldest !== undefined) made.delete(oldest);
    return making;
  };
}

function keyOf(parameters: PictureParameters): string {
  const { styleReference, structureReference, ...plain } = parameters;
  const hash = createHash('sha256').update(JSON.stringify(plain));
  for (const picture of [styleReference, structureReference]) hash.update('|').update(picture ?? '');
  return hash.digest('hex');
}
