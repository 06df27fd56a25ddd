import sharp, { type OverlayOptions } from 'sharp';

interface StructureOptions {
  readonly width: number;
  readonly height: number;
  /** 0 to 1. */
  readonly strength: number;
}

/** The reference's light and shade with its outlines drawn in, to be laid over a scene. */
export async function structureLayer(reference: Buffer, options: StructureOptions): Promise<OverlayOptions> {
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
