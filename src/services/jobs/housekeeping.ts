import { DAY_MS } from '../../core/periods.ts';
import { createExpire } from './expire.ts';
import type { JobParts } from './parts.ts';
import { createRounds, type Rounds } from './rounds.ts';

type Parts = Parameters<typeof createExpire>[0] & {
  readonly spool: Pick<JobParts['spool'], 'sweep'>;
  readonly ownsPartition: (partition: number) => boolean;
};

const EVERY_MS = 600_000;

/**
 * Now and then, by one of the processes and beside all other work: unknown outcomes that nobody ever settled are written off, orphans leave the spool, dead tokens the
 * database, old pictures the disk.
 */
export function createHousekeeping(parts: Parts): Rounds {
  const { store, clock, log, spool, ownsPartition } = parts;
  const expireOld = createExpire(parts);

  async function clean(isRunning: () => boolean): Promise<void> {
    const now = clock.now();
    const unsettled = await store.ledger.openUnknown(now - DAY_MS);
    if (unsettled.length > 0) {
      await store.ledger.append(unsettled.map((line) => ({ ...line, kind: 'written-off' as const, at: now })));
      log.warn({ jobs: unsettled.length }, 'submits of unknown outcome written off after a day');
    }
    await store.posts.dropTokens(now);
    await spool.sweep(new Set([...(await store.uploads.waiting()), ...(await store.jobs.spoolInUse())]));
    await expireOld(isRunning);
  }

  return createRounds({
    clock,
    async look(isRunning) {
      // a partition has one owner: so has what concerns all of them
      if (ownsPartition(0)) await clean(isRunning);
      return false;
    },
    onError: (error) => log.error({ err: error }, 'not cleaned up'),
    everyMs: EVERY_MS,
    firstMs: EVERY_MS,
  });
}
