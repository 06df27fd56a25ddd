import type { Localized } from './language.ts';

/** Sizes that operations have prices for, the smallest first. */
export const resolutions = ['1k', '2k', '4k'] as const;
export type Resolution = (typeof resolutions)[number];

const shown = (resolution: Resolution): Localized => {
  const name = resolution.toUpperCase();
  return { en: name, vi: name };
};

export const resolutionChoices = resolutions.map((value) => ({ value, name: shown(value) }));

export const isResolution = (text: string): text is Resolution => resolutions.some((each) => each === text);
