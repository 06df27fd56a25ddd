import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { changedTarget } from '../../core/limit-change.ts';
import type { LimitLog, LoggedChange } from '../../core/limit-pages.ts';
import { formatModId } from '../../core/mod-id.ts';
import { textsFor } from '../../i18n/index.ts';
import { rows } from '../card-buttons.ts';
import { inert, memberMention } from '../markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from '../message-body.ts';
import { pageTitle, turningButtons } from '../pager.ts';
import { undoButton } from './changed.ts';
import { stateOf, titleOf } from './item-text.ts';
import type { Wording } from './wording.ts';

const ACCENT = 0x5865f2;
const SEPARATOR = ' · ';
const REASON_SHOWN = 80;

/** Who changed what, newest first, each with the way back. */
export function renderLimitLog(page: LimitLog, wording: Wording): MessageBody {
  const { log } = textsFor(wording.language).limitDesk;
  const isBeyond = page.page > page.pages && page.pages > 0;
  const components: APIComponentInContainer[] = [
    textDisplay(pageTitle(log.title, page, wording.language)),
    ...(page.pages === 0 ? [textDisplay(log.none(wording.typed('show')))] : []),
    ...(isBeyond ? [textDisplay(log.noSuchPage(page.page, page.pages))] : []),
    ...page.entries.map((entry) => entryOf(entry, wording)),
    ...rows(
      turningButtons((n) => formatModId({ area: 'limits', deed: 'log', subject: '', n }), page, wording.language),
    ),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function entryOf(entry: LoggedChange, wording: Wording): APIComponentInContainer {
  const text = textDisplay(entryText(entry, wording));
  if (entry.isUndone || !entry.change) return text;
  return { type: ComponentType.Section, components: [text], accessory: undoButton(entry.id, wording) };
}

function entryText({ actorId, at, change, isUndone }: LoggedChange, wording: Wording): string {
  const { log, items } = textsFor(wording.language).limitDesk;
  const target = change && changedTarget(change);
  const by = [
    memberMention(actorId),
    relativeTime(at),
    ...(change?.undoes === undefined ? [] : [log.undid]),
    ...(isUndone ? [`**${log.isUndone}**`] : []),
  ].join(SEPARATOR);
  if (!target) return `${log.unreadable}\n-# ${by}`;
  const state = (side: 'before' | 'after') => stateOf(change[side], target.kind, wording);
  const title = `**${titleOf(target, wording)}**`;
  const why = change.reason === undefined ? [] : [items.because(inert(change.reason, REASON_SHOWN))];
  const shown = isUndone ? `~~${title}~~` : title;
  return [shown, log.changed(state('before'), state('after')), ...why, `-# ${by}`].join('\n');
}
