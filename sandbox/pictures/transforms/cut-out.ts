import sharp from 'sharp';
import { fromPlain, openPicture, type Plain, toPlain, toPng } from './open-picture.ts';

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
