import type { Clock } from '../../core/clock.ts';
import { type ChangeOrder, type Edited, inForce, saysTheSame, scopeOf } from '../../core/limit-item.ts';
import type { Session, Store } from '../store/contract.ts';
import { writeEntry } from './entries.ts';
import { readItem, writeItem } from './item-rows.ts';
import { createUndo } from './undo.ts';

/** In a transaction that does more than that. */
export type ChangeWithin = (session: Session, order: ChangeOrder) => Promise<Edited>;

/** Everything that moderators change goes through here: the change and its entry in the log, or neither. */
export function createLimitChanges({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  async function make(session: Session, { actorId, target, edit, reason }: ChangeOrder): Promise<Edited> {
    const scope = scopeOf(target);
    await session.ledger.lock(scope, '');
    const now = clock.now();
    const stored = await readItem(session, target);
    const before = inForce(stored, now);
    const after = edit(before, now);
    if (saysTheSame(before, after)) return { before, after: before, entryId: undefined };
    const refused = await writeItem(session, target, after);
    if (refused) return { before, after: before, entryId: undefined, refused };
    const change = { before: stored, after, reason, undoes: undefined };
    return { before, after, entryId: await writeEntry(session, { at: now, scope, actorId }, change) };
  }

  return {
    make: (order: ChangeOrder): Promise<Edited> => store.transaction((session) => make(session, order)),
    within: make,
    undo: createUndo({ store, clock }),
  };
}

export type LimitChanges = ReturnType<typeof createLimitChanges>;
