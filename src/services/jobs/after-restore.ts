import type { ShowsPictures } from '../delivery/shows-pictures.ts';
import type { HeldJob } from '../store/contract.ts';
import type { CopiedDatabase } from '../store/copied-database.ts';
import type { JobParts } from './parts.ts';
import { createSettle } from './settle.ts';

type Parts = Pick<JobParts, 'store' | 'clock' | 'log'> & {
  readonly database: CopiedDatabase;
  readonly showsPictures: ShowsPictures;
};

const BATCH = 200;

/**
 * A database that was put back does not know what was sent after it was copied: what it calls unsent may be paid for.
 * Such jobs end as of unknown outcome, which costs their members nothing, and no step is begun that may have been.
 * So do those that were being sent: what the copy says of their answer may not have been the last one.
 */
export function createAfterRestore({ database, showsPictures, ...parts }: Parts) {
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
      const jobs = await store.jobs.unsent(BATCH);
      const before = ended;
      for (const job of jobs) if (await end(job)) ended += 1;
      // what another process ends at the same time is no reason to go on for ever
      isMore = jobs.length === BATCH && ended > before;
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
