import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Block, Budget, Grant, Pause, Rule, Whom } from '../../core/limits.ts';
import { whomId, whomKinds } from '../../core/limits.ts';
import type { BlocksTable, BudgetsTable, GrantsTable, PausesTable, RulesTable } from './limits-schema.ts';

const amount = z.int().min(0).optional();
/** What another version wrote and this one does not know has no say. */
const fieldsSchema = z.object({
  daily: amount,
  monthly: amount,
  concurrent: amount,
  cooldown: amount,
  resolution: z.string().optional(),
  allowed: z.boolean().optional(),
});
const whomSchema = z.enum(whomKinds);

export const commandKey = (command: string | undefined): string => command ?? '';
const commandOf = (key: string): string | undefined => (key === '' ? undefined : key);

function whomOf(kind: string, id: string): Whom {
  const known = whomSchema.parse(kind);
  return known === 'everyone' ? { kind: known } : { kind: known, id };
}

export function ruleOf(row: Selectable<RulesTable>): Rule {
  const said = Object.entries(fieldsSchema.parse(JSON.parse(row.fields))).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(said),
    scope: row.scope,
    whom: whomOf(row.whom, row.whom_id),
    command: commandOf(row.command),
    until: row.until ?? undefined,
    setBy: row.set_by,
    setAt: row.set_at,
  };
}

export function ruleRow({ scope, whom, command, until, setBy, setAt, ...fields }: Rule) {
  return {
    scope,
    whom: whom.kind,
    whom_id: whomId(whom),
    command: commandKey(command),
    fields: JSON.stringify(fields),
    until: until ?? null,
    set_by: setBy,
    set_at: setAt,
  };
}

export const grantOf = (row: Selectable<GrantsTable>): Grant => ({
  id: row.id,
  scope: row.scope,
  memberId: row.member_id,
  credits: row.credits,
  until: row.until ?? undefined,
  setBy: row.set_by,
  setAt: row.set_at,
});

export const blockOf = (row: Selectable<BlocksTable>): Block => ({
  scope: row.scope,
  memberId: row.member_id,
  until: row.until ?? undefined,
  reason: row.reason ?? undefined,
  setBy: row.set_by,
  setAt: row.set_at,
});

export const pauseOf = (row: Selectable<PausesTable>): Pause => ({
  scope: row.scope,
  command: commandOf(row.command),
  cause: row.cause === 'budget' ? 'budget' : 'moderator',
  setBy: row.set_by,
  setAt: row.set_at,
});

export const budgetOf = (row: Selectable<BudgetsTable>): Budget => ({
  scope: row.scope,
  credits: row.credits,
  channelId: row.channel_id ?? undefined,
});
