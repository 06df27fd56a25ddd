import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { isAbout } from '../../core/limits/decide.ts';
import {
  type Block,
  type Budget,
  type Grant,
  type OpenGrant,
  type Pause,
  type Rule,
  type RuleKey,
  type Subject,
  type Whom,
  whomId,
  whomKinds,
} from '../../core/limits/rules.ts';
import type { Database } from './database.ts';
import { prepared, type Slots } from './prepared.ts';
import type { BlocksTable, BudgetsTable, GrantsTable, PausesTable, RulesTable } from './schema.ts';

const limitKinds = ['rules', 'grants', 'blocks', 'pauses', 'budgets'] as const;
export type LimitKind = (typeof limitKinds)[number];

/** What moderators set. What has ended by `now` is not there. */
export interface Limits {
  /** All that may have a say about the subject. */
  rulesFor(subject: Subject, now: number): Promise<readonly Rule[]>;
  /** Of which kinds anything is there at all: most servers have none, and are asked nothing more. */
  kinds(scope: string): Promise<ReadonlySet<LimitKind>>;
  rules(scope: string, now: number): Promise<readonly Rule[]>;
  rule(key: RuleKey): Promise<Rule | undefined>;
  /** In place of the one of the same whom and command. */
  putRule(rule: Rule): Promise<void>;
  removeRule(key: RuleKey): Promise<void>;

  grants(scope: string, memberId: string, now: number): Promise<readonly Grant[]>;
  /** Of all members. */
  grantsIn(scope: string, now: number): Promise<readonly Grant[]>;
  /** Those with something left, the one that ends first first. */
  openGrants(scope: string, memberId: string, now: number): Promise<readonly OpenGrant[]>;
  putGrant(grant: Grant): Promise<void>;
  removeGrant(id: string): Promise<void>;

  block(scope: string, memberId: string, now: number): Promise<Block | undefined>;
  blocks(scope: string, now: number): Promise<readonly Block[]>;
  putBlock(block: Block): Promise<void>;
  removeBlock(scope: string, memberId: string): Promise<void>;

  pauses(scope: string): Promise<readonly Pause[]>;
  putPause(pause: Pause): Promise<void>;
  removePause(pause: Pick<Pause, 'scope' | 'command' | 'cause'>): Promise<void>;

  budget(scope: string): Promise<Budget | undefined>;
  putBudget(budget: Budget): Promise<void>;
  removeBudget(scope: string): Promise<void>;
}

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

const commandKey = (command: string | undefined): string => command ?? '';
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

function ruleRow({ scope, whom, command, until, setBy, setAt, ...fields }: Rule) {
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

const pauseOf = (row: Selectable<PausesTable>): Pause => ({
  scope: row.scope,
  command: commandOf(row.command),
  cause: row.cause === 'budget' ? 'budget' : 'moderator',
  setBy: row.set_by,
  setAt: row.set_at,
});

const budgetOf = (row: Selectable<BudgetsTable>): Budget => ({
  scope: row.scope,
  credits: row.credits,
  channelId: row.channel_id ?? undefined,
});

const findKinds = prepared((kysely, { scope }: Slots<{ scope: string }>) =>
  kysely.selectNoFrom(
    limitKinds.map((kind) =>
      sql<
        number | boolean
      >`exists (select 1 from ${sql.table(`limit_${kind}`)} as each where each.scope = ${scope})`.as(kind),
    ),
  ),
);

type States = Omit<Limits, 'rulesFor' | 'rules' | 'rule' | 'putRule' | 'removeRule'>;

const isOn =
  (now: number) =>
  ({ until }: { readonly until: number | undefined }): boolean =>
    until === undefined || until > now;

/** All that moderators set and that is no rule. */
function createLimitStates(database: Database): States {
  const { kysely, aliases } = database;
  const grantsIn = (scope: string) => kysely.selectFrom('limit_grants').selectAll().where('scope', '=', scope);
  const blocksIn = (scope: string) => kysely.selectFrom('limit_blocks').selectAll().where('scope', '=', scope);

  /** Pauses that the budget made, and its notices, follow what it is now. */
  async function lookSoon(scope: string): Promise<void> {
    await kysely.updateTable('budget_months').set({ due_at: 0 }).where('scope', '=', scope).execute();
  }

  async function grantsOf(scope: string, memberId: string, now: number): Promise<readonly Grant[]> {
    const rows = await grantsIn(scope).where('member_id', 'in', aliases.namesOf(memberId)).orderBy('id').execute();
    return rows.map((row) => ({ ...grantOf(row), memberId })).filter(isOn(now));
  }

  async function removeBlock(scope: string, memberId: string): Promise<void> {
    await kysely
      .deleteFrom('limit_blocks')
      .where('scope', '=', scope)
      .where('member_id', 'in', aliases.namesIn(scope, memberId))
      .execute();
  }

  return {
    grants: grantsOf,
    async grantsIn(scope, now) {
      const rows = await grantsIn(scope).orderBy('member_id').orderBy('id').execute();
      return rows.map(grantOf).filter(isOn(now));
    },
    async kinds(scope) {
      const { rows } = await findKinds(database, { scope });
      return new Set(limitKinds.filter((kind) => rows.some((row) => Boolean(row[kind]))));
    },
    async openGrants(scope, memberId, now) {
      const grants = await grantsOf(scope, memberId, now);
      if (grants.length === 0) return [];
      const uses = await kysely
        .selectFrom('grant_uses')
        .selectAll()
        .where(
          'grant_id',
          'in',
          grants.map(({ id }) => id),
        )
        .execute();
      const usedOf = (id: string) => Number(uses.find((use) => use.grant_id === id)?.credits ?? 0);
      return grants
        .map((grant) => ({ ...grant, left: grant.credits - usedOf(grant.id) }))
        .filter(({ left }) => left > 0)
        .sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity) || a.setAt - b.setAt);
    },
    async putGrant({ id, scope, memberId, credits, until, setBy, setAt }) {
      const row = { id, scope, member_id: memberId, credits, until: until ?? null, set_by: setBy, set_at: setAt };
      await kysely.insertInto('limit_grants').values(row).execute();
    },
    async removeGrant(id) {
      await kysely.deleteFrom('limit_grants').where('id', '=', id).execute();
    },
    async block(scope, memberId, now) {
      const rows = await blocksIn(scope).where('member_id', 'in', aliases.namesIn(scope, memberId)).execute();
      return rows.map((row) => ({ ...blockOf(row), memberId })).find(isOn(now));
    },
    async blocks(scope, now) {
      return (await blocksIn(scope).orderBy('member_id').execute()).map(blockOf).filter(isOn(now));
    },
    async putBlock({ scope, memberId, until, reason, setBy, setAt }) {
      await removeBlock(scope, memberId);
      const said = { until: until ?? null, reason: reason ?? null, set_by: setBy, set_at: setAt };
      await kysely
        .insertInto('limit_blocks')
        .values({ scope, member_id: memberId, ...said })
        .onConflict((conflict) => conflict.columns(['scope', 'member_id']).doUpdateSet(said))
        .execute();
    },
    removeBlock,
    async pauses(scope) {
      const rows = await kysely.selectFrom('limit_pauses').selectAll().where('scope', '=', scope).execute();
      return rows.map(pauseOf);
    },
    async putPause({ scope, command, cause, setBy, setAt }) {
      await kysely
        .insertInto('limit_pauses')
        .values({ scope, command: commandKey(command), cause, set_by: setBy, set_at: setAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async removePause({ scope, command, cause }) {
      await kysely
        .deleteFrom('limit_pauses')
        .where('scope', '=', scope)
        .where('command', '=', commandKey(command))
        .where('cause', '=', cause)
        .execute();
    },
    async budget(scope) {
      const row = await kysely.selectFrom('limit_budgets').selectAll().where('scope', '=', scope).executeTakeFirst();
      return row && budgetOf(row);
    },
    async putBudget({ scope, credits, channelId }) {
      await lookSoon(scope);
      const said = { credits, channel_id: channelId ?? null };
      await kysely
        .insertInto('limit_budgets')
        .values({ scope, ...said })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet(said))
        .execute();
    },
    async removeBudget(scope) {
      await lookSoon(scope);
      await kysely.deleteFrom('limit_budgets').where('scope', '=', scope).execute();
    },
  };
}

export function createLimits(database: Database): Limits {
  const { kysely, aliases } = database;
  const inScope = (scope: string) => kysely.selectFrom('limit_rules').selectAll().where('scope', '=', scope);
  const idsOf = (scope: string, whom: Whom) =>
    whom.kind === 'member' ? aliases.namesIn(scope, whom.id) : [whomId(whom)];
  const ofWhom = (scope: string, whom: Whom) =>
    inScope(scope).where('whom', '=', whom.kind).where('whom_id', 'in', idsOf(scope, whom)).orderBy('whom_id', 'desc');
  /** As it was asked for, whichever name the row has. */
  const about =
    (whom: Whom) =>
    (row: Selectable<RulesTable>): Rule => ({ ...ruleOf(row), whom });
  async function removeRule({ scope, whom, command }: RuleKey): Promise<void> {
    await kysely
      .deleteFrom('limit_rules')
      .where('scope', '=', scope)
      .where('whom', '=', whom.kind)
      .where('whom_id', 'in', idsOf(scope, whom))
      .where('command', '=', commandKey(command))
      .execute();
  }
  const oneRule = ({ scope, whom, command }: RuleKey) => ofWhom(scope, whom).where('command', '=', commandKey(command));

  return {
    ...createLimitStates(database),
    async rulesFor(subject, now) {
      const { scope, memberId, roles, channels } = subject;
      const names = aliases.namesIn(scope, memberId);
      const rows = await inScope(scope)
        .where('whom_id', 'in', ['', ...names, ...roles, ...channels])
        .execute();
      // an id alone does not say whether it is a role's or a member's
      return rows
        .map(ruleOf)
        .map((rule) =>
          isNamed(rule.whom, names) ? { ...rule, whom: { kind: 'member' as const, id: memberId } } : rule,
        )
        .filter((rule) => isAbout(rule, subject))
        .filter(({ until }) => until === undefined || until > now);
    },
    async rules(scope, now) {
      const rows = await inScope(scope).orderBy('whom').orderBy('whom_id').orderBy('command').execute();
      return rows.map(ruleOf).filter(({ until }) => until === undefined || until > now);
    },
    async rule(key) {
      const row = await oneRule(key).executeTakeFirst();
      return row && about(key.whom)(row);
    },
    async putRule(rule) {
      const row = ruleRow(rule);
      if (rule.whom.kind === 'member') await removeRule(rule);
      await kysely
        .insertInto('limit_rules')
        .values(row)
        .onConflict((conflict) => conflict.columns(['scope', 'whom', 'whom_id', 'command']).doUpdateSet(row))
        .execute();
    },
    removeRule,
  };
}

const isNamed = (whom: Whom, names: readonly string[]): boolean => whom.kind === 'member' && names.includes(whom.id);
