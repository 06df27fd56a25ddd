import { sql } from 'kysely';
import type { HeldJob } from './contract.ts';
import type { Database } from './database.ts';
import { isDone } from './phase-tests.ts';
import { jobOf } from './rows.ts';

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
