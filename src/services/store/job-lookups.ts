import { type RawBuilder, sql } from 'kysely';
import type { Phase } from '../../core/job.ts';
import { type Database, isDone, isOpen } from './database.ts';
import { type HeldJob, jobOf } from './job-rows.ts';

/** One page of a list. */
interface Window {
  readonly limit: number;
  readonly offset: number;
}

/** What a member looks up of his own, wherever it was asked for. */
export interface MemberJobs {
  /** In the order of the posts' ids, and in each as its message shows them. */
  byPosts(postIds: readonly string[]): Promise<readonly HeldJob[]>;
  /** Posts with a job that has not ended, newest first. */
  openPosts(ownerId: string, window: Window): Promise<readonly string[]>;
  countOpenPosts(ownerId: string): Promise<number>;
  /** Jobs that brought pictures, newest first. */
  pictured(ownerId: string, window: Window): Promise<readonly HeldJob[]>;
  countPictured(ownerId: string): Promise<number>;
  /** The first job of each of the last posts, newest first, however it ended. */
  recent(ownerId: string, limit: number): Promise<readonly HeldJob[]>;
}

/** Written out like the index that answers it. */
export const isPictured: RawBuilder<boolean> = sql<boolean>`phase in ('delivering', 'done') and results <> '[]'`;

export function createMemberJobs({ kysely }: Database): MemberJobs {
  const count = (row: { readonly count: number | string } | undefined) => Number(row?.count ?? 0);
  const ofMember = (ownerId: string) => kysely.selectFrom('jobs').where('owner_id', '=', ownerId);

  return {
    async byPosts(postIds) {
      if (postIds.length === 0) return [];
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where('post_id', 'in', postIds)
        .orderBy('post_id')
        .orderBy('place')
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async openPosts(ownerId, { limit, offset }) {
      const rows = await ofMember(ownerId)
        .where(isOpen)
        .select('post_id')
        .distinct()
        .orderBy('post_id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(({ post_id }) => post_id);
    },
    async countOpenPosts(ownerId) {
      const posts = ofMember(ownerId)
        .where(isOpen)
        .select((each) => each.fn.count<number | string>('post_id').distinct().as('count'));
      return count(await posts.executeTakeFirst());
    },
    async pictured(ownerId, { limit, offset }) {
      const rows = await ofMember(ownerId)
        .where(isPictured)
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async countPictured(ownerId) {
      const jobs = ofMember(ownerId)
        .where(isPictured)
        .select((each) => each.fn.countAll<number | string>().as('count'));
      return count(await jobs.executeTakeFirst());
    },
    async recent(ownerId, limit) {
      const rows = await ofMember(ownerId)
        .where(sql<boolean>`place = 0`)
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
  };
}

/** Jobs by what they were made from. */
export interface ChainJobs {
  /** From the first of its chain to this job, each made from the one before; of a longer chain its last `most`. */
  chain(id: string, most: number): Promise<readonly HeldJob[]>;
  /** What was made from its pictures, oldest first. */
  children(id: string, limit: number): Promise<readonly HeldJob[]>;
}

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
  };
}

export interface AgingJobs {
  /** Done before that time and with pictures that were not removed for their age, the oldest first. */
  toExpire(before: number, limit: number): Promise<readonly HeldJob[]>;
}

export function createAgingJobs({ kysely }: Database): AgingJobs {
  return {
    async toExpire(before, limit) {
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where(isDone)
        .where(sql<boolean>`results <> '[]'`)
        .where('expired_at', 'is', null)
        .where('created_at', '<', before)
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
  };
}

export interface UnsentJobs {
  /** Those of which the rows know no ticket: not sent yet, or being sent. */
  unsent(limit: number): Promise<readonly HeldJob[]>;
  /** Posts of which a further step would begin after one that has not ended. */
  postsWithSteps(): Promise<readonly string[]>;
}

const unsentPhases = ['accepted', 'queued', 'submitting'] as const satisfies readonly Phase[];

export function createUnsentJobs({ kysely }: Database): UnsentJobs {
  return {
    async unsent(limit) {
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where(isOpen)
        .where('phase', 'in', unsentPhases)
        .where(sql<boolean>`not exists (select 1 from submissions s where s.job_id = jobs.id and s.ticket is not null)`)
        .limit(limit)
        .execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async postsWithSteps() {
      const rows = await kysely
        .selectFrom('jobs')
        .innerJoin('posts', 'posts.id', 'jobs.post_id')
        .select('posts.id')
        .distinct()
        .where(isOpen)
        .where(sql<boolean>`posts.plan is not null`)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
