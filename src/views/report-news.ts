import type { CaseOutcome } from '../core/case.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { type MessageBody, relativeTime, textBody } from './message-body.ts';

/** To the owner of a server, or without its name to all of its members, who learn no more than that something waits. */
export function renderWaiting(serverName: string | undefined, language: Language): MessageBody {
  const { record } = textsFor(language);
  return textBody(serverName === undefined ? record.waitingHere : record.waitingIn(inert(serverName, 100)));
}

/** To whoever reported it. */
export function renderSettled(
  {
    outcome,
    reportedAt,
    link,
  }: { readonly outcome: CaseOutcome; readonly reportedAt: number; readonly link: string | undefined },
  language: Language,
): MessageBody {
  const { record, pages } = textsFor(language);
  const lines = [
    record.settled[outcome](relativeTime(reportedAt)),
    ...(link ? [`[${pages.toMessage}](<${link}>)`] : []),
  ];
  return textBody(lines.join('\n'));
}
