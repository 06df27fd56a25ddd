import type { ShowsPictures } from '../delivery/reach.ts';
import { createRounds, ownedPartitions, type Rounds } from '../rounds.ts';
import type { HeldJob } from '../store/contract.ts';
import type { CopiedDatabase } from '../store/engines/restored.ts';
import type { JobParts } from './contract.ts';
import { createSettle } from './settle.ts';

/** Finds messages that do not say how their jobs stand, and puts them right. */
export type Repair = Rounds;

type RepairParts = Pick<JobParts, 'store' | 'clock' | 'log' | 'courier'> & {
  readonly ownsPartition: (partition: number) => boolean;
};

/** At the start, also those that would be looked at a little later. */
const AHEAD_MS = 300_000;
const CHECKED_AT_ONCE = 100;

/** Each message has its time to be looked at, so nothing is searched; only what can still be changed has one. */
export function createRepair({ store, clock, log, courier, ownsPartition }: RepairParts): Repair {
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
    const ids = await store.posts.toCheck(before, CHECKED_AT_ONCE, owned);
    // one after the other: what is repaired never crowds out what is delivered
    for (const id of ids) if (isRunning()) await check(id);
    return ids.length === CHECKED_AT_ONCE;
  }

  return createRounds({
    clock,
    look,
    onError: (error) => log.error({ err: error }, 'messages not compared with their jobs'),
  });
}

type RestoreParts = Pick<JobParts, 'store' | 'clock' | 'log'> & {
  readonly database: CopiedDatabase;
  readonly showsPictures: ShowsPictures;
};

const ENDED_AT_ONCE = 200;

/**
 * A database that was put back does not know what was sent after it was copied: what it calls unsent may be paid for.
 * Such jobs end as of unknown outcome, which costs their members nothing, and no step is begun that may have been.
 * So do those that were being sent: what the copy says of their answer may not have been the last one.
 */
export function createAfterRestore({ database, showsPictures, ...parts }: RestoreParts) {
  const { store, log } = parts;
  // nobody works yet: whoever begins to finds what is due
  const settle = createSettle({ ...parts, wakes: { announce: async () => undefined } });
  const reason = { code: 'restored' } as const;

  /** A message that shows a picture all the same was paid for, and is left as it is. */
  async function end(job: HeldJob): Promise<boolean> {
    const submission = await store.submissions.latest(job.id);
    if (submission?.outcome === 'sent') await store.submissions.settle(submission.id, 'unknown');
    const post = await store.posts.byId(job.postId);
    if (!post || !(await showsPictures(post))) return settle.fail(job, reason, { lease: null });
    await store.posts.checkAt(post.id, null);
    return settle.fail(job, reason, { lease: null, isTold: true, dueAt: null });
  }

  async function endUnsent(): Promise<number> {
    let ended = 0;
    for (let isMore = true; isMore; ) {
      const jobs = await store.jobs.unsent(ENDED_AT_ONCE);
      const before = ended;
      for (const job of jobs) if (await end(job)) ended += 1;
      // what another process ends at the same time is no reason to go on for ever
      isMore = jobs.length === ENDED_AT_ONCE && ended > before;
    }
    return ended;
  }

  async function cutPlans(): Promise<void> {
    for (const postId of await store.jobs.postsWithSteps()) {
      const post = await store.posts.byId(postId);
      if (post?.plan?.kind !== 'steps') continue;
      const begun = (await store.jobs.byPost(postId)).length;
      await store.posts.plan(postId, { ...post.plan, steps: post.plan.steps.slice(0, begun) });
    }
  }

  return async function afterRestore(): Promise<void> {
    if (await database.isCopy()) {
      await cutPlans();
      const jobs = await endUnsent();
      log.warn({ jobs }, 'the database was put back from a backup: what may have been sent since is not sent again');
    }
    await database.accept();
  };
}
