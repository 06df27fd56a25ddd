/**
 * reserved: with the job. charged: it brought a picture. given-back: it did not.
 * retried: the one free repeat after an unknown outcome was used.
 * unknown: the operator may have paid for nothing. settled: a late ticket showed what for. written-off: nobody ever knew.
 */
export const ledgerKinds = [
  'reserved',
  'charged',
  'given-back',
  'unknown',
  'settled',
  'written-off',
  'retried',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

export interface LedgerEntry {
  readonly jobId: string;
  readonly kind: LedgerKind;
  readonly scope: string;
  readonly ownerId: string;
  /** UTC day on which the credits were reserved, `2026-11-21`: what comes back goes to that day. */
  readonly day: string;
  readonly credits: number;
  readonly at: number;
}

export interface Ledger {
  /** Holds the server's row, then the member's, to the end of the transaction. */
  lock(scope: string, ownerId: string): Promise<void>;
  /** Each kind once per job: writing it again changes nothing. */
  append(entries: readonly LedgerEntry[]): Promise<void>;
  /** Reserved and not given back, of that day. */
  spent(scope: string, ownerId: string, day: string): Promise<number>;
  byJob(jobId: string): Promise<readonly LedgerEntry[]>;
  /** Unknown outcomes older than `before` that nothing settled. */
  openUnknown(before: number): Promise<readonly LedgerEntry[]>;
}
