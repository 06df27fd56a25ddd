import { sql } from 'kysely';
import type { Job } from '../../core/job.ts';
import type { ProviderName } from '../../core/provider.ts';
import { type Database, isInSlot, isOpen, isQueued, ONE, withoutUndefined } from './database.ts';
import { type HeldJob, jobOf } from './job-rows.ts';
import { prepared, type Slots } from './prepared.ts';

/** Which of a member's requests are counted. */
interface Among {
  readonly operation?: string | undefined;
  /** A request that is known to run. */
  readonly exceptPost?: string | undefined;
}

export interface FairJobs {
  /** Jobs in submitting or waiting. */
  countInSlots(provider: ProviderName): Promise<number>;
  /** Requests of the member that have not ended; the pictures of one `count` as one. */
  countRunning(scope: string, ownerId: string, among?: Among): Promise<number>;
  /** Whether a member has one that nothing was sent of yet. */
  isAnyCancellable(scope: string, ownerId: string): Promise<boolean>;
  /** When the first of those in line is due, from when on `nextFair` finds one; null where there is none. */
  firstQueuedAt(provider: ProviderName): Promise<number | null>;
  /** Due and queued: scope with fewest in slots, then member with fewest, then age. */
  nextFair(provider: ProviderName, now: number): Promise<HeldJob | undefined>;
  /** The oldest that were queued before `since`. */
  inLine(since: number, limit: number): Promise<readonly Pick<Job, 'postId' | 'partition'>[]>;
  /** How many queued jobs, fairly counted, come before this one. */
  ahead(job: Pick<Job, 'id' | 'provider' | 'scope'>): Promise<number>;
}

/** Who is next, and how many run. */
type Running = Readonly<{ scope: string; ownerId: string; operation?: string; exceptPost?: string }>;

const countRequests = prepared((kysely, { scope, ownerId, operation, exceptPost }: Slots<Running>) => {
  let running = kysely
    .selectFrom('jobs')
    .select((each) => each.fn.count<number | string>('post_id').distinct().as('count'))
    .where('scope', '=', scope)
    .where('owner_id', '=', ownerId)
    .where(isOpen);
  if (operation) running = running.where('operation', '=', operation);
  if (exceptPost) running = running.where('post_id', '<>', exceptPost);
  return running;
});

type At = Readonly<{ provider: string; time: number }>;

const countSlots = prepared((kysely, { provider }: Slots<{ provider: string }>) =>
  kysely
    .selectFrom('jobs')
    .select((each) => each.fn.countAll<number | string>().as('count'))
    .where('provider', '=', provider)
    .where(isInSlot),
);

const findFirstTime = prepared((kysely, { provider }: Slots<{ provider: string }>) =>
  kysely
    .selectFrom('jobs')
    .select(sql<number | null>`min(coalesce(due_at, 0))`.as('time'))
    .where('provider', '=', provider)
    .where(isQueued),
);

/** Of each member the oldest; whoever is chosen is read whole only then. */
const findNextFair = prepared((kysely, { provider, time }: Slots<At>) =>
  kysely
    .with('running', (each) =>
      each
        .selectFrom('jobs')
        .select(['scope', 'owner_id', sql<number>`count(*)`.as('count')])
        .where('provider', '=', provider)
        .where(isInSlot)
        .groupBy(['scope', 'owner_id']),
    )
    .with('busy', (each) =>
      each
        .selectFrom('running')
        .select(['scope', sql<number>`sum(count)`.as('count')])
        .groupBy('scope'),
    )
    .with('heads', (each) =>
      each
        .selectFrom('jobs')
        .select(['scope', 'owner_id', sql<string>`min(id)`.as('id')])
        .where('provider', '=', provider)
        .where(isQueued)
        .where((queued) => queued.or([queued('due_at', 'is', null), queued('due_at', '<=', time)]))
        .groupBy(['scope', 'owner_id']),
    )
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', (each) =>
      each
        .selectFrom('heads')
        .leftJoin('busy', 'busy.scope', 'heads.scope')
        .leftJoin('running', (on) =>
          on.onRef('running.scope', '=', 'heads.scope').onRef('running.owner_id', '=', 'heads.owner_id'),
        )
        .select('heads.id')
        .orderBy(sql`coalesce(busy.count, 0)`)
        // with more servers than slots many have none running: the one that was served longest ago is next
        .orderBy(sql`coalesce((select max(submitted_at) from jobs as past where past.scope = heads.scope
            and past.submitted_at is not null), 0)`)
        .orderBy(sql`coalesce(running.count, 0)`)
        .orderBy(sql`coalesce((select max(submitted_at) from jobs as past
            where past.scope = heads.scope and past.owner_id = heads.owner_id
            and past.submitted_at is not null), 0)`)
        .orderBy('heads.id')
        .limit(ONE),
    ),
);

export function createFairJobs(database: Database): FairJobs {
  const { kysely } = database;
  return {
    async countInSlots(provider) {
      const { rows } = await countSlots(database, { provider });
      return Number(rows[0]?.count ?? 0);
    },
    async countRunning(scope, ownerId, among = {}) {
      const { rows } = await countRequests(database, { scope, ownerId, ...withoutUndefined(among) });
      return Number(rows[0]?.count ?? 0);
    },
    async isAnyCancellable(scope, ownerId) {
      const row = await kysely
        .selectFrom('jobs')
        .select('id')
        .where('scope', '=', scope)
        .where('owner_id', '=', ownerId)
        .where(isOpen)
        .where('phase', 'in', ['accepted', 'queued'])
        .limit(ONE)
        .executeTakeFirst();
      return row !== undefined;
    },
    async firstQueuedAt(provider) {
      return (await findFirstTime(database, { provider })).rows[0]?.time ?? null;
    },
    async nextFair(provider, time) {
      const [row] = (await findNextFair(database, { provider, time })).rows;
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
