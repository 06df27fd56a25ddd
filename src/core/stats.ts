import type { CreditPrice } from './credit-price.ts';
import type { FailureCode } from './failure.ts';
import { DAY_MS } from './periods.ts';

export const statsPeriods = ['today', '7d', '30d', 'month', 'last-month'] as const;
export type StatsPeriod = (typeof statsPeriods)[number];
export const statsViews = ['day', 'operation', 'member'] as const;
export type StatsView = (typeof statsViews)[number];

/** From the first moment to the one that is no longer part of it; both at the start of a day of UTC. */
export interface StatsSpan {
  readonly from: number;
  readonly to: number;
}

export function spanOf(period: StatsPeriod, now: number): StatsSpan {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const tomorrow = today + DAY_MS;
  const date = new Date(now);
  const month = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  switch (period) {
    case 'today':
      return { from: today, to: tomorrow };
    case '7d':
      return { from: tomorrow - 7 * DAY_MS, to: tomorrow };
    case '30d':
      return { from: tomorrow - 30 * DAY_MS, to: tomorrow };
    case 'month':
      return { from: month(0), to: tomorrow };
    case 'last-month':
      return { from: month(-1), to: month(0) };
  }
}

/** How the jobs of one kind ended. */
export interface Outcomes {
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly open: number;
  /** Credits that brought a picture. */
  readonly credits: number;
}

export interface DayLine extends Outcomes {
  /** Its first moment. */
  readonly day: number;
  /** Jobs by operation. */
  readonly jobs: Readonly<Record<string, number>>;
}

export interface OperationLine extends Outcomes {
  readonly operation: string;
  /** Milliseconds from the submit to the picture; undefined where none was finished. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

export interface MemberLine extends Outcomes {
  readonly memberId: string;
}

/** What the provider was asked, and what became of the credits; a day's credits stay that day's. */
export interface Accounts {
  /** Tasks that the provider took. */
  readonly accepted: number;
  readonly reserved: number;
  readonly charged: number;
  readonly givenBack: number;
  /** Still held by what has not ended. */
  readonly held: number;
  /** Of submits whose outcome nobody knows, and what was never settled of them. */
  readonly unknown: { readonly jobs: number; readonly credits: number };
  /** Jobs whose lines do not add up to what became of them: none, as long as all is well. */
  readonly odd: readonly string[];
}

export interface Statistics extends StatsSpan {
  readonly total: Outcomes;
  readonly days: readonly DayLine[];
  readonly operations: readonly OperationLine[];
  /** Those with most credits, then most jobs. */
  readonly members: readonly MemberLine[];
  readonly memberCount: number;
  readonly failures: readonly { readonly code: FailureCode; readonly jobs: number }[];
  readonly accounts: Accounts;
}

/** What a moderator looks at. */
export interface StatsChoice {
  readonly period: StatsPeriod;
  readonly view: StatsView;
}

export interface StatsPage extends StatsChoice {
  readonly found: Statistics;
  /** `attachment://` and its name; undefined where there is nothing to draw. */
  readonly chart: string | undefined;
  /** Undefined where the operator did not say it. */
  readonly creditPrice?: CreditPrice | undefined;
}

export const defaultChoice: StatsChoice = { period: '30d', view: 'day' };

/** As the subject of a button. */
export const formatStatsChoice = ({ period, view }: StatsChoice): string => `${period}.${view}`;

export function parseStatsChoice(text: string): StatsChoice | undefined {
  const [first, second, ...rest] = text.split('.');
  const period = statsPeriods.find((each) => each === first);
  const view = statsViews.find((each) => each === second);
  return period && view && rest.length === 0 ? { period, view } : undefined;
}
