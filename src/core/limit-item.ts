import { createHash } from 'node:crypto';
import { canonical, unreachable } from './json.ts';
import type { Block, Budget, Grant, Pause, Rule, RuleKey } from './limits.ts';

/** One of the things that moderators set. */
export type LimitItem =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'grant'; readonly grant: Grant }
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'pause'; readonly pause: Pause }
  | { readonly kind: 'budget'; readonly budget: Budget };

/** Where one of them stands, whether it is there or not. */
export type LimitTarget =
  | { readonly kind: 'rule'; readonly key: RuleKey }
  | { readonly kind: 'grant'; readonly scope: string; readonly memberId: string; readonly id: string }
  | { readonly kind: 'block'; readonly scope: string; readonly memberId: string }
  | {
      readonly kind: 'pause';
      readonly scope: string;
      readonly command: string | undefined;
      /** Absent: by a moderator. */
      readonly cause?: Pause['cause'];
    }
  | { readonly kind: 'budget'; readonly scope: string };

export function targetOf(item: LimitItem): LimitTarget {
  switch (item.kind) {
    case 'rule': {
      const { scope, whom, command } = item.rule;
      return { kind: 'rule', key: { scope, whom, command } };
    }
    case 'grant': {
      const { scope, memberId, id } = item.grant;
      return { kind: 'grant', scope, memberId, id };
    }
    case 'block':
      return { kind: 'block', scope: item.block.scope, memberId: item.block.memberId };
    case 'pause': {
      const { scope, command, cause } = item.pause;
      return { kind: 'pause', scope, command, cause };
    }
    case 'budget':
      return { kind: 'budget', scope: item.budget.scope };
    default:
      return unreachable(item);
  }
}

export const scopeOf = (target: LimitTarget): string => (target.kind === 'rule' ? target.key.scope : target.scope);

/** Undefined for what has no end. */
export function endOf(item: LimitItem): number | undefined {
  switch (item.kind) {
    case 'rule':
      return item.rule.until;
    case 'grant':
      return item.grant.until;
    case 'block':
      return item.block.until;
    case 'pause':
    case 'budget':
      return undefined;
    default:
      return unreachable(item);
  }
}

/** What has ended is as if it were not there. */
export function inForce(item: LimitItem | undefined, now: number): LimitItem | undefined {
  const end = item && endOf(item);
  return end === undefined || end > now ? item : undefined;
}

/** Told from another by a few letters, as far as it is in force. */
export const markOf = (item: LimitItem | undefined, now: number): string =>
  createHash('sha256')
    .update(canonical(inForce(item, now)) ?? '')
    .digest('hex')
    .slice(0, 12);

/** Whether two say the same, whoever said it when. */
export function saysTheSame(one: LimitItem | undefined, other: LimitItem | undefined): boolean {
  const saying = (item: LimitItem | undefined) =>
    JSON.stringify(item ?? null, (key, value: unknown) => (key === 'setBy' || key === 'setAt' ? undefined : value));
  return canonical(JSON.parse(saying(one))) === canonical(JSON.parse(saying(other)));
}
