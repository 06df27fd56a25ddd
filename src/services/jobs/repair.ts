import { PARTITIONS } from '../../core/job.ts';
import type { JobParts } from './parts.ts';

/** Finds messages that do not say how their jobs stand, and puts them right. */
export interface Repair {
  start(): void;
  /** Somebody waits in front of a message whose time has just come. */
  hurry(): void;
  /** Resolves when none is being put right. */
  stop(): Promise<void>;
}

type Parts = Pick<JobParts, 'store' | 'clock' | 'log' | 'courier'> & {
  readonly ownsPartition: (partition: number) => boolean;
};

const EVERY_MS = 5000;
const FIRST_MS = 1000;
/** At the start, also those that would be looked at a little later. */
const AHEAD_MS = 300_000;
const BATCH = 100;

/** Each message has its time to be looked at, so nothing is searched; only what can still be changed has one. */
export function createRepair({ store, clock, log, courier, ownsPartition }: Parts): Repair {
  let cancel = () => {};
  let isRunning = false;
  let isLooking = false;
  let looking: Promise<void> = Promise.resolve();
  let isWanted = false;
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

  async function look(): Promise<void> {
    const owned = Array.from({ length: PARTITIONS }, (_, at) => at).filter(ownsPartition);
    const isWhole = owned.length === PARTITIONS;
    if (owned.length === 0) return;
    const before = clock.now() + (isFirst ? AHEAD_MS : 0);
    isFirst = false;
    const ids = await store.posts.toCheck(before, BATCH, isWhole ? undefined : owned);
    // one after the other: what is repaired never crowds out what is delivered
    for (const id of ids) if (isRunning) await check(id);
    if (ids.length === BATCH) isWanted = true;
  }

  async function lookOnce(): Promise<void> {
    isLooking = true;
    isWanted = false;
    await look().catch((error: unknown) => log.error({ err: error }, 'messages not compared with their jobs'));
    isLooking = false;
    next(isWanted ? FIRST_MS : EVERY_MS);
  }

  function next(ms: number): void {
    cancel();
    if (isRunning)
      cancel = clock.schedule(ms, () => {
        looking = lookOnce();
      });
  }

  return {
    start() {
      isRunning = true;
      next(FIRST_MS);
    },
    hurry() {
      isWanted = true;
      if (!isLooking) next(0);
    },
    stop() {
      isRunning = false;
      cancel();
      return looking;
    },
  };
}
