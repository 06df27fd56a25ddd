import { unreachable } from '../../core/json.ts';
import type { LimitProblem } from '../../core/limit-problem.ts';
import { isUlid } from '../../core/ulid.ts';
import type { LimitChanges } from '../../services/limit-changes/limit-changes.ts';
import type { UndoOutcome } from '../../services/limit-changes/undo.ts';
import { renderChangedSince, renderUndone } from '../../views/limits/changed.ts';
import type { Wording } from '../../views/limits/wording.ts';
import type { MessageBody } from '../../views/message-body.ts';
import type { Actor } from '../actor.ts';

/** A click on *Undo*; `subject` names the entry, and how it stood where that was asked about. */
export function createUndoDeed({ changes }: { readonly changes: LimitChanges }) {
  return async (
    actor: Actor,
    subject: string,
    wording: Wording,
    mayGiveRights: boolean,
  ): Promise<MessageBody | LimitProblem> => {
    const [entryId = '', seen] = subject.split('.');
    if (!isUlid(entryId)) return { problem: 'no-such-entry' };
    const outcome = await changes.undo({ scope: actor.scope, actorId: actor.ownerId, entryId, seen, mayGiveRights });
    return answer(outcome, entryId, wording);
  };
}

function answer(outcome: UndoOutcome, entryId: string, wording: Wording): MessageBody | LimitProblem {
  switch (outcome.kind) {
    case 'no-such-entry':
    case 'unreadable-entry':
    case 'undone-already':
    case 'as-before':
    case 'words-full':
    case 'manage-server-only':
      return { problem: outcome.kind };
    case 'changed-since':
      return renderChangedSince({ ...outcome, entryId }, wording);
    case 'undone':
      return renderUndone({ ...outcome, notes: [] }, wording);
    default:
      return unreachable(outcome);
  }
}
