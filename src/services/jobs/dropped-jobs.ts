import type { Driver } from './driver.ts';
import type { JobParts } from './parts.ts';
import { createRounds, type Rounds } from './rounds.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'lease'> & { readonly driver: Pick<Driver, 'holds' | 'wake'> };

const EVERY_MS = 60_000;

/**
 * A job that this process holds by its row and has in no hand would wait for as long as the process lives, since a lease
 * of the living keeps everybody off. It is taken up again.
 */
export function createDroppedJobs({ store, clock, log, lease, driver }: Parts): Rounds {
  async function look(): Promise<boolean> {
    const held = await store.jobs.dueOf(lease.processId, clock.now());
    const dropped = held.filter((id) => !driver.holds(id));
    if (dropped.length > 0) log.error({ jobs: dropped }, 'jobs that were put down without a word: taken up again');
    for (const id of dropped) driver.wake(id);
    return false;
  }

  return createRounds({
    clock,
    look,
    onError: (error) => log.error({ err: error }, 'rows of this process not read'),
    everyMs: EVERY_MS,
    firstMs: EVERY_MS,
  });
}
