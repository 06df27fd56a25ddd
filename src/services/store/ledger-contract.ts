import type { Draw } from '../../core/limits.ts';

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
  /** Whose picture it is: the operation's name. */
  readonly command: string;
  /** UTC day on which the credits were reserved, `2026-11-21`: what comes back goes to that day. */
  readonly day: string;
  readonly credits: number;
  readonly at: number;
}

/** Of jobs that were just asked for. */
export interface Reservation {
  /** What of it comes from grants. */
  readonly draws: readonly Draw[];
  /** When the member asked; undefined for what goes on by itself. */
  readonly askedAt: number | undefined;
}

export interface Ledger {
  /** Holds the server's row, then the member's, to the end of the transaction. */
  lock(scope: string, ownerId: string): Promise<void>;
  /** After those: the one row that what all servers share is held by. */
  lockEverybody(): Promise<void>;
  /** Each kind once per job: writing it again changes nothing, and only what is new is counted in the tallies. */
  append(entries: readonly LedgerEntry[], reservation?: Reservation): Promise<void>;
  byJob(jobId: string): Promise<readonly LedgerEntry[]>;
  /** Unknown outcomes older than `before` that nothing settled. */
  openUnknown(before: number): Promise<readonly LedgerEntry[]>;
}
