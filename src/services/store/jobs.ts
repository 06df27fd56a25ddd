import { type Selectable, sql, type Updateable } from 'kysely';
import { mayFollow, type Phase } from '../../core/job.ts';
import { type Database, isDone, isFreeLease, isHeld, isNotQueued, ONE } from './database.ts';
import {
  type AgingJobs,
  type ChainJobs,
  createAgingJobs,
  createChainJobs,
  createMemberJobs,
  createUnsentJobs,
  type MemberJobs,
  type UnsentJobs,
} from './job-lookups.ts';
import { createFairJobs, type FairJobs } from './job-queue.ts';
import { type HeldJob, type JobPatch, type JobState, jobOf, jobRow, type NewJob, patchRow } from './job-rows.ts';
import { prepared, preparedRows, type Slots } from './prepared.ts';
import type { JobsTable } from './schema.ts';
import { createUnreadableJobs, type UnreadableJobs } from './unreadable-jobs.ts';

export interface Jobs extends MemberJobs, ChainJobs, AgingJobs, UnsentJobs, FairJobs, UnreadableJobs {
  insert(jobs: readonly NewJob[]): Promise<void>;
  byId(id: string): Promise<HeldJob | undefined>;
  byPost(postId: string): Promise<readonly HeldJob[]>;
  /** Takes the lease where it is free, ours, or its process is dead by the database's clock. Never of a queued job. */
  claim(id: string, processId: string): Promise<HeldJob | undefined>;
  /** Compare-and-set on (id, phase, lease); undefined when the row has moved on. */
  change(from: JobState, to: Phase, patch?: JobPatch): Promise<HeldJob | undefined>;
  /** Something outside says that its task is worth a look: due at once, whoever holds it. Undefined where nobody waits for that. */
  heard(id: string, now: number): Promise<HeldJob | undefined>;
  /** Frees the lease if it is still `processId`'s, and says when to look again. */
  release(id: string, processId: string, dueAt: number | null): Promise<void>;
  /** Ids whose time has come and which no living process holds, oldest due first; queued ones wait for a slot instead. */
  due(now: number, limit: number, partitions?: readonly number[]): Promise<readonly string[]>;
  /** Ids whose time has come and which this process holds: those of them that it works on, and those that it dropped. */
  dueOf(processId: string, now: number): Promise<readonly string[]>;
  /** Earliest time at which `due` finds something, or null. */
  earliestDue(): Promise<number | null>;
  /** Whether a finished picture of this operation is held because of its host. */
  isHeld(operation: string): Promise<boolean>;
  /** What is held and was given up is looked at again now: the operator may have allowed its host. */
  hastenHeld(now: number): Promise<void>;
  /** Milliseconds from submit to completion of the last finished ones, newest first. */
  recentDurations(operation: string, tier: string, limit: number): Promise<readonly number[]>;
}

type JobRow = ReturnType<typeof jobRow>;

const insertJobs = preparedRows((kysely, rows: readonly Slots<JobRow>[]) => kysely.insertInto('jobs').values(rows));
const findJob = prepared((kysely, { id }: Slots<{ id: string }>) =>
  kysely.selectFrom('jobs').selectAll().where('id', '=', id),
);
const jobsOfPost = prepared((kysely, { postId }: Slots<{ postId: string }>) =>
  kysely.selectFrom('jobs').selectAll().where('post_id', '=', postId).orderBy('place'),
);
/** `leaseWas` is not named where nobody held it. */
const changeJob = prepared(
  (
    kysely,
    { of, was, leaseWas, ...changes }: Slots<{ of: string; was: Phase; leaseWas?: string } & Updateable<JobsTable>>,
  ) =>
    kysely
      .updateTable('jobs')
      .set(changes)
      .where('id', '=', of)
      .where('phase', '=', was)
      .where((job) => (leaseWas === undefined ? job('lease', 'is', null) : job('lease', '=', leaseWas)))
      .returningAll(),
);
const releaseJob = prepared(
  (kysely, { of, processId, dueAt }: Slots<{ of: string; processId: string; dueAt: number | null }>) =>
    kysely
      .updateTable('jobs')
      .set({ lease: null, due_at: dueAt })
      .where('id', '=', of)
      .where('lease', '=', processId)
      // a POST is leaving: the dispatcher of the same process took the job since it was put down
      .where(sql<boolean>`phase <> ${sql.lit('submitting' satisfies Phase)}`),
);
const findHeld = prepared((kysely, { operation }: Slots<{ operation: string }>) =>
  kysely.selectFrom('jobs').select('operation').where('operation', '=', operation).where(isHeld).limit(ONE),
);

export function createJobs(database: Database): Jobs {
  const { kysely } = database;
  const readable = (row: Selectable<JobsTable> | undefined): HeldJob | undefined => row && jobOf(row);
  const byId = async (id: string) => readable((await findJob(database, { id })).rows[0]);
  const isFree = (processId: string | null) => isFreeLease(database, 'jobs', processId);

  return {
    ...createFairJobs(database),
    ...createUnreadableJobs(database),
    ...createMemberJobs(database),
    ...createChainJobs(database),
    ...createAgingJobs(database),
    ...createUnsentJobs(database),

    async insert(jobs) {
      await insertJobs(database, jobs.map(jobRow));
    },
    byId,
    async byPost(postId) {
      const { rows } = await jobsOfPost(database, { postId });
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
      const held = from.lease === null ? {} : { leaseWas: from.lease };
      const was = { of: from.id, was: from.phase, ...held };
      const { rows } = await changeJob(database, { ...was, phase: to, ...patchRow(patch) });
      return readable(rows[0]);
    },
    async heard(id, time) {
      const row = await kysely
        .updateTable('jobs')
        .set({ heard_at: time, due_at: time })
        .where('id', '=', id)
        .where('phase', 'in', ['submitting', 'waiting', 'failed'] satisfies readonly Phase[])
        .returningAll()
        .executeTakeFirst();
      return readable(row);
    },
    async release(id, processId, dueAt) {
      await releaseJob(database, { of: id, processId, dueAt });
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
        .limit(ONE)
        .executeTakeFirst();
      return row?.due_at ?? null;
    },
    async isHeld(operation) {
      return (await findHeld(database, { operation })).rows.length > 0;
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
