import { dayOf } from '../../core/periods.ts';
import type { HeldJob, LedgerEntry } from '../store/contract.ts';
import type { LedgerKind } from '../store/ledger-contract.ts';

type Priced = Pick<HeldJob, 'id' | 'scope' | 'ownerId' | 'operation' | 'price' | 'createdAt'>;

/** On the UTC day that a job was asked for, whenever its credits come back. */
export function ledgerLine(job: Priced, kind: LedgerKind, at: number): LedgerEntry {
  return {
    jobId: job.id,
    kind,
    scope: job.scope,
    ownerId: job.ownerId,
    command: job.operation,
    day: dayOf(job.createdAt),
    credits: job.price,
    at,
  };
}
