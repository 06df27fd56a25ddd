import { z } from 'zod';
import { type Clock, sleep } from '../../core/clock.ts';
import { isEnded, type Post } from '../../core/job.ts';
import type { Removal, RemoveMessages } from '../delivery/take-down.ts';
import { type FileStore, FileStoreError } from '../files/contract.ts';
import type { EraseContent } from '../jobs/erase.ts';
import type { Settle } from '../jobs/settle.ts';
import type { Log } from '../log.ts';
import type { SourceCleaner } from '../pictures/clean-source.ts';
import { sourceIdOf } from '../pictures/sources.ts';
import type { HeldJob, Renaming, Store } from '../store/contract.ts';
import { namedPlaces } from '../store/people-texts.ts';
import type { Held, Outcome, Work } from './requests.ts';
import type { TellPerson } from './tell-person.ts';

interface ErasePostsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settle: Pick<Settle, 'cancel'>;
  readonly eraseContent: EraseContent;
  readonly removeMessages: RemoveMessages;
}

/** `some`: in the works, or something of them cannot be reached now. */
type Left = 'none' | 'some' | 'interrupted';
type ErasePosts = (request: Held, onErased: (removal: Removal) => Promise<void>) => Promise<Left>;

const POSTS_AT_ONCE = 20;
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
      const posts = await store.people.posts(ownerId, { after, until, limit: POSTS_AT_ONCE });
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

interface SourceParts {
  readonly store: Pick<Store, 'sources' | 'namespace'>;
  readonly files: Pick<FileStore, 'remove'>;
  readonly cleaner: Pick<SourceCleaner, 'remove'>;
  readonly log: Log;
}

/** False when something of it cannot be removed now. */
type ForgetSources = (request: Held) => Promise<boolean>;

const REMOVE_TIMEOUT_MS = 20_000;
const SOURCES_AT_ONCE = 50;

/** What a person handed in, here and at the file store. Copies are shared by their sum: others keep theirs. */
export function createForgetSources({ store, files, cleaner, log }: SourceParts): ForgetSources {
  async function forget(ownerId: string, key: string, until: number): Promise<void> {
    const id = sourceIdOf(store.namespace, ownerId, key);
    await files.remove(id, AbortSignal.timeout(REMOVE_TIMEOUT_MS));
    const use = { ownerId, key, until };
    await cleaner.remove(key, () => store.sources.isHeldBeside(use));
    await store.sources.remove(use);
  }

  return async ({ ownerId, askedAt: until }) => {
    try {
      for (;;) {
        const sources = await store.sources.before(ownerId, { after: '', until, limit: SOURCES_AT_ONCE });
        if (sources.length === 0) return true;
        for (const { key } of sources) await forget(ownerId, key, until);
      }
    } catch (error) {
      if (!(error instanceof FileStoreError)) throw error;
      log.warn({ err: error }, 'files that were handed in not removed yet');
      return false;
    }
  };
}

const places = Object.keys(namedPlaces).filter((name): name is keyof typeof namedPlaces => name in namedPlaces);

type Rewrite = (session: Pick<Store, 'people'>, after: string) => Promise<string | undefined>;

/** A name in everything but jobs and limits: what somebody did, what is said of them, what they chose. */
export async function renameEverywhere(store: Store, renaming: Renaming): Promise<void> {
  await store.transaction((session) => session.people.renameActor(renaming));
  for (const place of places) await rewriteAll(store, ({ people }, after) => people.rewrite(place, renaming, after));
  await rewriteAll(store, ({ people }, after) => people.rewriteDocuments(renaming, after));
}

/** A little in each transaction, so that nobody waits for it. */
async function rewriteAll(store: Store, rewrite: Rewrite): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after;
    after = await store.transaction((session) => rewrite(session, from));
  }
}

interface EraseParts {
  readonly store: Store;
  readonly erasePosts: ErasePosts;
  readonly forgetSources: ForgetSources;
  readonly tell: TellPerson;
}

const progressSchema = z.object({
  /** What is found by the name alone is renamed. */
  isRenamed: z.boolean().default(false),
  /** Of posts that are gone, and of messages that are not. */
  requests: z.int().default(0),
  beyondReach: z.int().default(0),
  /** Passes that found something in the way. */
  tries: z.int().default(0),
});
type Progress = z.infer<typeof progressSchema>;

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 300_000;

/** Forgets a person: everything older than the request, in small steps that may each be done twice. */
export function createErasePerson({ store, erasePosts, forgetSources, tell }: EraseParts): Work {
  async function rename({ ownerId }: Held): Promise<void> {
    await store.privacy.removeOf(ownerId, 'export');
    await store.transaction((session) => session.people.forgetLimits(ownerId));
    await renameEverywhere(store, { from: ownerId, to: store.people.aliasOf(ownerId) });
  }

  function later(tries: number): Outcome {
    return { kind: 'later', afterMs: Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 20), LONGEST_RETRY_MS) };
  }

  async function end(request: Held, { requests, beyondReach }: Progress): Promise<Outcome> {
    const { ownerId } = request;
    await store.people.forgetAccounts(ownerId);
    await tell(request, { kind: 'delete-done', requests, beyondReach });
    return { kind: 'done', ownerId: store.people.aliasOf(ownerId) };
  }

  return async (request) => {
    let progress = progressSchema.parse(request.progress);
    const save = async (more: Partial<Progress>) => {
      progress = { ...progress, ...more };
      await request.save(progress);
    };
    if (!progress.isRenamed) {
      await rename(request);
      await save({ isRenamed: true });
    }
    const left = await erasePosts(request, async (removal) => {
      const isLost = removal === 'beyond-reach' ? 1 : 0;
      await save({ requests: progress.requests + 1, beyondReach: progress.beyondReach + isLost });
    });
    if (left === 'interrupted') return { kind: 'later', afterMs: 0 };
    const isForgotten = left === 'none' && (await forgetSources(request));
    if (isForgotten) return end(request, progress);
    await save({ tries: progress.tries + 1 });
    return later(progress.tries);
  };
}
