import { sql } from 'kysely';
import type { Phase } from '../../core/job.ts';
import type { HeldJob } from './contract.ts';
import type { Database } from './database.ts';
import { isOpen } from './phase-tests.ts';
import { jobOf } from './rows.ts';

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
