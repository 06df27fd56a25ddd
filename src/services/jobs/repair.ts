import type { JobParts } from './parts.ts';
import { createRounds, ownedPartitions, type Rounds } from './rounds.ts';

/** Finds messages that do not say how their jobs stand, and puts them right. */
export type Repair = Rounds;

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'courier'> & {
  readonly ownsPartition: (partition: number) => boolean;
};

/** At the start, also those that would be looked at a little later. */
const AHEAD_MS = 300_000;
const BATCH = 100;

/** Each message has its time to be looked at, so nothing is searched; only what can still be changed has one. */
export function createRepair({ store, clock, log, courier, ownsPartition }: Parts): Repair {
  let isFirst = true;

  async function check(postId: string): Promise<void> {
    try {
      await courier.check(postId);
    } catch (error) {
      // one that cannot be put right now is in nobody's way
      log.error({ err: error, post: postId }, 'message not put right');
      await store.posts.checkAt(postId, clock.now() + AHEAD_MS);
    }
  }

  async function look(isRunning: () => boolean): Promise<boolean> {
    const owned = ownedPartitions(ownsPartition);
    if (owned?.length === 0) return false;
    const before = clock.now() + (isFirst ? AHEAD_MS : 0);
    isFirst = false;
    const ids = await store.posts.toCheck(before, BATCH, owned);
    // one after the other: what is repaired never crowds out what is delivered
    for (const id of ids) if (isRunning()) await check(id);
    return ids.length === BATCH;
  }

  return createRounds({
    clock,
    look,
    onError: (error) => log.error({ err: error }, 'messages not compared with their jobs'),
  });
}
