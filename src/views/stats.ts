import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { type CreditPrice, costOf } from '../core/credit-price.ts';
import { formatModId } from '../core/custom-ids.ts';
import { sum } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import {
  formatStatsChoice,
  type Outcomes,
  type Statistics,
  type StatsChoice,
  type StatsPage,
  statsPeriods,
  statsViews,
} from '../core/stats.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';
import { type Named, storedCommand } from './option-names.ts';
import { ACCENT, fitting as fittingLines } from './page.ts';

/** Of the 4,000 characters of a message. */
const TABLE_LENGTH = 2100;
const ODD_LENGTH = 400;
/** Kinds of failures that have a line of their own. */
const MOST_FAILURES = 18;

/** A picture, and all that it shows as text. */
export function renderStatistics(page: StatsPage, commands: readonly Named[], language: Language): MessageBody {
  const { found, chart, view, period, creditPrice } = page;
  const texts = textsFor(language).stats;
  const title = texts.title(texts.periods[period]);
  const isEmpty = found.operations.length === 0;
  const components: APIComponentInContainer[] = [
    textDisplay(isEmpty ? `${title}\n${texts.empty}` : `${title}\n${summary(found, creditPrice, language)}`),
    ...(chart === undefined
      ? []
      : [
          {
            type: ComponentType.MediaGallery as const,
            items: [{ media: { url: chart }, description: texts.altText(texts.periods[period], texts.views[view]) }],
          },
        ]),
    ...(isEmpty ? [] : [textDisplay(fitting(tableOf(page, commands, language)))]),
    ...(isEmpty ? [] : [textDisplay([...failureLines(found, language), ...accountLines(found, language)].join('\n'))]),
    ...controls(page, isEmpty, language),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** `cutAt`: the day from which on there was no room. */
export function renderCsv(file: string, jobs: number, cutAt: string | undefined, language: Language): MessageBody {
  const texts = textsFor(language).stats;
  return messageBody([
    textDisplay(cutAt === undefined ? texts.csvReady(jobs) : texts.csvCut(jobs, cutAt)),
    { type: ComponentType.File, file: { url: `attachment://${file}` } },
  ]);
}

function summary({ total, memberCount }: Statistics, price: CreditPrice | undefined, language: Language): string {
  const texts = textsFor(language).stats;
  return `${texts.total({ ...total, members: memberCount })} · ${texts.spent(total.credits, price && costOf(total.credits, price, language))}`;
}

/** Whole lines, as many as there is room for. */
function fitting(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (longer.length > TABLE_LENGTH) return `${text}\n…`;
    text = longer;
  }
  return text;
}

function tableOf({ found, view }: StatsPage, commands: readonly Named[], language: Language): readonly string[] {
  const texts = textsFor(language).stats;
  const line = (what: string, of: Outcomes, more = '') => `${what} · ${texts.outcome(of)}${more}`;
  switch (view) {
    case 'day':
      return found.days
        .filter(({ jobs }) => Object.keys(jobs).length > 0)
        .map((day) => line(texts.day(day.day), day))
        .reverse();
    case 'operation':
      return found.operations.map((each) => {
        const { p50, p95 } = each;
        const took =
          p50 === undefined || p95 === undefined ? '' : ` · ${texts.times(texts.seconds(p50), texts.seconds(p95))}`;
        return line(`**/${inert(storedCommand(each.operation, commands, language), 40)}**`, each, took);
      });
    case 'member':
      return found.members.map((each, index) => line(`${index + 1}\\. ${memberText(each.memberId, language)}`, each));
  }
}

const memberText = (id: string, language: Language): string =>
  /^\d+$/.test(id) ? `<@${id}>` : textsFor(language).stats.deletedMember;

function failureLines({ failures }: Statistics, language: Language): readonly string[] {
  const { stats, failures: words } = textsFor(language);
  if (failures.length === 0) return [];
  const rarer = sum(failures.slice(MOST_FAILURES).map(({ jobs }) => jobs));
  return [
    stats.failures,
    ...failures.slice(0, MOST_FAILURES).map(({ code: kind, jobs }) => stats.failure(jobs, words[kind].because)),
    ...(rarer > 0 ? [stats.otherFailures(rarer)] : []),
  ];
}

function accountLines({ accounts }: Statistics, language: Language): readonly string[] {
  const texts = textsFor(language).stats;
  const { accepted, unknown, odd } = accounts;
  const { kept, left } = fittingLines(
    odd.map((id) => `${code(id, 30)},`),
    ODD_LENGTH,
  );
  const ids = kept.join(' ').replace(/,$/, '');
  return [
    texts.accounts,
    `${texts.asked(accepted)} ${texts.ledger(accounts)}`,
    ...(unknown.jobs > 0 ? [texts.unknown(unknown.jobs, unknown.credits)] : []),
    odd.length > 0 ? texts.odd(ids, left) : texts.balanced,
  ];
}

function controls(choice: StatsChoice, isEmpty: boolean, language: Language): APIComponentInContainer[] {
  const texts = textsFor(language).stats;
  const idOf = (action: string, subject: StatsChoice) =>
    formatModId({ area: 'stats', action, subject: formatStatsChoice(subject), n: 1 });
  const { period: chosen, view: shown } = choice;
  const buttons = statsViews.map((view) => ({
    type: ComponentType.Button as const,
    style: view === shown ? (ButtonStyle.Primary as const) : (ButtonStyle.Secondary as const),
    label: texts.views[view],
    custom_id: idOf('view', { period: chosen, view }),
  }));
  const csv = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: texts.csv,
    custom_id: idOf('csv', choice),
  };
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: idOf('period', choice),
    placeholder: texts.choosePeriod,
    options: statsPeriods.map((period) => ({
      label: texts.periods[period],
      value: period,
      default: period === chosen,
    })),
  };
  return [
    ...(isEmpty ? [] : [{ type: ComponentType.ActionRow as const, components: [...buttons, csv] }]),
    { type: ComponentType.ActionRow, components: [menu] },
  ];
}
