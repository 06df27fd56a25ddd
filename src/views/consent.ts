import { ButtonStyle, ComponentType } from 'discord.js';
import type { CardState } from '../core/card.ts';
import type { ConsentRefusal } from '../core/consent.ts';
import type { CustomId } from '../core/custom-id.ts';
import type { Language } from '../core/language.ts';
import { formatStepId } from '../core/step-id.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './card-buttons.ts';
import { type MessageBody, messageBody, textBody, textDisplay } from './message-body.ts';

/** Said to whoever asked, and to nobody else. */
export const renderConsentRefusal = (why: ConsentRefusal, language: Language): MessageBody =>
  textBody(textsFor(language).consent.refusals[why]);

/** What went into a picture is its owner's alone; the finished picture can be gone on with. */
export function renderHandedIn(id: CustomId, ownerId: string, mayStart: boolean, language: Language): MessageBody {
  const { handedIn, startFromResult } = textsFor(language).consent;
  const text = handedIn(`<@${ownerId}>`, mayStart);
  if (!mayStart) return textBody(text);
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: startFromResult,
    custom_id: formatStepId({ ...id, step: 'result' }),
  };
  return messageBody([textDisplay(text), ...rows([button])]);
}

/** Whose picture from elsewhere it was made from, with the way there. */
export function creditLine({ credit, isPrivate }: Pick<CardState, 'credit' | 'isPrivate'>, language: Language) {
  if (!credit) return [];
  const about = { author: `<@${credit.authorId}>`, link: credit.link, isHidden: isPrivate };
  return [`-# ↳ ${textsFor(language).consent.credit(about)}`];
}
