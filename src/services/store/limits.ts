import { isAbout } from '../../core/limits/decide.ts';
import { type RuleKey, type Whom, whomId } from '../../core/limits.ts';
import type { Database } from './database.ts';
import { commandKey, ruleOf, ruleRow } from './limit-rows.ts';
import { createLimitStates } from './limit-states.ts';
import type { Limits } from './limits-contract.ts';

export function createLimits(database: Database): Limits {
  const { kysely } = database;
  const inScope = (scope: string) => kysely.selectFrom('limit_rules').selectAll().where('scope', '=', scope);
  const ofWhom = (scope: string, whom: Whom) =>
    inScope(scope).where('whom', '=', whom.kind).where('whom_id', '=', whomId(whom));
  const oneRule = ({ scope, whom, command }: RuleKey) => ofWhom(scope, whom).where('command', '=', commandKey(command));

  return {
    ...createLimitStates(database),
    async rulesFor(subject, now) {
      const { scope, memberId, roles, channels } = subject;
      const rows = await inScope(scope)
        .where('whom_id', 'in', ['', memberId, ...roles, ...channels])
        .execute();
      // an id alone does not say whether it is a role's or a member's
      return rows
        .map(ruleOf)
        .filter((rule) => isAbout(rule, subject))
        .filter(({ until }) => until === undefined || until > now);
    },
    async rules(scope, now) {
      const rows = await inScope(scope).orderBy('whom').orderBy('whom_id').orderBy('command').execute();
      return rows.map(ruleOf).filter(({ until }) => until === undefined || until > now);
    },
    async rulesOf(scope, whom) {
      return (await ofWhom(scope, whom).orderBy('command').execute()).map(ruleOf);
    },
    async rule(key) {
      const row = await oneRule(key).executeTakeFirst();
      return row && ruleOf(row);
    },
    async putRule(rule) {
      const row = ruleRow(rule);
      await kysely
        .insertInto('limit_rules')
        .values(row)
        .onConflict((conflict) => conflict.columns(['scope', 'whom', 'whom_id', 'command']).doUpdateSet(row))
        .execute();
    },
    async removeRule({ scope, whom, command }) {
      await kysely
        .deleteFrom('limit_rules')
        .where('scope', '=', scope)
        .where('whom', '=', whom.kind)
        .where('whom_id', '=', whomId(whom))
        .where('command', '=', commandKey(command))
        .execute();
    },
  };
}
