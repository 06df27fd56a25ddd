import type { Clock } from '../../core/clock.ts';
import { type RecordAnswer, type Suspension, suspensions } from '../../core/record.ts';
import { createLimitChanges } from '../limit-changes/limit-changes.ts';
import type { Session, Store } from '../store/contract.ts';
import type { Subject } from './find-subject.ts';
import { writeDeed } from './write-deed.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
}

/** What becomes of the member. Whoever comes second learns what the first did, and changes nothing. */
export function createMemberDeeds({ store, clock }: Parts) {
  const { within: change } = createLimitChanges({ store, clock });

  return {
    suspend(subject: Subject, actorId: string, length: Suspension, reason: string): Promise<RecordAnswer> {
      const { scope, ownerId: memberId } = subject;
      return store.transaction(async (session): Promise<RecordAnswer> => {
        // the same lock as that of an order: none is taken on after this
        await session.ledger.lock(scope, memberId);
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
        await writeDeed(session, subject, { deed: 'suspend', actorId, at, until });
        return { kind: 'suspended', block };
      });
    },

    lift(subject: Subject, actorId: string): Promise<RecordAnswer> {
      const { scope, ownerId: memberId } = subject;
      return store.transaction(async (session): Promise<RecordAnswer> => {
        await session.ledger.lock(scope, memberId);
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
        await writeDeed(session, subject, { deed: 'lift', actorId, at });
        return { kind: 'lifted', memberId };
      });
    },
  };
}

/** A button that does nothing any more is not left there: a suspension may have ended by itself. */
const showAsItIs = async ({ cases }: Pick<Session, 'cases'>, { case: known }: Subject, at: number): Promise<void> =>
  known && cases.touch(known.id, at);
