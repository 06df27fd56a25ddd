import { isProblem } from '../../core/limit-problem.ts';
import { budgetRange, isWithin } from '../../core/limit-ranges.ts';
import type { Pause } from '../../core/limits.ts';
import { textsFor } from '../../i18n/index.ts';
import { renderEdited } from '../../views/limits/changed.ts';
import { pauseLines } from '../../views/limits/pause-lines.ts';
import { numberValue } from '../command-input.ts';
import type { LimitDeed, LimitDeskParts } from './ask.ts';
import { channelToWriteIn } from './chosen.ts';
import { chosenCommand } from './options.ts';

type Parts = Pick<LimitDeskParts, 'store' | 'changes' | 'operations'>;

/** `/limits pause`: one command, or all of them. */
export function createPause({ changes, operations }: Parts): LimitDeed {
  return async ({ input, actor, wording }) => {
    const { scope, ownerId: actorId } = actor;
    const chosen = chosenCommand(input, operations);
    if (isProblem(chosen)) return chosen;
    const { command } = chosen;
    const target = { kind: 'pause', scope, command } as const;
    const edited = await changes.make({
      actorId,
      target,
      edit: (_, setAt) => ({ kind: 'pause', pause: { scope, command, cause: 'moderator', setBy: actorId, setAt } }),
    });
    const notes = [textsFor(wording.language).limitDesk.changes.pauseNote];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}

/** `/limits resume`: says what stays paused all the same. Of one command also what the budget paused, for this month. */
export function createResume({ store, changes, operations }: Parts): LimitDeed {
  return async ({ input, actor, wording }) => {
    const { scope, ownerId: actorId } = actor;
    const chosen = chosenCommand(input, operations);
    if (isProblem(chosen)) return chosen;
    const { command } = chosen;
    const target = { kind: 'pause', scope, command } as const;
    const end = (cause: Pause['cause']) =>
      changes.make({ actorId, target: { ...target, cause }, edit: () => undefined });
    const byHand = await end('moderator');
    const byBudget = command === undefined ? byHand : await end('budget');
    const edited = byHand.entryId === undefined ? byBudget : byHand;
    const [pauses, budget] = await Promise.all([store.limits.pauses(scope), store.limits.budget(scope)]);
    if (edited.entryId === undefined) return { problem: 'not-paused', command, pauses, budget };
    const notes = pauses.length > 0 ? pauseLines({ pauses, budget }, wording) : [];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}

/** `/limits budget`: without a channel the notices go where they went. */
export function createBudget({ changes }: Parts): LimitDeed {
  return async (ask) => {
    const { input, actor, wording } = ask;
    const { scope, ownerId: actorId } = actor;
    const credits = numberValue(input, 'credits') ?? -1;
    if (!isWithin(credits, budgetRange)) {
      return { problem: 'out-of-range', subcommand: 'budget', option: 'credits', ...budgetRange };
    }
    const channel = channelToWriteIn(ask);
    if (typeof channel === 'object') return channel;
    const target = { kind: 'budget', scope } as const;
    const edited = await changes.make({
      actorId,
      target,
      edit: (current) => {
        if (credits === 0) return undefined;
        const known = current?.kind === 'budget' ? current.budget.channelId : undefined;
        return { kind: 'budget', budget: { scope, credits, channelId: channel ?? known } };
      },
    });
    const notes = edited.after ? [textsFor(wording.language).limitDesk.changes.budgetNote] : [];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}
