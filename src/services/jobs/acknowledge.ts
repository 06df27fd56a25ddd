import type { Phase, Post } from '../../core/job.ts';
import { isAtHand, type PictureLimits, pictureInputSchema } from '../../core/picture.ts';
import type { HeldJob, Session } from '../store/contract.ts';
import type { JobParts } from './contract.ts';
import type { Settle } from './settle.ts';

/** What the member's client showed decides whether a job may go on. */
export interface Acknowledge {
  seen(post: Post, jobs: readonly HeldJob[], messageId: string | undefined): Promise<void>;
  /** `unknown`: Discord may have taken the reply although we were not told; it is asked before anything else. */
  missed(post: Post, jobs: readonly HeldJob[], wasSeen: 'no' | 'unknown'): Promise<void>;
}

type Parts = Pick<JobParts, 'store' | 'clock' | 'wakes' | 'catalog'> & { readonly settle: Settle };

export function createAcknowledge({ store, clock, wakes, catalog, settle }: Parts): Acknowledge {
  /** Whether none had gone on without us. */
  async function handOn(session: Session, jobs: readonly HeldJob[], to: (job: HeldJob) => Phase): Promise<boolean> {
    const open: HeldJob[] = [];
    for (const job of jobs) {
      const row = await session.jobs.change(job, to(job), { lease: null, dueAt: clock.now() });
      if (row) open.push(row);
    }
    await wakes.announce(session, open);
    return open.length === jobs.length;
  }

  return {
    seen: (post, jobs, messageId) =>
      store.transaction(async (session) => {
        await session.posts.acknowledged(post.id, clock.now(), messageId);
        const isFirst = await handOn(session, jobs, (job) =>
          hasPicturesToCopy(job, catalog.known(job.operation)?.pictureLimits) ? 'accepted' : 'queued',
        );
        // somebody found out meanwhile and went on: this card may have come after one that says more
        if (!isFirst) await session.posts.doubt(post.id, clock.now());
      }),
    async missed(_post, jobs, wasSeen) {
      if (wasSeen === 'no') await Promise.all(jobs.map((job) => settle.forget(job)));
      else await store.transaction(async (session) => void (await handOn(session, jobs, () => 'accepted')));
    },
  };
}

const hasPicturesToCopy = ({ input }: HeldJob, limits: PictureLimits | undefined): boolean =>
  Object.values(input).some((value) => {
    const picture = pictureInputSchema.safeParse(value).data;
    return picture !== undefined && !isAtHand(picture, limits);
  });
