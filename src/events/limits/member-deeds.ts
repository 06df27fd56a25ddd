import { isProblem } from '../../core/limit-problem.ts';
import { grantRange, isWithin } from '../../core/limit-ranges.ts';
import { ulid } from '../../core/ulid.ts';
import { textsFor } from '../../i18n/index.ts';
import { renderEdited } from '../../views/limits/changed.ts';
import { numberValue } from '../command-input.ts';
import type { LimitDeed, LimitDeskParts } from './ask.ts';
import { chosenMember, isBot } from './chosen.ts';
import { chosenEnd, chosenReason } from './options.ts';

type Parts = Pick<LimitDeskParts, 'store' | 'clock' | 'changes'>;

/** `/limits grant`: each is one of its own, so that two given at once are both there. */
export function createGrant({ store, clock, changes }: Parts): LimitDeed {
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
export function createBlock({ store, clock, changes }: Parts): LimitDeed {
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
export function createUnblock({ clock, changes }: Parts): LimitDeed {
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
