import { type FailureCode, isFailureCode } from '../../core/failure.ts';
import { DAY_MS } from '../../core/periods.ts';
import type { DayLine, OperationLine, Outcomes, Statistics, StatsSpan } from '../../core/stats.ts';
import { sum } from '../../core/sum.ts';
import type { Store } from '../store/contract.ts';
import type { OutcomeRow, ScopeSpan } from '../store/stats-contract.ts';
import { accountsOf, isBalanced } from './accounts.ts';

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
