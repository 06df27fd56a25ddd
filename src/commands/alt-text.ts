import type { Localized } from '../core/language.ts';
import { promptWords } from './prompt-words.ts';

/** What was made, and from which words where there were some. */
export function altText(made: Localized, prompt: string | undefined): Localized {
  if (prompt === undefined) return made;
  const words = promptWords(prompt);
  return { en: `${made.en}: ${words}`, vi: `${made.vi}: ${words}` };
}
