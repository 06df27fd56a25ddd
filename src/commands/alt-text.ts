import type { Localized } from '../core/language.ts';

const LIMIT = 300;

/** What was made, and from which words where there were some. */
export function altText(made: Localized, prompt: string | undefined): Localized {
  const words = prompt?.replaceAll(/\s+/g, ' ').slice(0, LIMIT).toWellFormed();
  return words ? { en: `${made.en}: ${words}`, vi: `${made.vi}: ${words}` } : made;
}
