import type { Phase } from '../../core/job.ts';
import type { ProviderName } from '../../core/provider.ts';
import type { LedgerKind } from './ledger-contract.ts';

export interface OpenJobs {
  readonly phase: Phase;
  readonly operation: string;
  readonly count: number;
}

/** One line of the ledger with what its job was. */
export interface BookedLine {
  readonly jobId: string;
  readonly kind: LedgerKind;
  readonly credits: number;
  readonly at: number;
  readonly operation: string;
  readonly phase: Phase;
  readonly failure: string | undefined;
  readonly createdAt: number;
}

export type BookMark = Pick<BookedLine, 'at' | 'jobId'> & { readonly kind: string };

/** Pictures that wait because a host is not in the operator's list. */
export interface HeldPictures {
  /** Undefined for the file service. */
  readonly provider: ProviderName | undefined;
  readonly host: string;
  readonly operations: readonly string[];
  readonly count: number;
}

/** What is counted for the operator, each answered from an index. */
export interface Figures {
  openJobs(): Promise<readonly OpenJobs[]>;
  /** Lines after the mark and not younger than `until`, the oldest first. */
  booked(after: BookMark, until: number, limit: number): Promise<readonly BookedLine[]>;
  held(): Promise<readonly HeldPictures[]>;
  /** How many pictures wait for the file store, and since when the one that waits longest does. */
  uploads(): Promise<{ readonly count: number; readonly since: number | undefined }>;
}
