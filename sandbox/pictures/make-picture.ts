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
import { drawScene, isNight } from './scene.ts';
import { structureLayer } from './structure.ts';

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
  const invented = inventPalette(random, isNight(prompt));
  const palette = await choosePalette(parameters, invented);
  const scene = drawScene({ prompt, width, height, palette, random, detail });

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
