import { sql } from 'kysely';
import type { ChainJobs } from './chain-jobs-contract.ts';
import type { Database } from './database.ts';
import { jobOf } from './rows.ts';

/** What was made from what. */
export function createChainJobs({ kysely }: Database): ChainJobs {
  return {
    async chain(id, most) {
      const rows = await kysely
        .withRecursive('up', (each) =>
          each
            .selectFrom('jobs')
            .select(['id', 'parent_id', sql<number>`1`.as('place')])
            .where('id', '=', id)
            .unionAll(
              each
                .selectFrom('up')
                .innerJoin('jobs', 'jobs.id', 'up.parent_id')
                .select(['jobs.id', 'jobs.parent_id', sql<number>`up.place + 1`.as('place')])
                .where('up.place', '<', most),
            ),
        )
        .selectFrom('up')
        .innerJoin('jobs', 'jobs.id', 'up.id')
        .selectAll('jobs')
        .orderBy('up.place', 'desc')
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async children(id, limit) {
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where('parent_id', '=', id)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async descendants(rootId, limit) {
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where('root_id', '=', rootId)
        .where('parent_id', 'is not', null)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
  };
}
