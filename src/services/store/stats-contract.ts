import type { MemberLine, StatsSpan } from '../../core/stats.ts';

/** Of one server, or of the direct messages of one member. */
export interface ScopeSpan extends StatsSpan {
  readonly scope: string;
}

export interface OutcomeRow {
  /** Its first moment. */
  readonly day: number;
  readonly operation: string;
  readonly phase: string;
  readonly jobs: number;
}

export interface CreditRow {
  readonly day: number;
  readonly operation: string;
  readonly kind: string;
  readonly jobs: number;
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

/** Counted by the database, from an index of the scope and the time. */
export interface Stats {
  outcomes(span: ScopeSpan): Promise<readonly OutcomeRow[]>;
  credits(span: ScopeSpan): Promise<readonly CreditRow[]>;
  failures(span: ScopeSpan): Promise<readonly { readonly code: string; readonly jobs: number }[]>;
  /** Of finished jobs, by rank: half of them took no longer than `p50`. */
  durations(
    span: ScopeSpan,
  ): Promise<readonly { readonly operation: string; readonly p50: number; readonly p95: number }[]>;
  members(span: ScopeSpan, limit: number): Promise<readonly MemberLine[]>;
  memberCount(span: ScopeSpan): Promise<number>;
  /** Tasks that a provider took: by a ticket, or by its word. */
  accepted(span: ScopeSpan): Promise<number>;
  /** Unknown outcomes that nothing settled or wrote off. */
  unsettled(span: ScopeSpan): Promise<{ readonly jobs: number; readonly credits: number }>;
  /** Ids of jobs whose money does not fit what became of them. */
  odd(span: ScopeSpan, limit: number): Promise<readonly string[]>;
  /** In order of their ids, from the one after `after` on. */
  accounts(span: ScopeSpan, after: string, limit: number): Promise<readonly AccountRow[]>;
}
