import { sql } from 'kysely';
import { isEnded, type Phase, phases } from '../../core/job.ts';
import { type Database, isOpen } from './database.ts';
import { jobOf, type UnreadableJob } from './job-rows.ts';
import { createLedger } from './ledger.ts';

export interface UnreadableJobs {
  /** Rows that no longer parse, moved to `failed` and due, so that their members are told. */
  setAsideUnreadable(): Promise<readonly UnreadableJob[]>;
  /** Spool files of pictures that are not stored or not shown yet. */
  spoolInUse(): Promise<readonly string[]>;
}

const BATCH = 500;

/** Rows of another version: they must not be in the way of those that can be read. */
export function createUnreadableJobs(database: Database): UnreadableJobs {
  const { kysely } = database;
  const ledger = createLedger(database);

  async function setAside(id: string): Promise<void> {
    const unreadable = {
      phase: 'failed',
      input: '{}',
      results: '[]',
      failure: JSON.stringify({ code: 'unreadable-record' }),
      is_told: 0,
      lease: null,
      due_at: 0,
    };
    await kysely.updateTable('jobs').set(unreadable).where('id', '=', id).execute();
    await giveBack(id);
  }

  /** What was reserved, whatever else the row no longer says. */
  async function giveBack(id: string): Promise<void> {
    const reserved = (await ledger.byJob(id)).filter(({ kind }) => kind === 'reserved');
    await ledger.append(reserved.map((line) => ({ ...line, kind: 'given-back' })));
  }

  return {
    async setAsideUnreadable() {
      const found: UnreadableJob[] = [];
      for (let after = ''; ; ) {
        const rows = await kysely
          .selectFrom('jobs')
          .selectAll()
          .where('id', '>', after)
          .where(isOpen)
          .orderBy('id')
          .limit(BATCH)
          .execute();
        for (const row of rows) {
          if (jobOf(row)) continue;
          const phase: Phase | undefined = phases.find((each) => each === row.phase);
          if (phase && isEnded(phase)) continue;
          await setAside(row.id);
          found.push({
            id: row.id,
            postId: row.post_id,
            phase: phase ?? 'failed',
            problem: 'a row of another version',
          });
        }
        const last = rows.at(-1);
        if (!last || rows.length < BATCH) return found;
        after = last.id;
      }
    },
    async spoolInUse() {
      const rows = await kysely
        .selectFrom('jobs')
        .selectAll()
        .where(sql<boolean>`results <> '[]' and (phase in ('storing', 'delivering') or is_told = 0)`)
        .execute();
      return rows.flatMap((row) => jobOf(row)?.results.flatMap(({ spool }) => spool ?? []) ?? []);
    },
  };
}
