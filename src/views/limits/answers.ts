import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { formatModId } from '../../core/custom-ids.ts';
import { sum } from '../../core/json.ts';
import {
  changedTarget,
  type LimitChange,
  type LimitItem,
  type LimitTarget,
  targetOf,
} from '../../core/limits/changes.ts';
import type { LimitLog, LimitTable, LoggedChange } from '../../core/limits/pages.ts';
import { type Budget, budgetRange, formatSubject, type Pause } from '../../core/limits/rules.ts';
import { textsFor } from '../../i18n/index.ts';
import { rows } from '../buttons.ts';
import { inertWithin, memberMention } from '../markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from '../message-body.ts';
import { ACCENT, fitting, pageTitle, turningButtons, undoButton } from '../page.ts';
import { SEPARATOR, stateOf, stateWords, titleOf, type Wording, whomText } from './items.ts';

const WARNING = 0xf0b232;

/** Something that a moderator changed, or wanted to. */
interface ShownChange {
  readonly target: LimitTarget;
  readonly before: LimitItem | undefined;
  readonly after: LimitItem | undefined;
  /** What it means, and what to do next. */
  readonly notes: readonly string[];
}

/** What was changed, from what to what, with the way back; without an entry nothing was. */
export function renderEdited(
  change: ShownChange & { readonly entryId: string | undefined },
  wording: Wording,
): MessageBody {
  const { entryId } = change;
  if (entryId === undefined) return unchanged(change, wording);
  return changed({ ...change, entryId }, `**${titleOf(change.target, wording)}**`, wording);
}

/** The same after an undo, which can be undone as well. */
export function renderUndone(change: ShownChange & { readonly entryId: string }, wording: Wording): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  return changed(change, `**${changes.undone(titleOf(change.target, wording))}**`, wording);
}

function changed(
  { target, before, after, notes, entryId }: ShownChange & { readonly entryId: string },
  title: string,
  wording: Wording,
): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  const lines = [
    title,
    changes.now(stateOf(after, target.kind, wording)),
    changes.before(stateOf(before, target.kind, wording)),
    ...notes.map((note) => `-# ${note}`),
  ];
  const components = [textDisplay(lines.join('\n')), ...rows([undoButton(entryId, wording.language)])];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** It was like that already. */
function unchanged({ target, before, notes }: ShownChange, wording: Wording): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  const lines = [
    `**${titleOf(target, wording)}**`,
    changes.unchanged(stateOf(before, target.kind, wording)),
    ...notes.map((note) => `-# ${note}`),
  ];
  const components = [textDisplay(lines.join('\n'))];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** Asks before an undo overwrites what came later; `mark` is how it stands at this moment. */
export function renderChangedSince(
  { target, before, after, entryId, mark }: Omit<ShownChange, 'notes'> & { entryId: string; mark: string },
  wording: Wording,
): MessageBody {
  const { changes } = textsFor(wording.language).limitDesk;
  const asked = changes.changedSince(stateOf(before, target.kind, wording), stateOf(after, target.kind, wording));
  const button: APIButtonComponentWithCustomId = {
    type: ComponentType.Button,
    style: ButtonStyle.Danger,
    label: changes.undoAnyway,
    custom_id: formatModId({ area: 'limits', action: 'undo-sure', subject: `${entryId}.${mark}`, n: 1 }),
  };
  const components = [textDisplay(`**${titleOf(target, wording)}**\n${asked}`), ...rows([button])];
  return messageBody([{ type: ComponentType.Container, accent_color: WARNING, components }]);
}

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
      turningButtons((n) => formatModId({ area: 'limits', action: 'log', subject: '', n }), page, wording.language),
    ),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function entryOf(entry: LoggedChange, wording: Wording, limit: number): APIComponentInContainer {
  const text = textDisplay(entryText(entry, wording, limit));
  if (entry.isUndone || !entry.change) return text;
  return { type: ComponentType.Section, components: [text], accessory: undoButton(entry.id, wording.language) };
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

/** What moderators set: all of it, or what is about one. */
export function renderLimitTable(table: LimitTable, wording: Wording): MessageBody {
  const { language, typed } = wording;
  const { about, page, pages, items } = table;
  const isBeyond = page > Math.max(1, pages);
  const texts = textsFor(language).limitDesk;
  const title = about ? texts.table.about(whomText(about, texts.whom)) : texts.table.title;
  const isEmpty = items.length === 0 && !isBeyond;
  const told = about ? [] : summary(table, wording);
  const blocks = [
    [pageTitle(title, table, language), ...told],
    [
      ...(isBeyond ? [texts.table.noSuchPage(page, Math.max(1, pages))] : []),
      ...(isEmpty ? emptyLines(table, wording) : items.map((item) => `- ${itemLine(item, wording)}`)),
    ],
    [`-# ${texts.table.hint(typed('log'))}`],
  ];
  const idOf = (n: number) => formatModId({ area: 'limits', action: 'show', subject: formatSubject(about), n });
  const components = [
    ...blocks.flatMap((lines, index) => [
      ...(index === 1 && told.length > 0 ? [{ type: ComponentType.Separator as const }] : []),
      textDisplay(lines.join('\n')),
    ]),
    ...rows(turningButtons(idOf, table, language)),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

export const itemLine = (item: LimitItem, wording: Wording): string =>
  `**${titleOf(targetOf(item), wording)}**: ${stateOf(item, item.kind, wording)}`;

/** What is not a line of the table: the operator's word, the budget, pauses, and how many blocks and grants. */
function summary({ operator, budget, pauses, blocks, grants }: LimitTable, wording: Wording): string[] {
  const { table, items } = textsFor(wording.language).limitDesk;
  const { mention } = wording;
  const paused = pauses.map(({ command, cause }) => {
    const what = command === undefined ? table.everything : mention(command);
    return cause === 'budget' ? `${what} (${items.pausedByBudget})` : what;
  });
  const counts = table.counts(blocks, grants.count, grants.members, grants.credits);
  return [
    table.operator(operator.daily, operator.concurrent),
    ...(operator.serverMonthly === undefined ? [] : [table.operatorMonthly(operator.serverMonthly)]),
    ...(budget ? [itemLine({ kind: 'budget', budget }, wording)] : []),
    ...(paused.length > 0 ? [table.pauses(paused.join(', '))] : []),
    ...(counts === '' ? [] : [counts]),
  ];
}

function emptyLines({ about, budget, pauses, blocks, grants }: LimitTable, wording: Wording): string[] {
  const { table } = textsFor(wording.language).limitDesk;
  if (about) return [table.noneAbout(wording.typed('why', { member: table.exampleMember }))];
  const isAnythingSet = budget !== undefined || pauses.length + blocks + grants.count > 0;
  return [isAnythingSet ? table.noRules : table.none, table.examples(limitExamples(wording))];
}

/** What most servers want to say, to copy. */
export function limitExamples({ language, typed }: Pick<Wording, 'language' | 'typed'>): readonly string[] {
  const { table } = textsFor(language).limitDesk;
  return [
    typed('set', { daily: 20, concurrent: 2 }),
    typed('set', { role: table.exampleRole, daily: 100 }),
    typed('grant', { member: table.exampleMember, credits: 50, until: '1w' }),
  ];
}

interface Stopped {
  readonly pauses: readonly Pause[];
  /** Of the month, where there is one. */
  readonly budget: Budget | undefined;
}

/** What is paused all the same, and how it goes on. */
export function pauseLines({ pauses, budget }: Stopped, { language, typed, mention }: Wording): string[] {
  const { changes, problems, table } = textsFor(language).limitDesk;
  const by = (wanted: Pause['cause']) => {
    const commands = pauses.filter(({ cause }) => cause === wanted).map(({ command }) => command);
    const named = commands.map((command) => (command === undefined ? table.everything : mention(command)));
    const [first] = commands;
    return { named: named.join(', '), resume: typed('resume', first === undefined ? {} : { command: first }) };
  };
  const [byHand, byBudget] = [by('moderator'), by('budget')];
  return [
    ...(pauses.length === 0 ? [problems.nothingPaused] : []),
    ...(byHand.named === '' ? [] : [changes.stillPaused(byHand.named, byHand.resume)]),
    ...(byBudget.named === '' ? [] : [changes.budgetPause(byBudget.named, byBudget.resume)]),
    ...(byBudget.named === '' ? [] : largerBudget(budget, { language, typed })),
  ];
}

/** What somebody copies may give more and never less. */
function largerBudget(budget: Budget | undefined, { language, typed }: Pick<Wording, 'language' | 'typed'>): string[] {
  const credits = Math.min((budget?.credits ?? 0) * 2, budgetRange.maximum);
  const { changes } = textsFor(language).limitDesk;
  return budget && credits > budget.credits ? [changes.budgetRaise(typed('budget', { credits }))] : [];
}
