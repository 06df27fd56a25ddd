import sharp from 'sharp';
import type { PictureMaker } from '../picture-cache.ts';
import { fromPlain, layerOf, openPicture, toPlain, toPng } from './open-picture.ts';

export interface FollowParameters {
  readonly prompt: string;
  readonly variation: number;
  readonly width: number;
  readonly height: number;
}

/** What the prompt says, drawn in the shapes of the first reference and the colours of all, half of the first kept. */
export async function followReferences(
  references: readonly Buffer[],
  make: PictureMaker,
  { prompt, variation, width, height }: FollowParameters,
): Promise<Buffer> {
  const [first, ...others] = references;
  if (!first) return make({ prompt, width, height, seed: variation });
  const drawn = await make({
    prompt,
    width,
    height,
    seed: variation,
    structureReference: first,
    structureStrength: 40,
    styleReference: others[0] ?? first,
  });
  const kept = await layerOf(openPicture(first).resize(width, height, { fit: 'cover' }), 0.5);
  const laid = await Promise.all(
    others.map((other) => layerOf(openPicture(other).resize(width, height, { fit: 'cover' }), 0.15)),
  );
  const base = await toPlain(sharp(drawn));
  return toPng(
    fromPlain(base)
      .composite([kept, ...laid])
      .removeAlpha(),
  );
}
