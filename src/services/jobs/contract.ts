import type { Clock } from '../../core/clock.ts';
import type { Catalog } from '../../core/operation.ts';
import type { Provider, ProviderName } from '../../core/provider.ts';
import type { SharedSemaphore } from '../../core/semaphore.ts';
import type { Courier } from '../delivery/contract.ts';
import type { BatchZips } from '../delivery/zip.ts';
import type { FileStore, Spool, SpooledPicture } from '../files/contract.ts';
import type { WitnessFile } from '../files/witness.ts';
import type { LimitSettings } from '../limits/account.ts';
import type { LimitEngine } from '../limits/limits.ts';
import type { Log } from '../log.ts';
import type { Sources } from '../pictures/sources.ts';
import type { LearnedDurations } from '../providers/durations.ts';
import type { Ask, ProviderGate } from '../providers/guard.ts';
import type { RateBucket } from '../providers/rate-bucket.ts';
import type { HeldJob, Session, Store } from '../store/contract.ts';
import type { Offer } from '../switches/offer.ts';
import type { Switches } from '../switches/switches.ts';

export interface JobSettings extends LimitSettings {
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  readonly deadlineMs: number;
  readonly concurrency: number;
  /** Where the world reaches this bot, if it does. */
  readonly publicUrl: URL | undefined;
  /** 0: for ever. */
  readonly keepFilesDays: number;
}

/** A provider with what guards it: its key's rate and whether it is paused. */
export interface GuardedProvider {
  readonly provider: Provider;
  readonly ask: Ask;
  readonly bucket: RateBucket;
  readonly gate: ProviderGate;
  readonly download: (url: string, signal: AbortSignal) => Promise<SpooledPicture>;
}

/** Tells whoever works on a channel that its jobs have something to do. */
export interface Wakes {
  /** In the transaction that made the rows due. */
  announce(session: Session, jobs: readonly Pick<HeldJob, 'id' | 'partition' | 'phase' | 'provider'>[]): Promise<void>;
}

/** Whether this process may still believe its leases; looked at just before money is spent. */
export interface ProcessLease {
  readonly processId: string;
  isFresh(): boolean;
}

export interface JobParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: ProcessLease;
  readonly settings: JobSettings;
  readonly limits: LimitEngine;
  readonly providers: ReadonlyMap<ProviderName, GuardedProvider>;
  readonly switches: Switches;
  readonly offer: Offer;
  readonly catalog: Pick<Catalog, 'known' | 'facts'>;
  readonly files: FileStore;
  readonly spool: Spool;
  readonly sources: Sources;
  readonly courier: Courier;
  readonly zips: BatchZips;
  readonly drawing: SharedSemaphore;
  readonly wakes: Wakes;
  readonly learned: LearnedDurations;
  readonly random: () => number;
  readonly witness: Pick<WitnessFile, 'note'>;
}

/** What the driver does after a step. */
export type Next =
  /** `isUrgent`: what was paid for would be lost by waiting for the next start. */
  | { readonly kind: 'on'; readonly isUrgent?: boolean }
  | { readonly kind: 'at'; readonly time: number }
  | { readonly kind: 'park'; readonly dueAt: number | null };
