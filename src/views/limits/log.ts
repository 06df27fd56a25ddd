import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { changedTarget, type LimitChange } from '../../core/limit-change.ts';
import type { LimitItem } from '../../core/limit-item.ts';
import type { LimitLog, LoggedChange } from '../../core/limit-pages.ts';
import { formatModId } from '../../core/mod-id.ts';
import { sum } from '../../core/sum.ts';
import { textsFor } from '../../i18n/index.ts';
import { rows } from '../card-buttons.ts';
import { inertWithin, memberMention } from '../markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from '../message-body.ts';
import { fitting } from '../page-lines.ts';
import { pageTitle, turningButtons } from '../pager.ts';
import { undoButton } from './changed.ts';
import { SEPARATOR, stateWords, titleOf } from './item-text.ts';
import type { Wording } from './wording.ts';

const ACCENT = 0x5865f2;
const REASON_SHOWN = 80;
/** Of a message's text: what its entries share. */
const ENTRIES_LIMIT = 3600;

/** Who changed what, newest first, each with the way back. */
export function renderLimitLog(page: LimitLog, wording: Wording): MessageBody {
  const { log } = textsFor(wording.language).limitDesk;
  const isBeyond = page.page > page.pages && page.pages > 0;
  const whole = page.entries.map((entry) => entryText(entry, wording));
  const isTooMuch = sum(whole.map((text) => text.length)) > ENTRIES_LIMIT;
  const share = isTooMuch ? Math.floor(ENTRIES_LIMIT / page.entries.length) : ENTRIES_LIMIT;
  const components: APIComponentInContainer[] = [
    textDisplay(pageTitle(log.title, page, wording.language)),
    ...(page.pages === 0 ? [textDisplay(log.none(wording.typed('show')))] : []),
    ...(isBeyond ? [textDisplay(log.noSuchPage(page.page, page.pages))] : []),
    ...page.entries.map((entry) => entryOf(entry, wording, share)),
    ...rows(
      turningButtons((n) => formatModId({ area: 'limits', deed: 'log', subject: '', n }), page, wording.language),
    ),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function entryOf(entry: LoggedChange, wording: Wording, limit: number): APIComponentInContainer {
  const text = textDisplay(entryText(entry, wording, limit));
  if (entry.isUndone || !entry.change) return text;
  return { type: ComponentType.Section, components: [text], accessory: undoButton(entry.id, wording) };
}

/** What does not fit is left out of how it stood and stands, last things first. */
function entryText({ actorId, at, change, isUndone }: LoggedChange, wording: Wording, limit = ENTRIES_LIMIT): string {
  const { log, items } = textsFor(wording.language).limitDesk;
  const target = change && changedTarget(change);
  const by = [
    memberMention(actorId),
    relativeTime(at),
    ...(change?.undoes === undefined ? [] : [log.undid]),
    ...(isUndone ? [`**${log.isUndone}**`] : []),
  ].join(SEPARATOR);
  if (!target) return `${log.unreadable}\n-# ${by}`;
  const title = `**${titleOf(target, wording)}**`;
  const why = change.reason === undefined ? [] : [items.because(inertWithin(change.reason, REASON_SHOWN))];
  const shown = isUndone ? `~~${title}~~` : title;
  const around = [shown, log.changed('', ''), ...why, `-# ${by}`].join('\n').length;
  const state = (item: LimitItem | undefined) =>
    asMuchAs(stateWords(item, target.kind, wording), Math.floor((limit - around) / 2));
  return [shown, log.changed(state(saidOnce(change)), state(change.after)), ...why, `-# ${by}`].join('\n');
}

/** How it stood, without a reason that is read beside it. */
function saidOnce({ before, after, reason }: LimitChange): LimitItem | undefined {
  if (before?.kind !== 'block') return before;
  const beside = [reason, after?.kind === 'block' ? after.block.reason : undefined];
  return beside.includes(before.block.reason) ? { ...before, block: { ...before.block, reason: undefined } } : before;
}

function asMuchAs(words: readonly string[], limit: number): string {
  const whole = words.join(SEPARATOR);
  if (whole.length <= limit) return whole;
  const { kept } = fitting(
    words.map((word) => `${word}${SEPARATOR}`),
    limit - 1,
  );
  return `${kept.join('')}…`;
}
