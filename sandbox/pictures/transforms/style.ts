import sharp from 'sharp';
import { fromPlain, openPicture, type Plain, toPlain, toPng } from './open-picture.ts';

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
