import { sql } from 'kysely';
import type { Grant } from '../../core/limits.ts';
import type { Database } from './database.ts';
import { blockOf, budgetOf, commandKey, grantOf, pauseOf } from './limit-rows.ts';
import { type LimitKind, type Limits, limitKinds } from './limits-contract.ts';

type States = Omit<Limits, 'rulesFor' | 'rules' | 'rulesOf' | 'rule' | 'putRule' | 'removeRule'>;

const isOn =
  (now: number) =>
  ({ until }: { readonly until: number | undefined }): boolean =>
    until === undefined || until > now;

/** All that moderators set and that is no rule. */
export function createLimitStates({ kysely, aliases }: Database): States {
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
      const isThere = (kind: LimitKind) =>
        sql<number | boolean>`exists (select 1
        from ${sql.table(`limit_${kind}`)} as each where each.scope = ${scope})`.as(kind);
      const { rows } = await sql<
        Record<LimitKind, number | boolean>
      >`select ${sql.join(limitKinds.map(isThere))}`.execute(kysely);
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
