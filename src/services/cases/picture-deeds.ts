import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { Earlier, RecordAnswer } from '../../core/record.ts';
import type { TakeDown } from '../delivery/take-down.ts';
import { FileStoreError } from '../files/contract.ts';
import type { Erase } from '../jobs/erase.ts';
import type { Store } from '../store/contract.ts';
import { familyOf } from './family.ts';
import { isGone, type Subject } from './find-subject.ts';
import { writeDeed } from './write-deed.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly erase: Erase;
  readonly takeDown: TakeDown;
}

/** What becomes of the picture, wherever this server sees it. */
export function createPictureDeeds({ store, clock, erase, takeDown }: Parts) {
  const deleted = (subject: Subject): Promise<Earlier | undefined> =>
    store.moderations.latestOfJob(subject.jobId, 'delete');

  /** Once more for what is off the record already: a crash may have come before its message was gone. */
  async function takeAllDown(posts: readonly Post[]): Promise<boolean> {
    const taken: boolean[] = [];
    for (const post of posts) taken.push(await takeDown(post));
    return taken.every(Boolean);
  }

  async function eraseAll(subject: Subject, posts: readonly Post[], actorId: string) {
    const erased: Post[] = [];
    let isInTheWorks = false;
    let isNew = false;
    for (const post of posts) {
      // one deed, however many messages showed it
      const write: Parameters<Erase>[2] = isNew
        ? undefined
        : (session) => writeDeed(session, subject, { deed: 'delete', actorId, at: clock.now() });
      const outcome = await erase(post, actorId, write);
      isNew ||= outcome === 'erased';
      if (outcome === 'in-the-works') isInTheWorks = true;
      else erased.push(post);
    }
    return { erased, isInTheWorks, isNew };
  }

  return {
    async remove(subject: Subject, actorId: string): Promise<RecordAnswer> {
      const { picture } = subject;
      if (!picture) return { kind: 'deleted-already', earlier: await deleted(subject), isOutOfReach: false };
      const posts = await familyOf(store, picture.post);
      try {
        const { erased, isInTheWorks, isNew } = await eraseAll(subject, posts, actorId);
        const isOutOfReach = !(await takeAllDown(erased));
        if (isInTheWorks) return { kind: 'in-the-works' };
        if (isNew) return { kind: 'deleted', isOutOfReach };
        return { kind: 'deleted-already', earlier: await deleted(subject), isOutOfReach };
      } catch (error) {
        if (!(error instanceof FileStoreError)) throw error;
        return { kind: 'files-away' };
      }
    },

    async cover(subject: Subject, actorId: string): Promise<RecordAnswer> {
      const { picture, scope, ownerId, jobId } = subject;
      if (!picture || isGone(subject)) {
        return { kind: 'deleted-already', earlier: await deleted(subject), isOutOfReach: false };
      }
      const posts = await familyOf(store, picture.post);
      return store.transaction(async (session): Promise<RecordAnswer> => {
        await session.ledger.lock(scope, ownerId);
        const open = (await session.posts.byIds(posts.map(({ id }) => id))).filter(({ isSpoiler }) => !isSpoiler);
        if (open.length === 0) {
          return { kind: 'covered-already', earlier: await session.moderations.latestOfJob(jobId, 'spoiler') };
        }
        const at = clock.now();
        for (const { id } of open) await session.posts.cover(id, at);
        await writeDeed(session, subject, { deed: 'spoiler', actorId, at });
        return { kind: 'covered', messages: open.length };
      });
    },

    dismiss(subject: Subject, actorId: string): Promise<RecordAnswer> {
      const { case: known, scope, ownerId } = subject;
      if (!known) return Promise.resolve({ kind: 'not-reported' });
      return store.transaction(async (session): Promise<RecordAnswer> => {
        await session.ledger.lock(scope, ownerId);
        const at = clock.now();
        if (await session.cases.close(known.id, { at, by: actorId, outcome: 'dismissed' })) {
          await writeDeed(session, subject, { deed: 'dismiss', actorId, at });
          return { kind: 'dismissed' };
        }
        const end = (await session.cases.byId(known.id))?.closed;
        return end
          ? { kind: 'closed-already', outcome: end.outcome, earlier: { actorId: end.by, at: end.at } }
          : { kind: 'missing' };
      });
    },
  };
}
