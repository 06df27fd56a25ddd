import { createHash } from 'node:crypto';
import { makePicture, type PictureParameters } from './make-picture.ts';

export type PictureMaker = (parameters: PictureParameters) => Promise<Buffer>;

/** Makes a picture once, and keeps the newest `limit` of them. */
export function createPictureCache(limit = 100): PictureMaker {
  const made = new Map<string, Promise<Buffer>>();
  return function make(parameters) {
    const key = keyOf(parameters);
    const known = made.get(key);
    if (known) return known;
    const making = makePicture(parameters);
    made.set(key, making);
    const [oldest] = made.keys();
    if (made.size > limit && oldest !== undefined) made.delete(oldest);
    return making;
  };
}

function keyOf(parameters: PictureParameters): string {
  const { styleReference, structureReference, ...plain } = parameters;
  const hash = createHash('sha256').update(JSON.stringify(plain));
  for (const picture of [styleReference, structureReference]) hash.update('|').update(picture ?? '');
  return hash.digest('hex');
}
