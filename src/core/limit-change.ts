import { z } from 'zod';
import { canonical } from './json.ts';
import { type LimitItem, type LimitTarget, targetOf } from './limit-item.ts';
import type { Whom } from './limits.ts';
import { settingNames } from './server-settings.ts';
import { diacriticsModes } from './words/rule.ts';

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
  const parsed = changeSchema.safeParse(json(detail));
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

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
