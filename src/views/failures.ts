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

/** Repeating is offered unless it would end in the same way, or the bot can no longer read what to repeat. */
export const mayRetry = (code: FailureCode): boolean => code !== 'unreadable-record' && code !== 'input-refused';
