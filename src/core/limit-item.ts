import { createHash } from 'node:crypto';
import { canonical, unreachable } from './json.ts';
import type { Block, Budget, Grant, Pause, Rule, RuleKey } from './limits.ts';
import type { SettingName } from './server-settings.ts';
import type { WordRule } from './words/rule.ts';

/** One of the things that moderators set. */
export type LimitItem =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'grant'; readonly grant: Grant }
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'pause'; readonly pause: Pause }
  | { readonly kind: 'budget'; readonly budget: Budget }
  | { readonly kind: 'word'; readonly rule: WordRule }
  /** Absent is what it is by itself. */
  | { readonly kind: 'setting'; readonly scope: string; readonly name: SettingName; readonly value: string | boolean };

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
  | { readonly kind: 'budget'; readonly scope: string }
  /** `word`: what it was typed as, to be told where the rule is gone. */
  | { readonly kind: 'word'; readonly scope: string; readonly id: string; readonly word: string }
  | { readonly kind: 'setting'; readonly scope: string; readonly name: SettingName };

/** What comes of a thing, given what is in force now; the same thing for no change. */
export type Edit = (current: LimitItem | undefined, now: number) => LimitItem | undefined;

export interface ChangeOrder {
  readonly actorId: string;
  readonly target: LimitTarget;
  readonly edit: Edit;
  /** Why, for the log. */
  readonly reason?: string | undefined;
}

/** `known`: another rule says the same. `full`: a server has only so many. */
export type NotWritten = 'known' | 'full';

export interface Edited {
  /** What was in force, and what is. */
  readonly before: LimitItem | undefined;
  readonly after: LimitItem | undefined;
  /** Undefined: nothing changed, and nothing was logged. */
  readonly entryId: string | undefined;
  readonly refused?: NotWritten | undefined;
}

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
    case 'word': {
      const { scope, id, word } = item.rule;
      return { kind: 'word', scope, id, word };
    }
    case 'setting':
      return { kind: 'setting', scope: item.scope, name: item.name };
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
    case 'word':
    case 'setting':
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
