import type { Phase, Post } from '../../core/job.ts';
import { pictureInputSchema } from '../../core/picture-input.ts';
import { isAtHand, type PictureLimits } from '../../core/picture-limits.ts';
import type { HeldJob, Session } from '../store/contract.ts';
import { createGather } from './gather.ts';
import type { JobParts } from './parts.ts';
import type { Settle } from './settle.ts';

/** What the member's client showed decides whether a job may go on. */
export interface Acknowledge {
  seen(post: Post, jobs: readonly HeldJob[], messageId: string | undefined): Promise<void>;
  /** `unknown`: Discord may have taken the reply although we were not told; it is asked before anything else. */
  missed(post: Post, jobs: readonly HeldJob[], wasSeen: 'no' | 'unknown'): Promise<void>;
}

type Parts = Pick<JobParts, 'store' | 'clock' | 'wakes' | 'operation'> & { readonly settle: Settle };

interface Seen {
  readonly postId: string;
  readonly jobs: readonly HeldJob[];
  readonly messageId: string | undefined;
  readonly at: number;
}

/** In a burst the rows of many answers go to the disk together; nobody waits for that but the queue. */
const TOGETHER_MS = 20;

export function createAcknowledge({ store, clock, wakes, operation, settle }: Parts): Acknowledge {
  async function handOn(session: Session, jobs: readonly HeldJob[], to: (job: HeldJob) => Phase): Promise<void> {
    const open: HeldJob[] = [];
    for (const job of jobs) {
      const row = await session.jobs.change(job, to(job), { lease: null, dueAt: clock.now() });
      if (row) open.push(row);
    }
    await wakes.announce(session, open);
  }

  const writeDown = createGather<Seen>({ clock, withinMs: TOGETHER_MS }, (all) =>
    store.transaction(async (session) => {
      for (const { postId, at, messageId } of all) await session.posts.acknowledged(postId, at, messageId);
      const jobs = all.flatMap((each) => each.jobs);
      await handOn(session, jobs, (job) =>
        hasPicturesToCopy(job, operation(job.operation)?.pictureLimits) ? 'accepted' : 'queued',
      );
    }),
  );

  return {
    seen: (post, jobs, messageId) => writeDown({ postId: post.id, jobs, messageId, at: clock.now() }),
    async missed(_post, jobs, wasSeen) {
      if (wasSeen === 'no') await Promise.all(jobs.map((job) => settle.forget(job)));
      else await store.transaction((session) => handOn(session, jobs, () => 'accepted'));
    },
  };
}

const hasPicturesToCopy = ({ input }: HeldJob, limits: PictureLimits | undefined): boolean =>
  Object.values(input).some((value) => {
    const picture = pictureInputSchema.safeParse(value).data;
    return picture !== undefined && !isAtHand(picture, limits);
  });
