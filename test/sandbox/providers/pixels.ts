import sharp from 'sharp';

/** A red disc on a blue ground that gets darker downwards. */
export function samplePicture(width = 320, height = 240): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="#7090d0"/><stop offset="1" stop-color="#203060"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#ground)"/>
    <circle cx="${width / 2}" cy="${height / 2}" r="${Math.min(width, height) / 4}" fill="#d03020"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

export function plainPicture(background: string, width = 200, height = 200): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

export async function sizeOf(bytes: Buffer): Promise<string> {
  const { width, height, format } = await sharp(bytes).metadata();
  return `${width}x${height} ${format}`;
}

/** Red, green and blue, each the mean over the picture or a part of it. */
export async function colourOf(
  bytes: Buffer,
  part?: { left: number; top: number; width: number; height: number },
): Promise<[number, number, number]> {
  const picture = sharp(bytes).removeAlpha();
  const region = part ? sharp(await picture.extract(part).png().toBuffer()) : sharp(await picture.png().toBuffer());
  const { channels } = await region.stats();
  const [red = 0, green = 0, blue = 0] = channels.map(({ mean }) => mean);
  return [red, green, blue];
}

/** How far two pictures are apart, in steps of 0 to 255 a channel, after both are brought to one size. */
export async function distance(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((bytes) => sharp(bytes).removeAlpha().resize(64, 64, { fit: 'fill' }).raw().toBuffer()),
  );
  if (!a || !b) throw new Error('two pictures are needed');
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  return sum / a.length;
}
