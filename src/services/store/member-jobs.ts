import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import type { MemberJobs } from './member-jobs-contract.ts';
import { isOpen } from './phase-tests.ts';
import { jobOf } from './rows.ts';

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
