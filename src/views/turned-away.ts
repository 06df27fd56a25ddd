import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { type MessageBody, textBody } from './message-body.ts';

/** `user-install`: by the member's own installation, where the bot itself is not. */
export type TurnedAway = 'other-server' | 'user-install';

/** Why the operator does not let the bot be used here. */
export function renderTurnedAway(why: TurnedAway, language: Language): MessageBody {
  const { otherServer, userInstall } = textsFor(language).operator;
  return textBody(why === 'other-server' ? otherServer : userInstall);
}
