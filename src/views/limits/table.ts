import { ComponentType } from 'discord.js';
import { type LimitItem, targetOf } from '../../core/limit-item.ts';
import type { LimitTable } from '../../core/limit-pages.ts';
import { formatSubject } from '../../core/limit-subject.ts';
import { formatModId } from '../../core/mod-id.ts';
import { textsFor } from '../../i18n/index.ts';
import { rows } from '../card-buttons.ts';
import { type MessageBody, messageBody, textDisplay } from '../message-body.ts';
import { pageTitle, turningButtons } from '../pager.ts';
import { stateOf, titleOf, whomText } from './item-text.ts';
import type { Wording } from './wording.ts';

const ACCENT = 0x5865f2;

/** What moderators set: all of it, or what is about one. */
export function renderLimitTable(table: LimitTable, wording: Wording): MessageBody {
  const { language, typed } = wording;
  const { about, page, pages, items } = table;
  const isBeyond = page > Math.max(1, pages);
  const texts = textsFor(language).limitDesk;
  const title = about ? texts.table.about(whomText(about, texts.whom)) : texts.table.title;
  const isEmpty = items.length === 0 && !isBeyond;
  const blocks = [
    [pageTitle(title, table, language), ...(about ? [] : summary(table, wording))],
    [
      ...(isBeyond ? [texts.table.noSuchPage(page, Math.max(1, pages))] : []),
      ...(isEmpty ? emptyLines(table, wording) : items.map((item) => itemLine(item, wording))),
    ],
    [`-# ${texts.table.hint(typed('log'))}`],
  ];
  const idOf = (n: number) => formatModId({ area: 'limits', deed: 'show', subject: formatSubject(about), n });
  const components = [
    ...blocks.filter((lines) => lines.length > 0).map((lines) => textDisplay(lines.join('\n'))),
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

function emptyLines({ about }: LimitTable, { language, typed }: Wording): string[] {
  const { table } = textsFor(language).limitDesk;
  if (about) return [table.noneAbout(typed('why', { member: table.exampleMember }))];
  const examples = [
    typed('set', { daily: 20, concurrent: 2 }),
    typed('set', { role: table.exampleRole, daily: 100 }),
    typed('grant', { member: table.exampleMember, credits: 50, until: '1w' }),
  ];
  return [table.none, table.examples(examples)];
}
