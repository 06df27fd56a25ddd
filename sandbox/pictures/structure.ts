import sharp, { type OverlayOptions } from 'sharp';

interface StructureOptions {
  readonly width: number;
  readonly height: number;
  /** 0 to 1. */
  readonly strength: number;
}

/** The reference's light and shade, and its outlines, to be laid over a scene. */
export async function structureLayers(reference: Buffer, options: StructureOptions): Promise<OverlayOptions[]> {
  const { width, height, strength } = options;
  const grey = await sharp(reference)
    .flatten({ background: '#fff' })
    .resize(width, height, { fit: 'cover' })
    .greyscale()
    .normalise()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const channels = grey.info.channels;
  const shade = Buffer.alloc(width * height * 4);
  const outline = Buffer.alloc(width * height * 4);
  const { data } = grey;
  const light = (x: number, y: number) => data[(y * width + x) * channels] ?? 0;

  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const here = light(x, y);
      shade[at] = here;
      shade[at + 1] = here;
      shade[at + 2] = here;
      shade[at + 3] = 255 * strength * 0.85;
      const across = here - light(Math.min(x + 1, width - 1), y);
      const down = here - light(x, Math.min(y + 1, height - 1));
      outline[at + 3] = Math.min(255, (Math.abs(across) + Math.abs(down)) * 2) * strength;
    }
  }
  const raw = { width, height, channels: 4 as const };
  return [
    { input: shade, raw, blend: 'hard-light' },
    { input: outline, raw, blend: 'over' },
  ];
}
