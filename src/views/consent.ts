import type { CardState } from '../core/card.ts';
import type { ConsentRefusal } from '../core/consent.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { type MessageBody, textBody } from './message-body.ts';

/** Said to whoever asked, and to nobody else. */
export const renderConsentRefusal = (why: ConsentRefusal, language: Language): MessageBody =>
  textBody(textsFor(language).consent.refusals[why]);

/** Whose picture from elsewhere it was made from, with the way there. */
export function creditLine({ credit, isPrivate }: Pick<CardState, 'credit' | 'isPrivate'>, language: Language) {
  if (!credit) return [];
  const about = { author: `<@${credit.authorId}>`, link: credit.link, isHidden: isPrivate };
  return [`-# ↳ ${textsFor(language).consent.credit(about)}`];
}
