import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { diacriticsModes, type WordRule } from '../../core/words/rules.ts';
import type { Database } from './database.ts';
import { prepared, type Slots } from './prepared.ts';
import type { WordRulesTable } from './schema.ts';

interface HitKey {
  readonly scope: string;
  readonly ruleId: string;
  readonly memberId: string;
}

interface RuleHits {
  readonly ruleId: string;
  readonly total: number;
  /** Who it caught most often first. */
  readonly members: readonly { readonly memberId: string; readonly count: number; readonly lastAt: number }[];
}

export interface Words {
  /** The oldest first. */
  rules(scope: string): Promise<readonly WordRule[]>;
  rule(scope: string, id: string): Promise<WordRule | undefined>;
  count(scope: string): Promise<number>;
  /** False where the server has a rule with this reading. */
  add(rule: WordRule, reading: string): Promise<boolean>;
  /** Its hits go with it. False where there is none. */
  remove(scope: string, id: string): Promise<boolean>;
  hit(key: HitKey, at: number): Promise<void>;
  /** Of those rules that caught somebody, with the `most` members whom they caught most often. */
  hits(scope: string, ruleIds: readonly string[], most: number): Promise<readonly RuleHits[]>;
}

/** What another version wrote and this one does not know is read as if nothing had been said. */
const diacriticsSchema = z.enum(diacriticsModes).catch('auto');

const allRules = prepared((kysely, { scope }: Slots<{ scope: string }>) =>
  kysely.selectFrom('word_rules').selectAll().where('scope', '=', scope).orderBy('id'),
);

/** What may not be written in a server, and who wrote it. */
export function createWords(database: Database): Words {
  const { kysely } = database;
  const rulesOf = (scope: string) => kysely.selectFrom('word_rules').selectAll().where('scope', '=', scope);

  return {
    async rules(scope) {
      return (await allRules(database, { scope })).rows.map(ruleOf);
    },
    async rule(scope, id) {
      const row = await rulesOf(scope).where('id', '=', id).executeTakeFirst();
      return row && ruleOf(row);
    },
    async count(scope) {
      const row = await kysely
        .selectFrom('word_rules')
        .select(sql<number | string>`count(*)`.as('rules'))
        .where('scope', '=', scope)
        .executeTakeFirst();
      return Number(row?.rules ?? 0);
    },
    async add({ scope, id, word, diacritics, setBy, setAt }, reading) {
      const { numInsertedOrUpdatedRows } = await kysely
        .insertInto('word_rules')
        .values({ scope, id, word, reading, diacritics, set_by: setBy, set_at: setAt })
        .onConflict((conflict) => conflict.columns(['scope', 'reading']).doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    async remove(scope, id) {
      await kysely.deleteFrom('word_hits').where('scope', '=', scope).where('rule_id', '=', id).execute();
      const { numDeletedRows } = await kysely
        .deleteFrom('word_rules')
        .where('scope', '=', scope)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async hit({ scope, ruleId, memberId }, at) {
      await kysely
        .insertInto('word_hits')
        .values({ scope, rule_id: ruleId, member_id: memberId, count: 1, last_at: at })
        .onConflict((conflict) =>
          conflict
            .columns(['scope', 'rule_id', 'member_id'])
            .doUpdateSet({ count: sql`word_hits.count + 1`, last_at: at }),
        )
        .execute();
    },
    async hits(scope, ruleIds, most) {
      if (ruleIds.length === 0) return [];
      const rows = await kysely
        .with('ranked', (each) =>
          each
            .selectFrom('word_hits')
            .select(['rule_id', 'member_id', 'count', 'last_at'])
            .select([
              sql<number>`row_number() over (partition by rule_id order by count desc, member_id)`.as('place'),
              sql<number | string>`sum(count) over (partition by rule_id)`.as('total'),
            ])
            .where('scope', '=', scope)
            .where('rule_id', 'in', [...ruleIds]),
        )
        .selectFrom('ranked')
        .selectAll()
        .where('place', '<=', most)
        .orderBy('rule_id')
        .orderBy('place')
        .execute();
      return [...Map.groupBy(rows, ({ rule_id: ruleId }) => ruleId)].map(
        ([ruleId, members]): RuleHits => ({
          ruleId,
          total: Number(members[0]?.total ?? 0),
          members: members.map(({ member_id: memberId, count, last_at: lastAt }) => ({ memberId, count, lastAt })),
        }),
      );
    },
  };
}

const ruleOf = (row: Selectable<WordRulesTable>): WordRule => ({
  scope: row.scope,
  id: row.id,
  word: row.word,
  diacritics: diacriticsSchema.parse(row.diacritics),
  setBy: row.set_by,
  setAt: row.set_at,
});
