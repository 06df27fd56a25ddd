import sharp, { type OverlayOptions } from 'sharp';

interface SheetPicture {
  readonly bytes: Buffer;
  /** Pictures of one label stand on a stripe of one colour: a sheet without text. */
  readonly label?: string;
}

const CELL = 320;
const GAP = 16;
const STRIPES = ['#5865F2', '#57F287', '#FEE75C', '#EB459E', '#ED4245', '#3BA5B9'];

/** All pictures in one PNG, in a grid as square as their number allows. */
export async function contactSheet(pictures: readonly SheetPicture[]): Promise<Buffer> {
  const columns = Math.max(1, Math.ceil(Math.sqrt(pictures.length)));
  const rows = Math.max(1, Math.ceil(pictures.length / columns));
  const labels = [...new Set(pictures.flatMap(({ label }) => label ?? []))];
  const layers: OverlayOptions[] = [];

  for (const [index, { bytes, label }] of pictures.entries()) {
    const { data, info } = await sharp(bytes)
      .resize(CELL, CELL, { fit: 'inside' })
      .png()
      .toBuffer({ resolveWithObject: true });
    const left = GAP + (index % columns) * (CELL + GAP);
    const top = GAP + Math.floor(index / columns) * (CELL + GAP);
    layers.push({
      input: data,
      left: left + Math.floor((CELL - info.width) / 2),
      top: top + Math.floor((CELL - info.height) / 2),
    });
    if (label === undefined) continue;
    const background = STRIPES[labels.indexOf(label) % STRIPES.length] ?? '#fff';
    layers.push({ input: { create: { width: CELL, height: 5, channels: 3, background } }, left, top: top + CELL + 5 });
  }
  const width = GAP + columns * (CELL + GAP);
  const height = GAP + rows * (CELL + GAP);
  return sharp({ create: { width, height, channels: 3, background: '#1E1F22' } })
    .composite(layers)
    .png()
    .toBuffer();
}
