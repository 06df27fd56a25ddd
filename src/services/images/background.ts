import { loadSharp } from './sharp.ts';

/** Blurred so much that nothing can be read in it, whatever the size. */
const BLUR_SHARE = 40;

/** Puts a colour, or a blurred picture, behind a cut-out. */
export async function onBackground(
  cutOut: string,
  background: { readonly color: string } | { readonly blurred: string },
): Promise<Uint8Array> {
  const sharp = await loadSharp();
  if ('color' in background) return sharp(cutOut).flatten({ background: background.color }).png().toBuffer();
  const { width, height } = await sharp(cutOut).metadata();
  const behind = sharp(background.blurred)
    .resize(width, height, { fit: 'fill' })
    .blur(Math.max(1, Math.max(width, height) / BLUR_SHARE));
  return behind
    .composite([{ input: cutOut }])
    .png()
    .toBuffer();
}
