import { sql } from 'kysely';
import type { Jobs } from './contract.ts';
import type { Database } from './database.ts';
import { isInSlot, isOpen, isQueued } from './phase-tests.ts';
import { jobOf } from './rows.ts';

type FairJobs = Pick<
  Jobs,
  'countInSlots' | 'countRunning' | 'isAnyCancellable' | 'isAnyQueued' | 'nextFair' | 'inLine' | 'ahead'
>;

/** Who is next, and how many run. */
export function createFairJobs({ kysely }: Database): FairJobs {
  return {
    async countInSlots(provider) {
      const row = await kysely
        .selectFrom('jobs')
        .select((each) => each.fn.countAll<number | string>().as('count'))
        .where('provider', '=', provider)
        .where(isInSlot)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async countRunning(scope, ownerId, { operation, exceptPost } = {}) {
      const row = await kysely
        .selectFrom('jobs')
        .select((each) => each.fn.count<number | string>('post_id').distinct().as('count'))
        .where('scope', '=', scope)
        .where('owner_id', '=', ownerId)
        .where(isOpen)
        .$if(operation !== undefined, (running) => running.where('operation', '=', operation ?? ''))
        .$if(exceptPost !== undefined, (running) => running.where('post_id', '<>', exceptPost ?? ''))
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    async isAnyCancellable(scope, ownerId) {
      const row = await kysely
        .selectFrom('jobs')
        .select('id')
        .where('scope', '=', scope)
        .where('owner_id', '=', ownerId)
        .where(isOpen)
        .where('phase', 'in', ['accepted', 'queued'])
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async isAnyQueued(provider, time) {
      const row = await kysely
        .selectFrom('jobs')
        .select('id')
        .where('provider', '=', provider)
        .where(isQueued)
        .where((queued) => queued.or([queued('due_at', 'is', null), queued('due_at', '<=', time)]))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async nextFair(provider, time) {
      // the oldest of each member first, so that the running ones are counted once per member and not once per job
      const row = await kysely
        .with('running', (each) =>
          each
            .selectFrom('jobs')
            .select(['scope', 'owner_id', sql<number>`count(*)`.as('count')])
            .where('provider', '=', provider)
            .where(isInSlot)
            .groupBy(['scope', 'owner_id']),
        )
        .with('heads', (each) =>
          each
            .selectFrom('jobs')
            .select((head) => [
              'id',
              'scope',
              'owner_id',
              'priority',
              sql<number>`row_number() over (partition by scope, owner_id order by priority desc, id)`.as('rank'),
              head.ref('due_at').as('due_at'),
            ])
            .where('provider', '=', provider)
            .where(isQueued)
            .where((queued) => queued.or([queued('due_at', 'is', null), queued('due_at', '<=', time)])),
        )
        .selectFrom('heads')
        .innerJoin('jobs', 'jobs.id', 'heads.id')
        .selectAll('jobs')
        .where('heads.rank', '=', 1)
        .orderBy(sql`(select coalesce(sum(count), 0) from running where running.scope = heads.scope)`)
        // with more servers than slots many have none running: the one that was served longest ago is next
        .orderBy(sql`coalesce((select max(submitted_at) from jobs as past where past.scope = heads.scope
            and past.submitted_at is not null), 0)`)
        .orderBy(
          sql`(select coalesce(sum(count), 0) from running
            where running.scope = heads.scope and running.owner_id = heads.owner_id)`,
        )
        .orderBy(
          sql`coalesce((select max(submitted_at) from jobs as past
            where past.scope = heads.scope and past.owner_id = heads.owner_id
            and past.submitted_at is not null), 0)`,
        )
        .orderBy('heads.priority', 'desc')
        .orderBy('heads.id')
        .limit(1)
        .executeTakeFirst();
      return row && jobOf(row);
    },
    async inLine(since, limit) {
      const rows = await kysely
        .selectFrom('jobs')
        .select(['post_id', 'partition'])
        .where(isQueued)
        .where('created_at', '<', since)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ post_id: postId, partition }) => ({ postId, partition }));
    },
    async ahead({ id, provider, scope }) {
      // round after round, each scope gives one: before ours come as many of each as ours has before it
      const counts = await kysely
        .selectFrom('jobs')
        .select([
          'scope',
          sql<number | string>`count(*)`.as('all'),
          sql<number | string>`sum(case when id < ${id} then 1 else 0 end)`.as('older'),
        ])
        .where('provider', '=', provider)
        .where(isQueued)
        .groupBy('scope')
        .execute();
      const before = Number(counts.find((each) => each.scope === scope)?.older ?? 0);
      const others = counts.filter((each) => each.scope !== scope).map((each) => Math.min(Number(each.all), before));
      return before + others.reduce((sum, each) => sum + each, 0);
    },
  };
}
