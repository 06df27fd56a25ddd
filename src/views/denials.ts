import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { OperationOption } from '../core/operation.ts';
import type { Denial } from '../core/refusal.ts';
import { RULE_LIMIT } from '../core/words/rule.ts';
import { textsFor } from '../i18n/index.ts';
import { limitDenialText } from './limit-denials.ts';
import { inert } from './markup.ts';
import { type MessageBody, textBody } from './message-body.ts';
import { switchedOffText } from './switched-off.ts';

type Options = readonly OperationOption[];

/** With the operation's options, their choices are named in the member's language. */
export const renderDenial = (denial: Denial, language: Language, options: Options = []): MessageBody =>
  textBody(denialText(denial, language, options));

export function denialText(denial: Denial, language: Language, options: Options = []): string {
  const texts = textsFor(language).denials;
  switch (denial.code) {
    case 'daily-credits':
    case 'monthly-credits':
    case 'concurrent':
    case 'cooldown':
    case 'blocked':
    case 'paused':
    case 'not-allowed':
    case 'resolution':
    case 'pool':
      return limitDenialText(denial, language);
    case 'provider-paused':
      return texts.providerPaused[denial.reason];
    case 'switched-off':
      return switchedOffText(denial, language, options);
    case 'word-rule':
      return texts.wordRule(`||${inert(denial.word, RULE_LIMIT)}||`);
    case 'spool-full':
      return texts.spoolFull;
    case 'results-held':
      return texts.resultsHeld;
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
