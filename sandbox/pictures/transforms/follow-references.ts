import sharp from 'sharp';
import type { PictureParameters } from '../make-picture.ts';
import type { PictureMaker } from '../picture-cache.ts';
import { fromPlain, layerOf, openPicture, toPlain, toPng } from './open-picture.ts';

export interface FollowParameters extends Omit<PictureParameters, 'styleReference' | 'structureReference'> {
  /** 0 to 1: how much of the first reference shows through. */
  readonly kept: number;
}

/** What the prompt says, drawn in the shapes of the first reference and the colours of all. */
export async function followReferences(
  references: readonly Buffer[],
  make: PictureMaker,
  { kept, ...parameters }: FollowParameters,
): Promise<Buffer> {
  const [first, ...others] = references;
  if (!first) return make(parameters);
  const drawn = await make({
    ...parameters,
    structureReference: first,
    structureStrength: kept * 80,
    styleReference: others[0] ?? first,
  });
  const { width, height } = parameters;
  const layers = [first, ...others].map((picture, at) =>
    layerOf(openPicture(picture).resize(width, height, { fit: 'cover' }), at === 0 ? kept : 0.15),
  );
  const base = await toPlain(sharp(drawn));
  return toPng(
    fromPlain(base)
      .composite(await Promise.all(layers))
      .removeAlpha(),
  );
}
