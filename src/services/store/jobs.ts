import { type Selectable, sql } from 'kysely';
import { mayFollow } from '../../core/job.ts';
import { createAgingJobs } from './aging-jobs.ts';
import { createChainJobs } from './chain-jobs.ts';
import type { HeldJob, Jobs } from './contract.ts';
import type { Database } from './database.ts';
import { createFairJobs } from './fair-jobs.ts';
import { isFreeLease } from './free-lease.ts';
import { createMemberJobs } from './member-jobs.ts';
import { isDone, isHeld, isNotQueued } from './phase-tests.ts';
import { jobOf, jobRow, patchRow } from './rows.ts';
import type { JobsTable } from './schema.ts';
import { createUnreadableJobs } from './unreadable-jobs.ts';
import { createUnsentJobs } from './unsent-jobs.ts';

export function createJobs(database: Database): Jobs {
  const { kysely } = database;
  const readable = (row: Selectable<JobsTable> | undefined): HeldJob | undefined => row && jobOf(row);
  const byId = async (id: string) =>
    readable(await kysely.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst());
  const isFree = (processId: string | null) => isFreeLease(database, 'jobs', processId);

  return {
    ...createFairJobs(database),
    ...createUnreadableJobs(database),
    ...createMemberJobs(database),
    ...createChainJobs(database),
    ...createAgingJobs(database),
    ...createUnsentJobs(database),

    async insert(jobs) {
      await kysely.insertInto('jobs').values(jobs.map(jobRow)).execute();
    },
    byId,
    async byPost(postId) {
      const rows = await kysely.selectFrom('jobs').selectAll().where('post_id', '=', postId).orderBy('place').execute();
      return rows.flatMap((row) => jobOf(row) ?? []);
    },
    async claim(id, processId) {
      const held = await byId(id);
      // ours already: nothing to write
      if (held && held.lease === processId && held.phase !== 'queued') return held;
      const row = await kysely
        .updateTable('jobs')
        .set({ lease: processId })
        .where('id', '=', id)
        .where(isNotQueued)
        .where(isFree(processId))
        .returningAll()
        .executeTakeFirst();
      return readable(row);
    },
    async change(from, to, patch = {}) {
      if (!mayFollow(from.phase, to)) throw new Error(`A job never goes from ${from.phase} to ${to}`);
      const row = await kysely
        .updateTable('jobs')
        .set({ phase: to, ...patchRow(patch) })
        .where('id', '=', from.id)
        .where('phase', '=', from.phase)
        .where('lease', from.lease === null ? 'is' : '=', from.lease)
        .returningAll()
        .executeTakeFirst();
      return readable(row);
    },
    async release(id, processId, dueAt) {
      const free = { lease: null, due_at: dueAt };
      await kysely
        .updateTable('jobs')
        .set(free)
        .where('id', '=', id)
        .where('lease', '=', processId)
        // a POST is leaving: the dispatcher of the same process took the job since it was put down
        .where(sql<boolean>`phase <> ${sql.lit('submitting')}`)
        .execute();
    },
    async due(time, limit, partitions) {
      let query = kysely
        .selectFrom('jobs')
        .select('id')
        .where('due_at', '<=', time)
        .where(isNotQueued)
        .where(isFree(null))
        .orderBy('due_at')
        .limit(limit);
      if (partitions) query = query.where('partition', 'in', [-1, ...partitions]);
      return (await query.execute()).map(({ id }) => id);
    },
    async dueOf(processId, time) {
      const rows = await kysely
        .selectFrom('jobs')
        .select('id')
        .where('due_at', '<=', time)
        .where(isNotQueued)
        .where('lease', '=', processId)
        .execute();
      return rows.map(({ id }) => id);
    },
    async earliestDue() {
      const row = await kysely
        .selectFrom('jobs')
        .select('due_at')
        .where('due_at', 'is not', null)
        .where(isNotQueued)
        .where(isFree(null))
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      return row?.due_at ?? null;
    },
    async isHeld(operation) {
      const row = await kysely
        .selectFrom('jobs')
        .select('operation')
        .where('operation', '=', operation)
        .where(isHeld)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async hastenHeld(time) {
      await kysely
        .updateTable('jobs')
        .set({ due_at: time })
        .where(isHeld)
        .where(sql<boolean>`phase = ${sql.lit('failed')}`)
        .where('due_at', '>', time)
        .execute();
    },
    async recentDurations(operation, tier, limit) {
      const rows = await kysely
        .selectFrom('jobs')
        .select(['submitted_at', 'completed_at'])
        .where('operation', '=', operation)
        .where('tier', '=', tier)
        .where(isDone)
        .where('is_late', '=', 0)
        // what was only shared was made long before
        .where('attempts', '>', 0)
        .orderBy('completed_at', 'desc')
        .limit(limit)
        .execute();
      return rows.flatMap(({ submitted_at: from, completed_at: to }) =>
        from !== null && to !== null ? [to - from] : [],
      );
    },
  };
}
