import type { Database } from './database.ts';
import { blockOf, budgetOf, commandKey, grantOf, pauseOf } from './limit-rows.ts';
import type { Limits } from './limits-contract.ts';

type States = Omit<Limits, 'rulesFor' | 'rules' | 'rulesOf' | 'rule' | 'putRule' | 'removeRule'>;

const isOn =
  (now: number) =>
  ({ until }: { readonly until: number | undefined }): boolean =>
    until === undefined || until > now;

/** All that moderators set and that is no rule. */
export function createLimitStates({ kysely }: Database): States {
  const grantsIn = (scope: string) => kysely.selectFrom('limit_grants').selectAll().where('scope', '=', scope);
  const blocksIn = (scope: string) => kysely.selectFrom('limit_blocks').selectAll().where('scope', '=', scope);

  return {
    async grants(scope, memberId, now) {
      const rows = await grantsIn(scope).where('member_id', '=', memberId).orderBy('id').execute();
      return rows.map(grantOf).filter(isOn(now));
    },
    async grantsIn(scope, now) {
      const rows = await grantsIn(scope).orderBy('member_id').orderBy('id').execute();
      return rows.map(grantOf).filter(isOn(now));
    },
    async putGrant({ id, scope, memberId, credits, until, setBy, setAt }) {
      const row = { id, scope, member_id: memberId, credits, until: until ?? null, set_by: setBy, set_at: setAt };
      await kysely.insertInto('limit_grants').values(row).execute();
    },
    async removeGrant(id) {
      await kysely.deleteFrom('limit_grants').where('id', '=', id).execute();
    },
    async block(scope, memberId, now) {
      const row = await blocksIn(scope).where('member_id', '=', memberId).executeTakeFirst();
      return row && [blockOf(row)].find(isOn(now));
    },
    async blocks(scope, now) {
      return (await blocksIn(scope).orderBy('member_id').execute()).map(blockOf).filter(isOn(now));
    },
    async putBlock({ scope, memberId, until, reason, setBy, setAt }) {
      const said = { until: until ?? null, reason: reason ?? null, set_by: setBy, set_at: setAt };
      await kysely
        .insertInto('limit_blocks')
        .values({ scope, member_id: memberId, ...said })
        .onConflict((conflict) => conflict.columns(['scope', 'member_id']).doUpdateSet(said))
        .execute();
    },
    async removeBlock(scope, memberId) {
      await kysely.deleteFrom('limit_blocks').where('scope', '=', scope).where('member_id', '=', memberId).execute();
    },
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
      const said = { credits, channel_id: channelId ?? null };
      await kysely
        .insertInto('limit_budgets')
        .values({ scope, ...said })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet(said))
        .execute();
    },
    async removeBudget(scope) {
      await kysely.deleteFrom('limit_budgets').where('scope', '=', scope).execute();
    },
  };
}
