import { isErased, type Place, type Post, partitionOf, type ResultPicture, shareKeyOf } from '../../core/job.ts';
import { ulid } from '../../core/ulid.ts';
import { type CopyPicture, copyResults } from '../pictures/copies.ts';
import type { HeldJob, NewJob, NewPost, Session, Store } from '../store/contract.ts';
import { ledgerLine } from '../store/ledger.ts';
import { unanswered } from './accept.ts';
import type { JobParts } from './contract.ts';

type Parts = Pick<JobParts, 'clock' | 'wakes'> & { readonly store: Store; readonly copy: CopyPicture };

/** Who shares, where, and by which token the message is posted. */
interface Sharer {
  readonly interactionId: string;
  readonly applicationId: string;
  readonly token: string;
  readonly tokenExpiresAt: number;
  readonly scope: string;
  readonly place: Place;
}

export interface Shared {
  readonly post: Post;
  readonly jobs: readonly HeldJob[];
}

interface Copied {
  readonly job: HeldJob;
  readonly results: readonly ResultPicture[];
}

/** A private result as a public post of its own: with its own files, so that neither depends on the other. */
export function createShare({ store, clock, wakes, copy }: Parts) {
  async function isShared({ posts, jobs }: Pick<Session, 'posts' | 'jobs'>, post: Post): Promise<boolean> {
    const earlier = await posts.byAction(shareKeyOf(post.id), 0);
    const rows = earlier ? await jobs.byPost(earlier.id) : [];
    return rows.some((job) => !isErased(job) && job.phase !== 'failed');
  }

  function newPost(post: Post, sharer: Sharer, now: number): NewPost {
    const { interactionId, applicationId, token, tokenExpiresAt, scope, place } = sharer;
    const by = { interactionId, applicationId, token, tokenExpiresAt, scope, place };
    const seen = { messageId: undefined, acknowledgedAt: undefined, isPrivate: false, isSpoiler: post.isSpoiler };
    return { id: ulid(now), ownerId: post.ownerId, ...by, actionKey: shareKeyOf(post.id), ...seen, createdAt: now };
  }

  function newJob({ job, results }: Copied, post: NewPost, index: number, now: number): NewJob {
    const id = ulid(now);
    return {
      ...job,
      id,
      // a root begins a chain of its own; what has a past keeps it
      rootId: job.depth === 0 ? id : job.rootId,
      postId: post.id,
      index,
      phase: 'storing',
      price: 0,
      scope: post.scope,
      attempts: 0,
      ticket: undefined,
      results,
      isTold: false,
      isLate: false,
      partition: partitionOf(post.place.channelId),
      createdAt: now,
      deadlineAt: undefined,
      ...unanswered(now),
    };
  }

  return {
    isShared: (post: Post): Promise<boolean> => isShared(store, post),

    /** Undefined when it is shared already. Throws PictureError where a picture is gone. */
    async begin(post: Post, ready: readonly HeldJob[], sharer: Sharer): Promise<Shared | undefined> {
      const copied = await Promise.all(ready.map(async (job) => ({ job, results: await copyResults(job, copy) })));
      return store.transaction(async (session) => {
        await session.ledger.lock(sharer.scope, post.ownerId);
        if (await isShared(session, post)) return undefined;
        const now = clock.now();
        const shared = newPost(post, sharer, now);
        const jobs = copied.map((each, index) => newJob(each, shared, index, now));
        await session.posts.insert(shared);
        await session.jobs.insert(jobs);
        await session.ledger.append(jobs.map((job) => ledgerLine(job, 'reserved', now)));
        return { post: { ...shared, shown: [] }, jobs };
      });
    },

    /** The message is there: its pictures follow. */
    async seen({ post, jobs }: Shared, messageId: string | undefined): Promise<void> {
      await store.transaction(async (session) => {
        const now = clock.now();
        await session.posts.acknowledged(post.id, now, messageId);
        for (const job of jobs) {
          const row = await session.jobs.change(job, 'storing', { lease: null, dueAt: now });
          if (row) await wakes.announce(session, [row]);
        }
      });
    },

    /** Nobody saw it: it may be shared again. */
    async missed({ jobs }: Shared): Promise<void> {
      await store.transaction(async (session) => {
        for (const job of jobs) {
          const failure = { code: 'not-acknowledged' as const };
          const patch = { lease: null, dueAt: null, isTold: true, failure };
          const row = await session.jobs.change(job, 'failed', patch);
          if (row) await session.ledger.append([ledgerLine(row, 'given-back', clock.now())]);
        }
      });
    },
  };
}

export type Share = ReturnType<typeof createShare>;
