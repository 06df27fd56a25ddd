import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (value: string | Uint8Array): Buffer => createHash('sha256').update(value).digest();

/** Takes as long whatever they are, so that no guess is better than another. */
export const isSameSecret = (given: string | Uint8Array, wanted: string | Uint8Array): boolean =>
  timingSafeEqual(digest(given), digest(wanted));
