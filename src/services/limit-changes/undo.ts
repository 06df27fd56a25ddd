import type { Clock } from '../../core/clock.ts';
import { changedTarget } from '../../core/limit-change.ts';
import { inForce, type LimitItem, type LimitTarget, markOf, scopeOf } from '../../core/limit-item.ts';
import type { Session, Store } from '../store/contract.ts';
import { markUndone, readEntry, writeEntry } from './entries.ts';
import { readItem, writeItem } from './item-rows.ts';

export interface UndoOrder {
  readonly scope: string;
  readonly actorId: string;
  readonly entryId: string;
  /** How it stood when the moderator said that it may be overwritten, see `markOf`. */
  readonly seen: string | undefined;
  /** Who else moderates is settled by those who manage the server. Absent: this is none of them. */
  readonly mayGiveRights?: boolean;
}

/** What is in force now, and what would be or is after the undo. */
interface Sides {
  readonly target: LimitTarget;
  readonly before: LimitItem | undefined;
  readonly after: LimitItem | undefined;
}

export type UndoOutcome =
  | { readonly kind: 'no-such-entry' | 'unreadable-entry' | 'undone-already' | 'as-before' | 'words-full' }
  | { readonly kind: 'manage-server-only' }
  | ({ readonly kind: 'changed-since'; readonly mark: string } & Sides)
  | ({ readonly kind: 'undone'; readonly entryId: string } & Sides);

/** Puts back what an entry of the log changed; that is an entry as well. */
export function createUndo({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  async function undo(session: Session, order: UndoOrder): Promise<UndoOutcome> {
    const { scope, actorId, entryId, seen, mayGiveRights = false } = order;
    await session.ledger.lock(scope, '');
    const now = clock.now();
    const entry = await readEntry(session, scope, entryId);
    if (!entry) return { kind: 'no-such-entry' };
    const { change } = entry;
    const target = change && changedTarget(change);
    if (!target || scopeOf(target) !== scope) return { kind: 'unreadable-entry' };
    if (target.kind === 'setting' && target.name === 'moderator_role' && !mayGiveRights) {
      return { kind: 'manage-server-only' };
    }
    if (entry.isUndone) return { kind: 'undone-already' };

    const stored = await readItem(session, target);
    const mark = markOf(stored, now);
    if (mark === markOf(change.before, now)) return { kind: 'as-before' };
    const sides = { target, before: inForce(stored, now), after: inForce(change.before, now) };
    if (mark !== (seen ?? markOf(change.after, now))) return { kind: 'changed-since', mark, ...sides };

    const refused = await writeItem(session, target, change.before);
    if (refused) return { kind: refused === 'known' ? 'as-before' : 'words-full' };
    const taken = { before: stored, after: change.before, reason: undefined, undoes: entryId };
    const undoing = await writeEntry(session, { at: now, scope, actorId }, taken);
    await markUndone(session, entryId, undoing);
    return { kind: 'undone', entryId: undoing, ...sides };
  }

  return (order: UndoOrder): Promise<UndoOutcome> => store.transaction((session) => undo(session, order));
}
