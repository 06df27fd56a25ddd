import { DAY_MS } from '../../core/periods.ts';
import { createExpire } from './expire.ts';
import type { JobParts } from './parts.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'spool'> & Parameters<typeof createExpire>[0];

/**
 * Now and then: unknown outcomes that nobody ever settled are written off, orphans leave the spool, dead tokens the
 * database, old pictures the disk.
 */
export function createHousekeeping(parts: Parts) {
  const { store, clock, log, spool } = parts;
  const expireOld = createExpire(parts);
  return async function housekeeping(): Promise<void> {
    const now = clock.now();
    const unsettled = await store.ledger.openUnknown(now - DAY_MS);
    if (unsettled.length > 0) {
      await store.ledger.append(unsettled.map((line) => ({ ...line, kind: 'written-off' as const, at: now })));
      log.warn({ jobs: unsettled.length }, 'submits of unknown outcome written off after a day');
    }
    await store.posts.dropTokens(now);
    await spool.sweep(new Set([...(await store.uploads.waiting()), ...(await store.jobs.spoolInUse())]));
    await expireOld();
  };
}
