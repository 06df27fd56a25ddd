import type { Selectable } from 'kysely';
import { isAbout } from '../../core/limits/decide.ts';
import { type Rule, type RuleKey, type Whom, whomId } from '../../core/limits.ts';
import type { Database } from './database.ts';
import { commandKey, ruleOf, ruleRow } from './limit-rows.ts';
import { createLimitStates } from './limit-states.ts';
import type { Limits } from './limits-contract.ts';
import type { RulesTable } from './limits-schema.ts';

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
    async rulesOf(scope, whom) {
      return (await ofWhom(scope, whom).orderBy('command').execute()).map(about(whom));
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
