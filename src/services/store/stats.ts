import { sql } from 'kysely';
import { DAY_MS } from '../../core/stats.ts';
import type { Database } from './database.ts';
import { createAccountRows } from './stats-accounts.ts';
import type { ScopeSpan, Stats } from './stats-contract.ts';

/** What *Share* shows again was made once, and is counted once. */
export const isNoCopy = sql<boolean>`not (jobs.attempts = 0 and jobs.submitted_at is not null)`;
const day = sql<number | string>`jobs.created_at / ${sql.lit(DAY_MS)}`;

/** Both databases answer large numbers as texts here and there. */
const number = (value: unknown): number => Number(value ?? 0);

export function createStats(database: Database): Stats {
  const { kysely, kind } = database;
  const jobsIn = ({ scope, from, to }: ScopeSpan) =>
    kysely
      .selectFrom('jobs')
      .where('jobs.scope', '=', scope)
      .where('jobs.created_at', '>=', from)
      .where('jobs.created_at', '<', to)
      .where(isNoCopy);
  const code = kind === 'sqlite' ? sql<string>`failure ->> 'code'` : sql<string>`failure::jsonb ->> 'code'`;

  return {
    ...createAccountRows(database),
    async outcomes(span) {
      const rows = await jobsIn(span)
        .select((each) => [day.as('day'), 'operation', 'phase', each.fn.countAll().as('jobs')])
        .groupBy([day, 'operation', 'phase'])
        .execute();
      return rows.map((row) => ({ ...row, day: number(row.day) * DAY_MS, jobs: number(row.jobs) }));
    },
    async credits(span) {
      const rows = await jobsIn(span)
        .innerJoin('ledger', 'ledger.job_id', 'jobs.id')
        .select((each) => [
          day.as('day'),
          'jobs.operation',
          'ledger.kind',
          each.fn.countAll().as('jobs'),
          each.fn.sum('ledger.credits').as('credits'),
        ])
        .groupBy([day, 'jobs.operation', 'ledger.kind'])
        .execute();
      return rows.map((row) => ({
        ...row,
        day: number(row.day) * DAY_MS,
        jobs: number(row.jobs),
        credits: number(row.credits),
      }));
    },
    async failures(span) {
      const rows = await jobsIn(span)
        .where('phase', '=', 'failed')
        .where('failure', 'is not', null)
        .select((each) => [code.as('code'), each.fn.countAll().as('jobs')])
        .groupBy(code)
        .orderBy('jobs', 'desc')
        .execute();
      return rows.map((row) => ({ code: row.code, jobs: number(row.jobs) }));
    },
    async durations(span) {
      const ranked = jobsIn(span)
        .where('phase', '=', 'done')
        .where('is_late', '=', 0)
        .where('completed_at', 'is not', null)
        .where('submitted_at', 'is not', null)
        .select([
          'operation',
          sql<number>`completed_at - submitted_at`.as('ms'),
          sql<number>`row_number() over (partition by operation order by completed_at - submitted_at)`.as('place'),
          sql<number>`count(*) over (partition by operation)`.as('total'),
        ]);
      const rows = await kysely
        .selectFrom(ranked.as('ranked'))
        .select([
          'operation',
          sql<number>`min(case when place * 2 >= total then ms end)`.as('p50'),
          sql<number>`min(case when place * 100 >= total * 95 then ms end)`.as('p95'),
        ])
        .groupBy('operation')
        .execute();
      return rows.map((row) => ({ operation: row.operation, p50: number(row.p50), p95: number(row.p95) }));
    },
    async members(span, limit) {
      const charged = sql<number>`coalesce(sum(case when ledger.kind = 'charged' then ledger.credits else 0 end), 0)`;
      const count = (...phases: string[]) =>
        sql<number>`count(distinct case when jobs.phase in (${sql.join(phases)}) then jobs.id end)`;
      const rows = await jobsIn(span)
        .leftJoin('ledger', 'ledger.job_id', 'jobs.id')
        .select([
          'jobs.owner_id',
          charged.as('credits'),
          count('done').as('done'),
          count('failed').as('failed'),
          count('cancelled').as('cancelled'),
          sql<number>`count(distinct jobs.id)`.as('jobs'),
        ])
        .groupBy('jobs.owner_id')
        .orderBy('credits', 'desc')
        .orderBy('jobs', 'desc')
        .orderBy('jobs.owner_id')
        .limit(limit)
        .execute();
      return rows.map((row) => {
        const [done, failed, cancelled] = [number(row.done), number(row.failed), number(row.cancelled)];
        const open = number(row.jobs) - done - failed - cancelled;
        return { memberId: row.owner_id, credits: number(row.credits), done, failed, cancelled, open };
      });
    },
    async memberCount(span) {
      const row = await jobsIn(span)
        .select((each) => each.fn.count('owner_id').distinct().as('members'))
        .executeTakeFirst();
      return number(row?.members);
    },
  };
}
