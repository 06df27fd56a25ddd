import { isReady } from '../../core/card.ts';
import { type Clock, sleep } from '../../core/clock.ts';
import { ERASED_VERSION, isEnded, isErased, type Post } from '../../core/job.ts';
import { storedIdOf } from '../../core/picture.ts';
import type { FileStore, Spool } from '../files/contract.ts';
import type { HeldJob, Session, Store } from '../store/contract.ts';

interface Parts {
  readonly store: Store;
  readonly files: Pick<FileStore, 'remove'>;
  readonly spool: Pick<Spool, 'remove'>;
}

type Erased = 'erased' | 'erased-already' | 'in-the-works';

/** Throws FileStoreError while the file store is away: then nothing on record has changed. */
export type Erase = (
  post: Post,
  actorId: string,
  /** What is written down of it, where that is more than who did it. */
  write?: (session: Session) => Promise<void>,
) => Promise<Erased>;

/** With what else is to be true when the content is gone; `also` sees the jobs as they were before. */
export type EraseContent = (
  post: Post,
  also: (session: Session, jobs: readonly HeldJob[]) => Promise<Exclude<Erased, 'in-the-works'>>,
) => Promise<Erased>;

const REMOVE_TIMEOUT_MS = 20_000;
const TAKEN_DOWN_BY_MS = 60_000;
/** So long a picture is waited for that its message may show already: on a busy machine the row says so a moment later. */
const SHOWN_BY_MS = 3000;
const LOOK_MS = 50;

/** A post is deleted by its owner or a moderator, and it stays on record by whom. */
export function createErase({ clock, ...parts }: Parts & { readonly clock: Clock }): Erase {
  const { store } = parts;
  const eraseContent = createEraseContent(parts);

  async function whenShown(postId: string): Promise<void> {
    const isBeingShown = async () => {
      const open = (await store.jobs.byPost(postId)).filter(({ phase }) => !isEnded(phase));
      return open.length > 0 && open.every(isReady);
    };
    for (const by = clock.elapsed() + SHOWN_BY_MS; clock.elapsed() < by && (await isBeingShown()); ) {
      await sleep(clock, LOOK_MS);
    }
  }

  /** Moderators see on its case that nothing is left to be done. */
  async function closeCase({ cases }: Session, post: Post, by: string): Promise<void> {
    const reported = await cases.byPost(post.id);
    const at = clock.now();
    if (reported && (await cases.close(reported.id, { at, by, outcome: 'deleted' })))
      await cases.touch(reported.id, at);
  }

  async function plainly({ audit }: Session, { id, scope }: Post, jobId: string | undefined, actorId: string) {
    await audit.append({ at: clock.now(), scope, actorId, action: 'delete', detail: jobId ?? id });
  }

  return async (post, actorId, write) => {
    await whenShown(post.id);
    return eraseContent(post, async (session, jobs) => {
      if (jobs.every(isErased)) return 'erased-already';
      await session.posts.plan(post.id, undefined);
      // whoever erases takes the message down next; where that was cut short, the repair does
      const checkAt = clock.now() + TAKEN_DOWN_BY_MS;
      await session.posts.show(post.id, { pictures: [], copy: post.copy, version: ERASED_VERSION, checkAt });
      await closeCase(session, post, actorId);
      await (write ? write(session) : plainly(session, post, jobs[0]?.id, actorId));
      return 'erased';
    });
  };
}

/** Takes the pictures of a post and what they were made from off the record; the ledger keeps what they cost. */
export function createEraseContent({ store, files, spool }: Parts): EraseContent {
  async function removeFiles({ id, results }: HeldJob): Promise<void> {
    for (const [index, { spool: file, storedId }] of results.entries()) {
      const signal = AbortSignal.timeout(REMOVE_TIMEOUT_MS);
      // an upload may be under way although the row does not say so yet
      await files.remove(storedId ?? storedIdOf(store.namespace, id, index), signal);
      if (file) await spool.remove(file);
    }
  }

  async function eraseRow(session: Session, job: HeldJob): Promise<void> {
    for (const [index] of job.results.entries()) {
      await session.uploads.remove(storedIdOf(store.namespace, job.id, index));
    }
    const gone = { input: {}, results: [], credit: undefined, isTold: true, dueAt: null };
    if (!(await session.jobs.change(job, job.phase, gone))) throw new Error('The row changed while it was erased');
  }

  return async (post, also) => {
    const jobs = await store.jobs.byPost(post.id);
    if (jobs.some(({ phase }) => !isEnded(phase))) return 'in-the-works';
    // files first: what cannot be removed yet is asked for again, and is still on record
    for (const job of jobs) await removeFiles(job);
    if (post.plan) await files.remove(storedIdOf(store.namespace, post.id, 0), AbortSignal.timeout(REMOVE_TIMEOUT_MS));
    return store.transaction(async (session) => {
      await session.ledger.lock(post.scope, post.ownerId);
      const rows = await session.jobs.byPost(post.id);
      // one that came late after all
      if (rows.some(({ phase }) => !isEnded(phase))) return 'in-the-works';
      for (const job of rows) if (!isErased(job)) await eraseRow(session, job);
      return also(session, rows);
    });
  };
}
