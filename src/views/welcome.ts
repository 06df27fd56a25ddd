import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { type MessageBody, textBody } from './message-body.ts';

export interface Defaults {
  readonly dailyCredits: number;
  readonly concurrentJobs: number;
}

/** What a server is told that has just added the bot. */
export function renderWelcome({ dailyCredits, concurrentJobs }: Defaults, language: Language): MessageBody {
  return textBody(textsFor(language).operator.welcome(dailyCredits, concurrentJobs));
}
