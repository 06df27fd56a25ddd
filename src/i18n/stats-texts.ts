import type { StatsPeriod, StatsView } from '../core/stats.ts';

export interface StatsTexts {
  readonly periods: Readonly<Record<StatsPeriod, string>>;
  readonly views: Readonly<Record<StatsView, string>>;
  readonly choosePeriod: string;
  readonly csv: string;
  title(period: string): string;
  readonly empty: string;
  /** Of the picture, for those who cannot see it. */
  altText(title: string, view: string): string;
  readonly chart: Readonly<Record<StatsView, string>>;
  readonly credits: string;
  day(at: number): string;
  total(about: { done: number; failed: number; cancelled: number; open: number; members: number }): string;
  spent(credits: number): string;
  outcome(about: { done: number; failed: number; cancelled: number; open: number; credits: number }): string;
  times(half: string, most: string): string;
  seconds(ms: number): string;
  readonly failures: string;
  failure(jobs: number, because: string): string;
  otherFailures(jobs: number): string;
  readonly accounts: string;
  asked(tasks: number): string;
  ledger(about: { reserved: number; charged: number; givenBack: number; held: number }): string;
  unknown(jobs: number, credits: number): string;
  odd(ids: string, more: number): string;
  readonly balanced: string;
  readonly deletedMember: string;
  readonly done: string;
  readonly failed: string;
  readonly cancelled: string;
  csvReady(jobs: number): string;
  csvCut(jobs: number, from: string): string;
}
