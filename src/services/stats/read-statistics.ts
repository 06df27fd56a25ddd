import { type FailureCode, isFailureCode } from '../../core/failure.ts';
import {
  type Accounts,
  DAY_MS,
  type DayLine,
  type OperationLine,
  type Outcomes,
  type Statistics,
  type StatsSpan,
} from '../../core/stats.ts';
import type { Store } from '../store/contract.ts';
import type { CreditRow, OutcomeRow, ScopeSpan } from '../store/stats-contract.ts';

const MOST_MEMBERS = 25;
const MOST_ODD = 20;

/** All that `/stats` tells of a server and a time. */
export async function readStatistics(
  { stats }: Pick<Store, 'stats'>,
  scope: string,
  span: StatsSpan,
): Promise<Statistics> {
  const within: ScopeSpan = { scope, ...span };
  const [outcomes, credits, failures, durations, members, memberCount, accepted, unknown, odd] = await Promise.all([
    stats.outcomes(within),
    stats.credits(within),
    stats.failures(within),
    stats.durations(within),
    stats.members(within, MOST_MEMBERS),
    stats.memberCount(within),
    stats.accepted(within),
    stats.unsettled(within),
    stats.odd(within, MOST_ODD),
  ]);
  const operations = named(outcomes).map((operation): OperationLine => {
    const of = outcomesOf(
      outcomes.filter((row) => row.operation === operation),
      credits.filter((row) => row.operation === operation),
    );
    const took = durations.find((row) => row.operation === operation);
    return { operation, ...of, p50: took?.p50, p95: took?.p95 };
  });
  return {
    ...span,
    total: outcomesOf(outcomes, credits),
    days: daysOf(span, outcomes, credits),
    operations,
    members,
    memberCount,
    failures: failures.map(({ code, jobs }) => ({ code: known(code), jobs })),
    accounts: accountsOf(credits, { accepted, unknown, odd }),
  };
}

/** What another version called otherwise. */
const known = (code: string): FailureCode => (isFailureCode(code) ? code : 'internal');

/** Those with most jobs first. */
function named(rows: readonly OutcomeRow[]): readonly string[] {
  const jobs = (operation: string) => sum(rows.filter((row) => row.operation === operation).map((row) => row.jobs));
  return [...new Set(rows.map(({ operation }) => operation))].sort((a, b) => jobs(b) - jobs(a) || a.localeCompare(b));
}

function outcomesOf(rows: readonly OutcomeRow[], credits: readonly CreditRow[]): Outcomes {
  const of = (phase: string) => sum(rows.filter((row) => row.phase === phase).map(({ jobs }) => jobs));
  const [done, failed, cancelled] = [of('done'), of('failed'), of('cancelled')];
  const open = sum(rows.map(({ jobs }) => jobs)) - done - failed - cancelled;
  return { done, failed, cancelled, open, credits: creditsOf(credits, 'charged') };
}

function daysOf({ from, to }: StatsSpan, outcomes: readonly OutcomeRow[], credits: readonly CreditRow[]) {
  return Array.from({ length: Math.round((to - from) / DAY_MS) }, (_, index): DayLine => {
    const day = from + index * DAY_MS;
    const rows = outcomes.filter((row) => row.day === day);
    const jobs = Object.fromEntries(
      named(rows).map((operation) => [
        operation,
        sum(rows.filter((row) => row.operation === operation).map((row) => row.jobs)),
      ]),
    );
    return {
      day,
      jobs,
      ...outcomesOf(
        rows,
        credits.filter((row) => row.day === day),
      ),
    };
  });
}

function accountsOf(credits: readonly CreditRow[], rest: Pick<Accounts, 'accepted' | 'unknown' | 'odd'>): Accounts {
  const [reserved, charged, givenBack] = [
    creditsOf(credits, 'reserved'),
    creditsOf(credits, 'charged'),
    creditsOf(credits, 'given-back'),
  ];
  return { reserved, charged, givenBack, held: reserved - charged - givenBack, ...rest };
}

const creditsOf = (rows: readonly CreditRow[], kind: string): number =>
  sum(rows.filter((row) => row.kind === kind).map(({ credits }) => credits));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
