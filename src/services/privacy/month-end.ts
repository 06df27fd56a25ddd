import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../logging/create-log.ts';
import { nobody } from '../store/alias.ts';
import type { Store } from '../store/contract.ts';
import type { PrivacyRequest } from '../store/privacy-contract.ts';
import { renameEverywhere } from './rename.ts';

interface MonthEndParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

const JOBS = 100;
const REQUESTS = 20;
const KEEP_EXPORTS_MS = 2 * 86_400_000;

export function startOfMonth(time: number, ahead = 0): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead);
}

/**
 * What was kept under an alias goes over to nobody when its month has ended: from then on it says only how much was
 * spent. What restricts somebody stays under a code of its server until it ends.
 */
export function createMonthEnd({ store, clock, log }: MonthEndParts) {
  async function loosen(alias: string): Promise<void> {
    const renaming = { from: alias, to: nobody(randomUUID()) };
    while (await store.transaction((session) => session.people.renameJobs(renaming, JOBS)));
    await store.transaction((session) => session.people.dropLimits(alias));
    await renameEverywhere(store, renaming);
  }

  /** Somebody who was forgotten again since keeps the alias until that month ends. */
  async function isLast({ id, ownerId }: PrivacyRequest): Promise<boolean> {
    const underWay = (await store.privacy.underWay('delete')).map((each) => store.people.aliasOf(each));
    return !underWay.includes(ownerId) && (await store.privacy.latest(ownerId, 'delete'))?.id === id;
  }

  return async function monthEnd(): Promise<void> {
    const now = clock.now();
    await store.people.dropEnded(now);
    const over = await store.privacy.endedBefore('delete', startOfMonth(now), REQUESTS);
    for (const request of over) {
      if (await isLast(request)) await loosen(request.ownerId);
      await store.privacy.remove(request.id);
    }
    if (over.length > 0) await store.purge();
    if (over.length > 0) log.info({ requests: over.length }, 'kept amounts of deleted people have no code any more');
    for (const { id } of await store.privacy.endedBefore('export', now - KEEP_EXPORTS_MS, REQUESTS)) {
      await store.privacy.remove(id);
    }
  };
}
