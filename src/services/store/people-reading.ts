import { entryOf } from './audit.ts';
import { LIMITS_ACTION } from './audit-contract.ts';
import type { Database } from './database.ts';
import { blockOf, grantOf, ruleOf } from './limit-rows.ts';
import { isPictured } from './member-jobs.ts';
import type { PeopleReading } from './people-contract.ts';
import { postOf } from './post-rows.ts';
import { jobOf } from './rows.ts';

/** By nothing but a person's id, wherever it was. */
export function createPeopleReading({ kysely }: Database): PeopleReading {
  return {
    async countPosts(personId) {
      const row = await kysely
        .selectFrom('posts')
        .select((each) => each.fn.countAll<number | string>().as('count'))
        .where('owner_id', '=', personId)
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    async posts(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('posts')
        .selectAll()
        .where('owner_id', '=', personId)
        .where('id', '>', after)
        .where('created_at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(postOf);
    },
    async pictured(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where('owner_id', '=', personId)
        .where(isPictured)
        .where('id', '>', after)
        .where('created_at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async limits(personId) {
      const rules = kysely.selectFrom('limit_rules').selectAll().where('whom', '=', 'member');
      const grants = kysely.selectFrom('limit_grants').selectAll().where('member_id', '=', personId);
      const blocks = kysely.selectFrom('limit_blocks').selectAll().where('member_id', '=', personId);
      return {
        rules: (await rules.where('whom_id', '=', personId).execute()).map(ruleOf),
        grants: (await grants.execute()).map(grantOf),
        blocks: (await blocks.execute()).map(blockOf),
      };
    },
    async acts(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('audit')
        .selectAll()
        .where('actor_id', '=', personId)
        .where('id', '>', after)
        .where('at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
    async limitEntries(personId, { after, until, limit }) {
      const rows = await kysely
        .selectFrom('audit')
        .selectAll()
        .where('action', '=', LIMITS_ACTION)
        .where('detail', 'like', `%${personId}%`)
        .where('id', '>', after)
        .where('at', '<=', until)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
  };
}
