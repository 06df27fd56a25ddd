import { languages } from '../../core/language.ts';
import { ownPausesSchema } from '../../core/limits/budget-plan.ts';
import type { BudgetMonths } from './budget-months-contract.ts';
import type { Database } from './database.ts';
import { jsonText } from './row-values.ts';

export function createBudgetMonths({ kysely }: Database): BudgetMonths {
  return {
    async of(scope) {
      const row = await kysely.selectFrom('budget_months').selectAll().where('scope', '=', scope).executeTakeFirst();
      if (!row) return undefined;
      const pauses = jsonText.pipe(ownPausesSchema).safeParse(row.pauses).data ?? {};
      const { month, reached, told } = row;
      return { month, credits: Number(row.credits), reached, told, pauses };
    },
    async put(scope, { month, credits, reached, told, pauses }, language, dueAt) {
      const said = { month, credits, reached, told, pauses: JSON.stringify(pauses), language, due_at: dueAt };
      await kysely
        .insertInto('budget_months')
        .values({ scope, ...said })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet(said))
        .execute();
    },
    async remove(scope) {
      await kysely.deleteFrom('budget_months').where('scope', '=', scope).execute();
    },
    async due(now, limit) {
      const rows = await kysely
        .selectFrom('budget_months')
        .select(['scope', 'language'])
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(({ scope, language }) => ({
        scope,
        language: languages.find((each) => each === language) ?? 'en',
      }));
    },
    async later(scope, dueAt) {
      await kysely.updateTable('budget_months').set({ due_at: dueAt }).where('scope', '=', scope).execute();
    },
    async told(scope, month, level) {
      await kysely
        .updateTable('budget_months')
        .set({ told: level })
        .where('scope', '=', scope)
        .where('month', '=', month)
        .where('told', '<', level)
        .execute();
    },
  };
}
