import { sql } from 'kysely';
import { DAY_MS } from '../../core/periods.ts';
import type { Database } from './database.ts';
import { createAccountRows } from './stats-accounts.ts';
import type { ScopeSpan, Stats } from './stats-contract.ts';

const isCopy = sql<boolean>`(attempts = 0 and submitted_at is not null)`;
const day = sql<number | string>`created_at / ${sql.lit(DAY_MS)}`;
const isTaken = sql<boolean>`(ticket is not null or (attempts > 0 and phase in ('storing', 'delivering', 'done')))`;
const count = (condition: ReturnType<typeof sql<boolean>>) =>
  sql<number>`sum(case when ${condition} then 1 else 0 end)`;

/** Both databases answer large numbers as texts here and there. */
const number = (value: unknown): number => Number(value ?? 0);

export function createStats(database: Database): Stats {
  const { kysely, kind } = database;
  const jobsIn = ({ scope, from, to }: ScopeSpan) =>
    kysely.selectFrom('jobs').where('scope', '=', scope).where('created_at', '>=', from).where('created_at', '<', to);
  const code = kind === 'sqlite' ? sql`failure ->> 'code'` : sql`failure::jsonb ->> 'code'`;
  const failure = sql<string | null>`case when phase = 'failed' then ${code} end`;

  return {
    ...createAccountRows(database),
    async outcomes(span) {
      const rows = await jobsIn(span)
        .select([
          day.as('day'),
          'operation',
          'phase',
          failure.as('reason'),
          'is_late',
          sql<number | boolean>`${isCopy}`.as('is_copy'),
          sql<number>`count(*)`.as('jobs'),
          sql<number>`sum(price)`.as('credits'),
          count(isTaken).as('taken'),
        ])
        .groupBy([day, 'operation', 'phase', failure, 'is_late', isCopy])
        .execute();
      return rows.map((row) => ({
        day: number(row.day) * DAY_MS,
        operation: row.operation,
        phase: row.phase,
        failure: row.reason ?? undefined,
        isLate: row.is_late === 1,
        isCopy: Boolean(row.is_copy),
        jobs: number(row.jobs),
        credits: number(row.credits),
        taken: number(row.taken),
      }));
    },
    async durations(span, limit) {
      const newest = jobsIn(span)
        .where('phase', '=', 'done')
        .where('is_late', '=', 0)
        .where('attempts', '>', 0)
        .where('completed_at', 'is not', null)
        .where('submitted_at', 'is not', null)
        .select(['operation', sql<number>`completed_at - submitted_at`.as('ms')])
        .orderBy('created_at', 'desc')
        .limit(limit);
      const ranked = kysely
        .selectFrom(newest.as('newest'))
        .select([
          'operation',
          'ms',
          sql<number>`row_number() over (partition by operation order by ms)`.as('place'),
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
      const inPhase = (phase: string) => count(sql<boolean>`phase = ${sql.lit(phase)}`);
      const rows = await jobsIn(span)
        .where(sql<boolean>`not ${isCopy}`)
        .select([
          'owner_id',
          sql<number>`sum(case when phase = 'done' and is_late = 0 then price else 0 end)`.as('credits'),
          inPhase('done').as('done'),
          inPhase('failed').as('failed'),
          inPhase('cancelled').as('cancelled'),
          sql<number>`count(*)`.as('jobs'),
        ])
        .groupBy('owner_id')
        .orderBy('credits', 'desc')
        .orderBy('jobs', 'desc')
        .orderBy('owner_id')
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
