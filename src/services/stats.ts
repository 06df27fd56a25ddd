import { Buffer } from 'node:buffer';
import { type FailureCode, isFailureCode } from '../core/failure.ts';
import { sum } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import { DAY_MS } from '../core/periods.ts';
import { mimeTypes } from '../core/picture.ts';
import { createSemaphore, type Semaphore } from '../core/semaphore.ts';
import type { Accounts, DayLine, OperationLine, Outcomes, Statistics, StatsSpan, StatsView } from '../core/stats.ts';
import type { MessageFile } from './delivery/discord-api.ts';
import { type Chart, drawChart, type Series } from './images/chart.ts';
import { type Font, openFont } from './images/font.ts';
import type { AccountCursor, AccountRow, LedgerRow, OutcomeRow, ScopeSpan, Stats, Store } from './store/contract.ts';
import { ledgerKinds } from './store/ledger.ts';

type Found = Omit<Accounts, 'unknown' | 'odd'>;

function accountsOf(rows: readonly OutcomeRow[], ledger: readonly LedgerRow[]): Found {
  const of = (kind: string) => sum(ledger.filter((row) => row.kind === kind).map(({ credits }) => credits));
  const [reserved, charged, givenBack] = [of('reserved'), of('charged'), of('given-back')];
  const accepted = sum(rows.map(({ taken }) => taken));
  return { accepted, reserved, charged, givenBack, held: reserved - charged - givenBack };
}

/**
 * Whether as many lines were written of each day as its jobs ask for. A kind is written once a job, so what is wrong
 * with one of them shows in these counts.
 */
function isBalanced(rows: readonly OutcomeRow[], ledger: readonly LedgerRow[]): boolean {
  const days = new Set([...rows, ...ledger].map(({ day }) => day));
  return [...days].every((day) => {
    const jobs = (which: (row: OutcomeRow) => boolean) =>
      sum(rows.filter((row) => row.day === day && which(row)).map((row) => row.jobs));
    const lines = (kind: string) =>
      sum(ledger.filter((row) => row.day === day && row.kind === kind).map((row) => row.lines));
    return (
      lines('reserved') === jobs(() => true) &&
      lines('charged') === jobs(({ phase, isLate }) => !isLate && (phase === 'done' || phase === 'delivering')) &&
      lines('given-back') === jobs(({ phase, isLate }) => isLate || phase === 'failed' || phase === 'cancelled')
    );
  });
}

const MOST_MEMBERS = 25;
const MOST_ODD = 20;
/** The newest of them say enough of how long one waits. */
const MOST_DURATIONS = 20_000;

/** All that `/stats` tells of a server and a time. */
export async function readStatistics(
  { stats }: Pick<Store, 'stats'>,
  scope: string,
  span: StatsSpan,
): Promise<Statistics> {
  const within: ScopeSpan = { scope, ...span };
  const rows = await stats.outcomes(within);
  const ledger = await stats.ledger(within);
  const unknown = await stats.unsettled(within);
  const odd = isBalanced(rows, ledger) ? [] : await stats.odd(within, MOST_ODD);
  const durations = await stats.durations(within, MOST_DURATIONS);
  const made = rows.filter(({ isCopy }) => !isCopy);
  const operations = named(made).map((operation): OperationLine => {
    const took = durations.find((row) => row.operation === operation);
    const of = outcomesOf(made.filter((row) => row.operation === operation));
    return { operation, ...of, p50: took?.p50, p95: took?.p95 };
  });
  return {
    ...span,
    total: outcomesOf(made),
    days: daysOf(span, made),
    operations,
    members: await stats.members(within, MOST_MEMBERS),
    memberCount: await stats.memberCount(within),
    failures: failuresOf(made),
    accounts: { ...accountsOf(made, ledger), unknown, odd },
  };
}

/** What another version called otherwise is told as a mistake of ours. */
const known = (code: string): FailureCode => (isFailureCode(code) ? code : 'internal');

const jobsOf = (rows: readonly OutcomeRow[]): number => sum(rows.map(({ jobs }) => jobs));

/** Those with most jobs first. */
function named(rows: readonly OutcomeRow[]): readonly string[] {
  const groups = [...Map.groupBy(rows, ({ operation }) => operation)];
  return groups
    .map(([operation, of]) => ({ operation, jobs: jobsOf(of) }))
    .sort((a, b) => b.jobs - a.jobs || a.operation.localeCompare(b.operation))
    .map(({ operation }) => operation);
}

function failuresOf(rows: readonly OutcomeRow[]): Statistics['failures'] {
  const groups = Map.groupBy(
    rows.filter(({ phase }) => phase === 'failed'),
    ({ failure }) => known(failure ?? 'internal'),
  );
  return [...groups].map(([code, of]) => ({ code, jobs: jobsOf(of) })).sort((a, b) => b.jobs - a.jobs);
}

function outcomesOf(rows: readonly OutcomeRow[]): Outcomes {
  const of = (phase: string) => jobsOf(rows.filter((row) => row.phase === phase));
  const [done, failed, cancelled] = [of('done'), of('failed'), of('cancelled')];
  const charged = rows.filter(({ phase, isLate }) => phase === 'done' && !isLate);
  const open = jobsOf(rows) - done - failed - cancelled;
  return { done, failed, cancelled, open, credits: sum(charged.map(({ credits }) => credits)) };
}

function daysOf({ from, to }: StatsSpan, rows: readonly OutcomeRow[]): readonly DayLine[] {
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return Array.from({ length: Math.round((to - from) / DAY_MS) }, (_, index) => {
    const day = from + index * DAY_MS;
    const of = byDay.get(day) ?? [];
    const groups = Map.groupBy(of, ({ operation }) => operation);
    const jobs = Object.fromEntries([...groups].map(([operation, each]) => [operation, jobsOf(each)]));
    return { day, jobs, ...outcomesOf(of) };
  });
}

/** Texts of a chart, in the reader's language. */
interface ChartWords {
  readonly title: string;
  readonly language: Language;
  readonly empty: string;
  readonly credits: string;
  readonly done: string;
  readonly failed: string;
  readonly cancelled: string;
  day(at: number): string;
  operation(name: string): string;
}

const MOST_BARS = 25;

/** The same numbers as the table's. */
export function chartOf(found: Statistics, view: StatsView, words: ChartWords): Chart {
  const { title, language, empty } = words;
  const chart = (labels: readonly string[], series: readonly Series[]): Chart => ({
    title,
    language,
    emptyText: empty,
    labels,
    series,
  });
  const byOutcome = (lines: readonly { done: number; failed: number; cancelled: number }[]): readonly Series[] => [
    { name: words.done, values: lines.map(({ done }) => done) },
    { name: words.failed, values: lines.map(({ failed }) => failed) },
    { name: words.cancelled, values: lines.map(({ cancelled }) => cancelled) },
  ];
  switch (view) {
    case 'day': {
      const values = found.days.map(({ credits }) => credits);
      const bars = chart(
        found.days.map(({ day }) => words.day(day)),
        found.operations.map(({ operation }) => ({
          name: words.operation(operation),
          values: found.days.map(({ jobs }) => jobs[operation] ?? 0),
        })),
      );
      return { ...bars, lines: { unit: '', series: [{ name: words.credits, values }] } };
    }
    case 'operation': {
      const lines = found.operations.slice(0, MOST_BARS);
      return chart(
        lines.map(({ operation }) => words.operation(operation)),
        byOutcome(lines),
      );
    }
    case 'member':
      return chart(
        found.members.map((_, index) => String(index + 1)),
        byOutcome(found.members),
      );
  }
}

export type DrawStatistics = (name: string, chart: Chart) => Promise<MessageFile>;

/** Charts, in turn with all else that is drawn. */
export function createDrawStatistics(inTurn: Semaphore = createSemaphore(1)): DrawStatistics {
  let font: Promise<Font> | undefined;
  return (name, chart) =>
    inTurn(async () => {
      font ??= openFont();
      const { bytes, type } = await drawChart(await font, chart);
      return { name: `${name}.${type}`, blob: new Blob([bytes], { type: mimeTypes[type] }) };
    });
}

/** Spreadsheets read the letters right by it. */
const BOM = '\uFEFF';
const PAGE = 500;
const LINE_END = '\r\n';
const head = ['job', 'created', 'member', 'operation', 'tier', 'phase', 'price', 'submits', 'ticket', ...ledgerKinds];

interface Csv {
  readonly bytes: Uint8Array;
  readonly jobs: number;
  /** The first that did not fit. */
  readonly cutAt: number | undefined;
}

/** One line a job, as far as `limit` bytes reach: money and outcomes, and not a word of what anybody wrote. */
export async function accountsCsv(stats: Pick<Stats, 'accounts'>, span: ScopeSpan, limit: number): Promise<Csv> {
  const lines = [BOM + lineOf(head)];
  let bytes = Buffer.byteLength(lines.join(''));
  for (let after: AccountCursor | undefined; ; ) {
    const page = await stats.accounts(span, after, PAGE);
    for (const row of page) {
      const line = lineOf(cellsOf(row));
      bytes += Buffer.byteLength(line);
      if (bytes > limit) return { bytes: Buffer.from(lines.join('')), jobs: lines.length - 1, cutAt: row.createdAt };
      lines.push(line);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) {
      return { bytes: Buffer.from(lines.join('')), jobs: lines.length - 1, cutAt: undefined };
    }
    after = last;
  }
}

const cellsOf = (row: AccountRow): readonly (string | number)[] => [
  row.jobId,
  new Date(row.createdAt).toISOString(),
  memberCell(row.ownerId),
  row.operation,
  row.tier,
  row.phase,
  row.price,
  row.outcomes.join(' '),
  row.isTicketed ? 'yes' : 'no',
  ...ledgerKinds.map((kind) => row.kinds[kind] ?? ''),
];

/** A bare number of nineteen digits loses its last ones in a spreadsheet. */
const memberCell = (id: string): string => (/^\d+$/.test(id) ? `<@${id}>` : id);

const lineOf = (cells: readonly (string | number)[]): string => cells.map(cell).join(',') + LINE_END;

/** A spreadsheet takes what begins like a formula for one. */
function cell(value: string | number): string {
  const text = String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
