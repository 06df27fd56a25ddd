import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonical, parseJson, unreachable } from '../json.ts';
import { type SettingName, settingNames } from '../settings.ts';
import { diacriticsModes, type WordRule } from '../words/rules.ts';
import type { Block, Budget, Grant, Pause, Rule, RuleKey, Whom } from './rules.ts';

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

const scope = z.string();
const until = z.int().optional();
const by = { setBy: z.string(), setAt: z.int() };
const amount = z.int().min(0).exactOptional();
const whom: z.ZodType<Whom> = z.union([
  z.object({ kind: z.literal('everyone') }),
  z.object({ kind: z.enum(['role', 'member', 'channel']), id: z.string() }),
]);

const rule = z
  .object({
    daily: amount,
    monthly: amount,
    concurrent: amount,
    cooldown: amount,
    resolution: z.string().exactOptional(),
    allowed: z.boolean().exactOptional(),
    scope,
    whom,
    command: z.string().optional(),
    until,
    ...by,
  })
  .transform(({ command, until, ...rest }) => ({ ...rest, command, until }));
const grant = z
  .object({ id: z.string(), scope, memberId: z.string(), credits: z.int(), until, ...by })
  .transform(({ until, ...rest }) => ({ ...rest, until }));
const block = z
  .object({ scope, memberId: z.string(), until, reason: z.string().optional(), ...by })
  .transform(({ until, reason, ...rest }) => ({ ...rest, until, reason }));
const pause = z
  .object({ scope, command: z.string().optional(), cause: z.enum(['moderator', 'budget']), ...by })
  .transform(({ command, ...rest }) => ({ ...rest, command }));
const budget = z
  .object({ scope, credits: z.int().min(0), channelId: z.string().optional() })
  .transform(({ channelId, ...rest }) => ({ ...rest, channelId }));

const wordRule = z.object({ scope, id: z.string(), word: z.string(), diacritics: z.enum(diacriticsModes), ...by });

const item = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule'), rule }),
  z.object({ kind: z.literal('grant'), grant }),
  z.object({ kind: z.literal('block'), block }),
  z.object({ kind: z.literal('pause'), pause }),
  z.object({ kind: z.literal('budget'), budget }),
  z.object({ kind: z.literal('word'), rule: wordRule }),
  z.object({
    kind: z.literal('setting'),
    scope,
    name: z.enum(settingNames),
    value: z.union([z.string(), z.boolean()]),
  }),
]);

/** What a moderator changed: from this to that, where absent means that there was or is nothing. */
export interface LimitChange {
  readonly before: LimitItem | undefined;
  readonly after: LimitItem | undefined;
  /** Why, where they said it and the item cannot hold it. */
  readonly reason: string | undefined;
  /** Id of the entry that this one takes back. */
  readonly undoes: string | undefined;
}

const changeSchema = z.object({
  before: item.optional(),
  after: item.optional(),
  reason: z.string().optional(),
  undoes: z.string().optional(),
});

/** Undefined for what another version wrote, or for what is no change of one thing. */
export function readLimitChange(detail: string): LimitChange | undefined {
  const parsed = changeSchema.safeParse(parseJson(detail));
  if (!parsed.success) return undefined;
  const { before, after, reason, undoes } = parsed.data;
  if (before && after && canonical(targetOf(before)) !== canonical(targetOf(after))) return undefined;
  return before || after ? { before, after, reason, undoes } : undefined;
}

/** What it is about; both sides of a change stand in the same place. */
export function changedTarget({ before, after }: LimitChange): LimitTarget | undefined {
  const known = after ?? before;
  return known && targetOf(known);
}

/** Whom it is about, where that is one member. */
export function memberOf(change: LimitChange): string | undefined {
  const target = changedTarget(change);
  if (target?.kind === 'grant' || target?.kind === 'block') return target.memberId;
  return target?.kind === 'rule' && target.key.whom.kind === 'member' ? target.key.whom.id : undefined;
}

/** The same without a word of why. */
export function withoutReason(change: LimitChange): LimitChange {
  const silent = (item: LimitItem | undefined): LimitItem | undefined =>
    item?.kind === 'block' ? { kind: 'block', block: { ...item.block, reason: undefined } } : item;
  return { ...change, before: silent(change.before), after: silent(change.after), reason: undefined };
}

/** Why a moderator's command changed nothing: what they can do instead follows from it. */
export type LimitProblem =
  | {
      readonly problem:
        | 'several-whoms'
        | 'no-fields'
        | 'no-jobs-at-once'
        | 'bot'
        | 'category'
        | 'block-self'
        | 'no-such-entry'
        | 'unreadable-entry'
        | 'undone-already'
        | 'as-before'
        | 'words-full'
        | 'manage-server-only';
    }
  | { readonly problem: 'bad-until' | 'unknown-command' | 'unknown-resolution'; readonly typed: string }
  | { readonly problem: 'past-until'; readonly until: number }
  | {
      readonly problem: 'out-of-range';
      readonly subcommand: 'set' | 'grant' | 'budget';
      readonly option: string;
      readonly minimum: number;
      readonly maximum: number;
    }
  | { readonly problem: 'reason-too-long'; readonly length: number; readonly limit: number }
  | { readonly problem: 'cannot-write'; readonly channelId: string }
  | { readonly problem: 'no-such-rule'; readonly key: RuleKey; readonly there: readonly Rule[] }
  | { readonly problem: 'not-blocked'; readonly memberId: string }
  | {
      readonly problem: 'not-paused';
      readonly command: string | undefined;
      readonly pauses: readonly Pause[];
      readonly budget: Budget | undefined;
    };

export const isProblem = (value: object | undefined): value is LimitProblem =>
  value !== undefined && 'problem' in value;
