import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { Denial } from '../core/refusal.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { type MessageBody, relativeTime, textBody } from './message-body.ts';

export const renderDenial = (denial: Denial, language: Language): MessageBody => textBody(denialText(denial, language));

export function denialText(denial: Denial, language: Language): string {
  const texts = textsFor(language).denials;
  switch (denial.code) {
    case 'daily-credits':
      return texts.dailyCredits({ ...denial, resets: relativeTime(denial.resetsAt) });
    case 'concurrent':
      return texts.concurrent(denial);
    case 'provider-paused':
      return texts.paused[denial.reason];
    case 'spool-full':
      return texts.spoolFull;
    case 'store-unavailable':
      return texts.storeUnavailable;
    case 'shutting-down':
      return texts.shuttingDown;
    case 'same-action':
      return texts.sameAction;
    case 'no-permission': {
      const names = denial.missing.map((name) => `**${texts.permissions[name] ?? inert(name, 40)}**`);
      return texts.noPermission(texts.allOf(names));
    }
    default:
      return unreachable(denial);
  }
}
