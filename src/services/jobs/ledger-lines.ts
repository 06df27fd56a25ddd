import type { HeldJob, LedgerEntry } from '../store/contract.ts';
import type { LedgerKind } from '../store/ledger-contract.ts';

type Priced = Pick<HeldJob, 'id' | 'scope' | 'ownerId' | 'price' | 'createdAt'>;

/** The UTC day that a job counts on, whenever its credits come back. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const endOfDay = (time: number): number => Date.parse(`${dayOf(time)}T00:00:00Z`) + 86_400_000;

export function ledgerLine(job: Priced, kind: LedgerKind, at: number): LedgerEntry {
  return {
    jobId: job.id,
    kind,
    scope: job.scope,
    ownerId: job.ownerId,
    day: dayOf(job.createdAt),
    credits: job.price,
    at,
  };
}
