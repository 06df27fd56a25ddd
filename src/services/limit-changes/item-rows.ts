import { unreachable } from '../../core/json.ts';
import type { LimitItem, LimitTarget } from '../../core/limit-item.ts';
import type { Limits } from '../store/limits-contract.ts';

/** Before all time: what has ended is read, too. */
const EVER = 0;

/** As it is stored, ended or not. */
export async function readItem(limits: Limits, target: LimitTarget): Promise<LimitItem | undefined> {
  switch (target.kind) {
    case 'rule': {
      const rule = await limits.rule(target.key);
      return rule && { kind: 'rule', rule };
    }
    case 'grant': {
      const grant = (await limits.grants(target.scope, target.memberId, EVER)).find(({ id }) => id === target.id);
      return grant && { kind: 'grant', grant };
    }
    case 'block': {
      const block = await limits.block(target.scope, target.memberId, EVER);
      return block && { kind: 'block', block };
    }
    case 'pause': {
      const pauses = await limits.pauses(target.scope);
      const wanted = target.cause ?? 'moderator';
      const pause = pauses.find(({ command, cause }) => command === target.command && cause === wanted);
      return pause && { kind: 'pause', pause };
    }
    case 'budget': {
      const budget = await limits.budget(target.scope);
      return budget && { kind: 'budget', budget };
    }
    default:
      return unreachable(target);
  }
}

/** Exactly this from now on, whatever stood there. */
export async function writeItem(limits: Limits, target: LimitTarget, item: LimitItem | undefined): Promise<void> {
  await removeItem(limits, target);
  if (item) await putItem(limits, item);
}

function putItem(limits: Limits, item: LimitItem): Promise<void> {
  switch (item.kind) {
    case 'rule':
      return limits.putRule(item.rule);
    case 'grant':
      return limits.putGrant(item.grant);
    case 'block':
      return limits.putBlock(item.block);
    case 'pause':
      return limits.putPause(item.pause);
    case 'budget':
      return limits.putBudget(item.budget);
    default:
      return unreachable(item);
  }
}

function removeItem(limits: Limits, target: LimitTarget): Promise<void> {
  switch (target.kind) {
    case 'rule':
      return limits.removeRule(target.key);
    case 'grant':
      return limits.removeGrant(target.id);
    case 'block':
      return limits.removeBlock(target.scope, target.memberId);
    case 'pause':
      return limits.removePause({ ...target, cause: target.cause ?? 'moderator' });
    case 'budget':
      return limits.removeBudget(target.scope);
    default:
      return unreachable(target);
  }
}
