import type { FailureCode } from '../core/failure.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';

/** What happened, what became of the credits, and what to do now. */
export function failureText(code: FailureCode, givenBack: number, language: Language, refused?: string): string {
  const { card, failures } = textsFor(language);
  const { happened, next } = failures[code];
  if (refused) return `${refused} ${card.givenBack(givenBack)}`;
  return `**${happened}** ${card.givenBack(givenBack)} ${next}`;
}

/** What would end in the same way, comes by itself, or can no longer be read. */
const NOT_REPEATED: readonly FailureCode[] = ['unreadable-record', 'input-refused', 'result-held'];

export const mayRetry = (code: FailureCode): boolean => !NOT_REPEATED.includes(code);
