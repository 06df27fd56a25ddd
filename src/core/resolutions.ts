import type { Localized } from './language.ts';
import type { PictureSize } from './picture-input.ts';

/** From small to large; a rule names the largest that may be asked for. */
export const resolutions = ['1k', '2k', '4k', '8k'] as const;
export type Resolution = (typeof resolutions)[number];

/** Up to so many million pixels: between one name and the next lies a factor of four. */
const MEGAPIXELS = { '1k': 2, '2k': 8, '4k': 32, '8k': Number.POSITIVE_INFINITY } as const satisfies Record<
  Resolution,
  number
>;

export const resolutionOf = ({ width, height }: PictureSize): Resolution =>
  resolutions.find((name) => width * height <= MEGAPIXELS[name] * 1_000_000) ?? '8k';

/** Undefined for what this version does not know. */
export function rankOf(name: string): number | undefined {
  return isResolution(name) ? resolutions.indexOf(name) : undefined;
}

export const isBeyond = (asked: string, most: string): boolean => (rankOf(asked) ?? 0) > (rankOf(most) ?? Infinity);

export const isResolution = (text: string): text is Resolution => resolutions.some((each) => each === text);

const shown = (resolution: Resolution): Localized => {
  const name = resolution.toUpperCase();
  return { en: name, vi: name };
};

export const resolutionChoices = resolutions.map((value) => ({ value, name: shown(value) }));
