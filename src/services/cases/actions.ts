import { type CaseAction, type Earlier, type RecordAnswer, type Suspension, suspensions } from '../../core/cases.ts';
import type { Clock } from '../../core/clock.ts';
import type { Post } from '../../core/job.ts';
import type { TakeDown } from '../delivery/take-down.ts';
import { FileStoreError } from '../files/contract.ts';
import type { Erase } from '../jobs/erase.ts';
import { createLimitChanges } from '../limits/changes.ts';
import type { Session, Store } from '../store/contract.ts';
import { isGone, type Subject, sharedPosts } from './subject.ts';

interface WrittenAction {
  readonly deed: CaseAction;
  readonly actorId: string;
  readonly at: number;
  /** Of a suspension that ends by itself. */
  readonly until?: number | undefined;
}

/** In the transaction that does it: what is counted and shown, the line of who did it, and the case that tells of it. */
export async function writeAction(
  { moderations, audit, cases }: Pick<Session, 'moderations' | 'audit' | 'cases'>,
  { scope, ownerId: memberId, jobId, operation, case: known }: Omit<Subject, 'picture'>,
  { deed, actorId, at, until }: WrittenAction,
): Promise<void> {
  await moderations.append({ scope, memberId, deed, jobId, operation, caseId: known?.id, actorId, at, until });
  // who may do what is told by the log of its changes
  if (deed !== 'suspend' && deed !== 'lift') {
    const detail = JSON.stringify({ job: jobId, member: memberId, case: known?.id, until });
    await audit.append({ at, scope, actorId, action: deed, detail });
  }
  if (known) await cases.touch(known.id, at);
}

interface MemberParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** What becomes of the member. Whoever comes second learns what the first did, and changes nothing. */
export function createMemberActions({ store, clock }: MemberParts) {
  const { within: change } = createLimitChanges({ store, clock });

  return {
    suspend(subject: Subject, actorId: string, length: Suspension, reason: string): Promise<RecordAnswer> {
      const { scope, ownerId: memberId } = subject;
      return store.transaction(async (session): Promise<RecordAnswer> => {
        // nobody orders meanwhile: no order is taken on after this
        await session.ledger.lockServer(scope);
        const at = clock.now();
        const known = await session.limits.block(scope, memberId, at);
        if (known) {
          await showAsItIs(session, subject, at);
          return { kind: 'suspended-already', block: known };
        }
        const ms = suspensions[length];
        const until = ms === undefined ? undefined : at + ms;
        const block = { scope, memberId, until, reason, setBy: actorId, setAt: at };
        const target = { kind: 'block', scope, memberId } as const;
        await change(session, { actorId, target, edit: () => ({ kind: 'block', block }) });
        await writeAction(session, subject, { deed: 'suspend', actorId, at, until });
        return { kind: 'suspended', block };
      });
    },

    lift(subject: Subject, actorId: string): Promise<RecordAnswer> {
      const { scope, ownerId: memberId } = subject;
      return store.transaction(async (session): Promise<RecordAnswer> => {
        await session.ledger.lockServer(scope);
        const at = clock.now();
        if (!(await session.limits.block(scope, memberId, at))) {
          await showAsItIs(session, subject, at);
          return {
            kind: 'not-suspended',
            memberId,
            earlier: await session.moderations.latestOfMember(scope, memberId, 'lift'),
          };
        }
        await change(session, { actorId, target: { kind: 'block', scope, memberId }, edit: () => undefined });
        await writeAction(session, subject, { deed: 'lift', actorId, at });
        return { kind: 'lifted', memberId };
      });
    },
  };
}

/** A button that does nothing any more is not left there: a suspension may have ended by itself. */
const showAsItIs = async ({ cases }: Pick<Session, 'cases'>, { case: known }: Subject, at: number): Promise<void> =>
  known && cases.touch(known.id, at);

interface PictureParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly erase: Erase;
  readonly takeDown: TakeDown;
}

/** What becomes of the picture, wherever this server sees it. */
export function createPictureActions({ store, clock, erase, takeDown }: PictureParts) {
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
      // one action, however many messages showed it
      const write: Parameters<Erase>[2] = isNew
        ? undefined
        : (session) => writeAction(session, subject, { deed: 'delete', actorId, at: clock.now() });
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
      const posts = await sharedPosts(store, picture.post);
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
      const posts = await sharedPosts(store, picture.post);
      return store.transaction(async (session): Promise<RecordAnswer> => {
        await session.ledger.lock(scope, ownerId);
        const open = (await session.posts.byIds(posts.map(({ id }) => id))).filter(({ isSpoiler }) => !isSpoiler);
        if (open.length === 0) {
          return { kind: 'covered-already', earlier: await session.moderations.latestOfJob(jobId, 'spoiler') };
        }
        const at = clock.now();
        for (const { id } of open) await session.posts.cover(id, at);
        await writeAction(session, subject, { deed: 'spoiler', actorId, at });
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
          await writeAction(session, subject, { deed: 'dismiss', actorId, at });
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
