import type { Edit } from '../../core/limit-item.ts';
import { isProblem } from '../../core/limit-problem.ts';
import type { RuleKey, Whom } from '../../core/limits.ts';
import { textsFor } from '../../i18n/index.ts';
import { renderEdited } from '../../views/limits/changed.ts';
import { concernText } from '../../views/limits/item-text.ts';
import type { LimitDeed, LimitDeskParts } from './ask.ts';
import { chosenWhom, whomToLimit } from './chosen.ts';
import { chosenCommand, chosenEnd, chosenFields } from './options.ts';

type Parts = Pick<LimitDeskParts, 'store' | 'clock' | 'changes' | 'operations'>;

const keyOf = (scope: string, whom: Whom, command: string | undefined): RuleKey => ({ scope, whom, command });

/** `/limits set`: what is given is put into the rule of the same whom and command, the rest of it stays. */
export function createSetRule({ clock, changes, operations }: Parts): LimitDeed {
  return async (ask) => {
    const { input, actor, wording } = ask;
    const whom = whomToLimit(ask);
    if (isProblem(whom)) return whom;
    const chosen = chosenCommand(input, operations);
    if (isProblem(chosen)) return chosen;
    const said = chosenFields(input);
    if (isProblem(said)) return said;
    const end = chosenEnd(input, clock.now());
    if (isProblem(end)) return end;
    const saysNothing = Object.keys(said.fields).length === 0;
    if (saysNothing && !end.isSaid) return { problem: 'no-fields' };

    const key = keyOf(actor.scope, whom, chosen.command);
    const edit: Edit = (current, now) => {
      const rule = current?.kind === 'rule' ? current.rule : undefined;
      // an end alone makes no rule
      if (saysNothing && !rule) return current;
      const until = end.isSaid ? end.until : rule?.until;
      const by = { setBy: actor.ownerId, setAt: now };
      return { kind: 'rule', rule: { ...rule, ...said.fields, ...key, until, ...by } };
    };
    const target = { kind: 'rule', key } as const;
    const { before, after, entryId } = await changes.make({ actorId: actor.ownerId, target, edit });
    if (!after) return { problem: 'no-fields' };
    const notes = [concernText(key, wording)];
    return renderEdited({ target, before, after, notes, entryId }, wording);
  };
}

/** `/limits clear`: the whole rule of that whom and command. */
export function createClearRule({ store, clock, changes, operations }: Parts): LimitDeed {
  return async (ask) => {
    const { input, actor, wording } = ask;
    const whom = chosenWhom(ask) ?? ({ kind: 'everyone' } as const);
    if (isProblem(whom)) return whom;
    const chosen = chosenCommand(input, operations);
    if (isProblem(chosen)) return chosen;
    const key = keyOf(actor.scope, whom, chosen.command);
    const target = { kind: 'rule', key } as const;
    const edited = await changes.make({ actorId: actor.ownerId, target, edit: () => undefined });
    if (edited.entryId === undefined) {
      return { problem: 'no-such-rule', key, there: await store.limits.rules(actor.scope, clock.now()) };
    }
    const notes = [textsFor(wording.language).limitDesk.changes.ruleCleared];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}
