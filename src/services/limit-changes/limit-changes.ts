import type { Clock } from '../../core/clock.ts';
import { inForce, type LimitItem, type LimitTarget, saysTheSame, scopeOf } from '../../core/limit-item.ts';
import type { Session, Store } from '../store/contract.ts';
import { writeEntry } from './entries.ts';
import { readItem, writeItem } from './item-rows.ts';
import { createUndo } from './undo.ts';

/** What comes of a thing, given what is in force now; the same thing for no change. */
export type Edit = (current: LimitItem | undefined, now: number) => LimitItem | undefined;

export interface Edited {
  /** What was in force, and what is. */
  readonly before: LimitItem | undefined;
  readonly after: LimitItem | undefined;
  /** Undefined: nothing changed, and nothing was logged. */
  readonly entryId: string | undefined;
}

interface Order {
  readonly actorId: string;
  readonly target: LimitTarget;
  readonly edit: Edit;
  /** Why, for the log. */
  readonly reason?: string | undefined;
}

/** Everything that moderators change goes through here: the change and its entry in the log, or neither. */
export function createLimitChanges({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  async function make(session: Session, { actorId, target, edit, reason }: Order): Promise<Edited> {
    const scope = scopeOf(target);
    await session.ledger.lock(scope, '');
    const now = clock.now();
    const stored = await readItem(session.limits, target);
    const before = inForce(stored, now);
    const after = edit(before, now);
    if (saysTheSame(before, after)) return { before, after: before, entryId: undefined };
    await writeItem(session.limits, target, after);
    const change = { before: stored, after, reason, undoes: undefined };
    return { before, after, entryId: await writeEntry(session, { at: now, scope, actorId }, change) };
  }

  return {
    make: (order: Order): Promise<Edited> => store.transaction((session) => make(session, order)),
    undo: createUndo({ store, clock }),
  };
}

export type LimitChanges = ReturnType<typeof createLimitChanges>;
