import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { CaseState, Moderation } from '../core/case.ts';
import { unreachable } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { gallery } from './card-gallery.ts';
import { longPrompt } from './full-prompt.ts';
import { code, inert } from './markup.ts';
import { fullTime, type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { recordRows } from './record-buttons.ts';
import { mention, reportLines } from './record-lines.ts';

const OPEN = 0xf23f43;
const CLOSED = 0x80848e;

/** What those who see the log channel learn of a reported picture. */
export function renderCase(state: CaseState, language: Language): MessageBody {
  const { id, closed, isErased, isSuspended, reports, flagged, deeds } = state;
  const { record } = textsFor(language);
  const pictures = gallery(state, language);
  const told = [
    ...(flagged > 0 ? [record.caseFlagged(flagged)] : []),
    ...reportLines(reports, language),
    ...deeds.flatMap((deed) => deedLines(deed, language)),
    ...(closed ? [record.closed[closed.outcome](mention(closed.by), relativeTime(closed.at))] : []),
  ];
  const components: APIComponentInContainer[] = [
    textDisplay(heading(state, language)),
    ...(pictures ? [pictures] : []),
    textDisplay(told.join('\n')),
    ...recordRows({ subject: id, isErased, isCaseOpen: !closed, isSuspended, opensRecord: true }, language),
  ];
  const accent_color = closed ? CLOSED : OPEN;
  return messageBody([{ type: ComponentType.Container, accent_color, components }]);
}

function heading(state: CaseState, language: Language): string {
  const { pages, record } = textsFor(language);
  const { title, ownerId, at, link, prompt, jobId, isErased } = state;
  const name = inert(title[language], 60);
  const words = longPrompt(prompt ?? '');
  return [
    `**${[record.caseTitle, ...(name === '' ? [] : [name])].join(' · ')}**`,
    `${record.by(mention(ownerId), fullTime(at))}${link ? ` · [${pages.toMessage}](<${link}>)` : ''}`,
    ...(words === '' ? [] : [`> ${words}`]),
    ...(isErased ? [record.caseErased] : []),
    `-# ${textsFor(language).card.job(code(jobId, 40))}`,
  ].join('\n');
}

/** How it was closed stands by itself. */
function deedLines({ deed, actorId, at, until }: Moderation, language: Language): readonly string[] {
  const { record } = textsFor(language);
  const [by, when] = [mention(actorId), relativeTime(at)];
  switch (deed) {
    case 'suspend':
      return [record.suspendedBy(by, when, until === undefined ? undefined : fullTime(until))];
    case 'lift':
      return [record.liftedBy(by, when)];
    case 'spoiler':
      return [record.coveredBy(by, when)];
    case 'delete':
    case 'dismiss':
      return [];
    default:
      return unreachable(deed);
  }
}
