import { costOf, mostInMonth } from '../../../core/credit-price.ts';
import { type Edit, isProblem } from '../../../core/limits/changes.ts';
import { budgetRange, grantRange, isWithin, type Pause, type RuleKey, type Whom } from '../../../core/limits/rules.ts';
import { ulid } from '../../../core/ulid.ts';
import { textsFor } from '../../../i18n/index.ts';
import { pauseLines, renderEdited } from '../../../views/limits/answers.ts';
import { concernText } from '../../../views/limits/items.ts';
import { numberValue } from '../../shared/payload.ts';
import {
  channelToWriteIn,
  chosenCommand,
  chosenEnd,
  chosenFields,
  chosenMember,
  chosenReason,
  chosenWhom,
  isBot,
  type LimitAction,
  type LimitsCommandParts,
  standingCommand,
  whomToLimit,
} from './options.ts';

type RuleParts = Pick<LimitsCommandParts, 'store' | 'clock' | 'changes' | 'operations' | 'creditPrice'>;

const keyOf = (scope: string, whom: Whom, command: string | undefined): RuleKey => ({ scope, whom, command });

/** `/limits set`: what is given is put into the rule of the same whom and command, the rest of it stays. */
export function createSetRule({ clock, changes, operations, creditPrice }: RuleParts): LimitAction {
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
    const most = after.kind === 'rule' ? mostInMonth(after.rule.daily, after.rule.monthly) : undefined;
    const { costForEach } = textsFor(wording.language).limitDesk.changes;
    const costs = creditPrice && most ? [costForEach(costOf(most, creditPrice, wording.language))] : [];
    const notes = [...costs, concernText(key, wording)];
    return renderEdited({ target, before, after, notes, entryId }, wording);
  };
}

/** `/limits clear`: the whole rule of that whom and command. */
export function createClearRule({ store, clock, changes, operations }: RuleParts): LimitAction {
  return async (ask) => {
    const { input, actor, wording } = ask;
    const whom = chosenWhom(ask) ?? ({ kind: 'everyone' } as const);
    if (isProblem(whom)) return whom;
    const there = await store.limits.rules(actor.scope, clock.now());
    const chosen = standingCommand(input, operations, there);
    if (isProblem(chosen)) return chosen;
    const key = keyOf(actor.scope, whom, chosen.command);
    const target = { kind: 'rule', key } as const;
    const edited = await changes.make({ actorId: actor.ownerId, target, edit: () => undefined });
    if (edited.entryId === undefined) return { problem: 'no-such-rule', key, there };
    const notes = [textsFor(wording.language).limitDesk.changes.ruleCleared];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}

type MemberParts = Pick<LimitsCommandParts, 'store' | 'clock' | 'changes'>;

/** `/limits grant`: each is one of its own, so that two given at once are both there. */
export function createGrant({ store, clock, changes }: MemberParts): LimitAction {
  return async (ask) => {
    const { input, actor, wording } = ask;
    const { scope, ownerId: actorId } = actor;
    const memberId = chosenMember(ask);
    if (isBot(ask, memberId)) return { problem: 'bot' };
    const credits = numberValue(input, 'credits') ?? 0;
    if (!isWithin(credits, grantRange)) {
      return { problem: 'out-of-range', subcommand: 'grant', option: 'credits', ...grantRange };
    }
    const end = chosenEnd(input, clock.now());
    if (isProblem(end)) return end;

    const target = { kind: 'grant', scope, memberId, id: ulid(clock.now()) } as const;
    const { until } = end;
    const edited = await changes.make({
      actorId,
      target,
      edit: (_, setAt) => ({
        kind: 'grant',
        grant: { id: target.id, scope, memberId, credits, until, setBy: actorId, setAt },
      }),
    });
    const grants = await store.limits.grants(scope, memberId, clock.now());
    const sum = grants.reduce((total, grant) => total + grant.credits, 0);
    const notes = [textsFor(wording.language).limitDesk.changes.grantNote(grants.length, sum)];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}

/** `/limits block`: what is in the works goes on, nothing new begins. */
export function createBlock({ store, clock, changes }: MemberParts): LimitAction {
  return async (ask) => {
    const { input, actor, wording } = ask;
    const { scope, ownerId: actorId } = actor;
    const memberId = chosenMember(ask);
    if (memberId === actorId) return { problem: 'block-self' };
    if (isBot(ask, memberId)) return { problem: 'bot' };
    const end = chosenEnd(input, clock.now());
    if (isProblem(end)) return end;
    const why = chosenReason(input);
    if (isProblem(why)) return why;

    const target = { kind: 'block', scope, memberId } as const;
    const block = { scope, memberId, until: end.until, reason: why.reason, setBy: actorId };
    const edited = await changes.make({
      actorId,
      target,
      edit: (_, setAt) => ({ kind: 'block', block: { ...block, setAt } }),
    });
    const running = await store.jobs.countRunning(scope, memberId);
    const notes = [textsFor(wording.language).limitDesk.changes.blockNote(running)];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}

/** `/limits unblock`. Clients that know the command of earlier versions may still say until when, and why. */
export function createUnblock({ clock, changes }: MemberParts): LimitAction {
  return async (ask) => {
    const { input, actor, wording } = ask;
    const { scope, ownerId: actorId } = actor;
    const memberId = chosenMember(ask);
    const end = chosenEnd(input, clock.now());
    if (isProblem(end)) return end;
    const why = chosenReason(input);
    if (isProblem(why)) return why;

    const target = { kind: 'block', scope, memberId } as const;
    const edited = await changes.make({
      actorId,
      target,
      reason: why.reason,
      edit: (current, setAt) =>
        current?.kind === 'block' && end.until !== undefined
          ? { kind: 'block', block: { ...current.block, until: end.until, setBy: actorId, setAt } }
          : undefined,
    });
    if (!edited.before) return { problem: 'not-blocked', memberId };
    return renderEdited({ target, ...edited, notes: [] }, wording);
  };
}

type ServerParts = Pick<LimitsCommandParts, 'store' | 'changes' | 'operations'>;

/** `/limits pause`: one command, or all of them. */
export function createPause({ changes, operations }: ServerParts): LimitAction {
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
export function createResume({ store, changes, operations }: ServerParts): LimitAction {
  return async ({ input, actor, wording }) => {
    const { scope, ownerId: actorId } = actor;
    const chosen = standingCommand(input, operations, await store.limits.pauses(scope));
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
export function createBudget({
  changes,
  creditPrice,
}: ServerParts & Pick<LimitsCommandParts, 'creditPrice'>): LimitAction {
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
    const { budgetNote, costForAll } = textsFor(wording.language).limitDesk.changes;
    const costs = creditPrice ? [costForAll(costOf(credits, creditPrice, wording.language))] : [];
    const notes = edited.after ? [...costs, budgetNote] : [];
    return renderEdited({ target, ...edited, notes }, wording);
  };
}
