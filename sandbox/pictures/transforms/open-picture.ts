import sharp, { type OverlayOptions, type Sharp } from 'sharp';

/** Upright, in sRGB, without transparency. */
export function openPicture(bytes: Buffer): Sharp {
  return sharp(bytes).autoOrient().flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha();
}

/** Large results are packed less, as packing takes longer than making them. */
export function toPng(picture: Sharp): Promise<Buffer> {
  return picture.png({ compressionLevel: 2 }).toBuffer();
}

/** A picture of three channels as it stands between two steps: sharp orders one pipeline by its own rules. */
export interface Plain {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

export async function toPlain(picture: Sharp): Promise<Plain> {
  const { data, info } = await picture.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function fromPlain({ data, width, height }: Plain): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** To be laid over another picture of the same size; opacity from 0 to 1. */
export async function layerOf(
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
