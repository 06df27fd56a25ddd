import type { PictureType } from '../../core/picture-type.ts';

/** Enough of a sum that no two of one person are the same. */
const KEY_LENGTH = 16;

export const resultName = (jobId: string, index: number, type: PictureType): string =>
  `result-${jobId}-${index + 1}.${type}`;

export const sourceName = (key: string): string => `source-${key.slice(0, KEY_LENGTH)}${key.slice(key.indexOf('.'))}`;
