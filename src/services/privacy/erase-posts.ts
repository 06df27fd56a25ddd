import { type Clock, sleep } from '../../core/clock.ts';
import { isEnded, type Post } from '../../core/job.ts';
import type { Removal, RemoveMessages } from '../delivery/take-down.ts';
import { FileStoreError } from '../files/contract.ts';
import type { EraseContent } from '../jobs/erase.ts';
import type { Settle } from '../jobs/settle.ts';
import type { Log } from '../logging/create-log.ts';
import type { HeldJob, Store } from '../store/contract.ts';
import type { Held } from './contract.ts';

interface ErasePostsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settle: Pick<Settle, 'cancel'>;
  readonly eraseContent: EraseContent;
  readonly removeMessages: RemoveMessages;
}

/** `some`: in the works, or something of them cannot be reached now. */
export type Left = 'none' | 'some' | 'interrupted';
export type ErasePosts = (request: Held, onErased: (removal: Removal) => Promise<void>) => Promise<Left>;

const SLICE = 20;
const MOST_OPEN = 500;
/** What is shown to others goes before what is removed. */
const APART_MS = 250;
/** So long a message that is still to be told holds up its own removal. */
const PATIENCE_MS = 600_000;

/** Everything that a person asked for, with its pictures and messages; what is under way is called off or awaited. */
export function createErasePosts(parts: ErasePostsParts): ErasePosts {
  const { store, clock, log, settle, eraseContent, removeMessages } = parts;

  async function callOff({ ownerId, askedAt }: Held): Promise<void> {
    const ids = await store.jobs.openPosts(ownerId, { limit: MOST_OPEN, offset: 0 });
    const posts = (await store.posts.byIds(ids)).filter(({ createdAt }) => createdAt <= askedAt);
    for (const post of posts) {
      // what would come after the step that runs is not begun
      if (post.plan?.kind === 'steps') await store.posts.plan(post.id, undefined);
      for (const job of await store.jobs.byPost(post.id)) await settle.cancel(job);
    }
  }

  function isOver({ phase, isTold, completedAt, createdAt }: HeldJob): boolean {
    if (!isEnded(phase)) return false;
    return isTold || clock.now() > (completedAt ?? createdAt) + PATIENCE_MS;
  }

  async function erase(post: Post): Promise<Removal> {
    const removal = await removeMessages(post);
    if (removal === 'later') return 'later';
    const erased = await eraseContent(post, async (session) => {
      await session.people.forgetPost(post, clock.now());
      return 'erased';
    });
    if (erased === 'in-the-works') return 'later';
    // one that only its member sees is gone with the member's client, one that was never seen was never there
    return post.isPrivate || post.acknowledgedAt === undefined ? 'gone' : removal;
  }

  async function tryErase(post: Post): Promise<Removal> {
    const jobs = await store.jobs.byPost(post.id);
    if (!jobs.every(isOver)) return 'later';
    return erase(post).catch((error: unknown) => {
      if (!(error instanceof FileStoreError)) throw error;
      log.warn({ err: error, post: post.id }, 'files of a post not removed yet');
      return 'later';
    });
  }

  return async (request, onErased) => {
    const { ownerId, askedAt: until } = request;
    await callOff(request);
    let left: Left = 'none';
    for (let after = ''; ; ) {
      const posts = await store.people.posts(ownerId, { after, until, limit: SLICE });
      for (const post of posts) {
        if (request.isTimeUp()) return 'interrupted';
        const removal = await tryErase(post);
        if (removal === 'later') left = 'some';
        else await onErased(removal);
        await sleep(clock, APART_MS);
      }
      const last = posts.at(-1);
      if (!last) return left;
      after = last.id;
    }
  };
}
