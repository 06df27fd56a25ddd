import type { MemberLine, StatsSpan } from '../../core/stats.ts';

/** Of one server, or of the direct messages of one member. */
export interface ScopeSpan extends StatsSpan {
  readonly scope: string;
}

/** Jobs that are alike, counted together. */
export interface OutcomeRow {
  /** Its first moment. */
  readonly day: number;
  readonly operation: string;
  readonly phase: string;
  /** Of failed ones. */
  readonly failure: string | undefined;
  /** Its price was given back before the picture came. */
  readonly isLate: boolean;
  /** Made once and shown again by *Share*. */
  readonly isCopy: boolean;
  readonly jobs: number;
  /** Sum of their prices. */
  readonly credits: number;
  /** Those that a provider took. */
  readonly taken: number;
}

/** What was written of a day's jobs. */
export interface LedgerRow {
  readonly day: number;
  readonly kind: string;
  readonly lines: number;
  readonly credits: number;
}

/** One job with all that was written of its money. */
export interface AccountRow {
  readonly jobId: string;
  readonly createdAt: number;
  readonly ownerId: string;
  readonly operation: string;
  readonly tier: string;
  readonly phase: string;
  readonly price: number;
  readonly isTicketed: boolean;
  readonly outcomes: readonly string[];
  readonly kinds: Readonly<Record<string, number>>;
}
export type AccountCursor = Pick<AccountRow, 'jobId' | 'createdAt'>;

export interface DurationRow {
  readonly operation: string;
  /** Half of them took no longer. */
  readonly p50: number;
  readonly p95: number;
}

/** Counted by the database, in steps that are short enough not to keep anybody else waiting. */
export interface Stats {
  outcomes(span: ScopeSpan): Promise<readonly OutcomeRow[]>;
  ledger(span: ScopeSpan): Promise<readonly LedgerRow[]>;
  /** Of the newest `limit` finished ones. */
  durations(span: ScopeSpan, limit: number): Promise<readonly DurationRow[]>;
  members(span: ScopeSpan, limit: number): Promise<readonly MemberLine[]>;
  memberCount(span: ScopeSpan): Promise<number>;
  /** Unknown outcomes that nothing settled. */
  unsettled(span: ScopeSpan): Promise<{ readonly jobs: number; readonly credits: number }>;
  /** Ids of jobs whose money does not fit what became of them: looks at each, for when the sums differ. */
  odd(span: ScopeSpan, limit: number): Promise<readonly string[]>;
  /** In order of their time, from the one after `after` on. */
  accounts(span: ScopeSpan, after: AccountCursor | undefined, limit: number): Promise<readonly AccountRow[]>;
}
