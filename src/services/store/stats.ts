import { sql } from 'kysely';
import { DAY_MS, dayOf } from '../../core/periods.ts';
import type { MemberLine, StatsSpan } from '../../core/stats.ts';
import type { Database } from './database.ts';

/** Of one server, or of the direct messages of one member. */
export interface ScopeSpan extends StatsSpan {
  readonly scope: string;
}

/** Jobs that are alike, counted together. */
export interface OutcomeRow {
  /** Its first moment. */
  readonly day: number;
  readonly operation: string;
  readonly phase: string;
  /** Of failed ones. */
  readonly failure: string | undefined;
  /** Its price was given back before the picture came. */
  readonly isLate: boolean;
  /** Made once and shown again by *Share*. */
  readonly isCopy: boolean;
  readonly jobs: number;
  /** Sum of their prices. */
  readonly credits: number;
  /** Those that a provider took. */
  readonly taken: number;
}

/** What was written of a day's jobs. */
export interface LedgerRow {
  readonly day: number;
  readonly kind: string;
  readonly lines: number;
  readonly credits: number;
}

/** One job with all that was written of its money. */
export interface AccountRow {
  readonly jobId: string;
  readonly createdAt: number;
  readonly ownerId: string;
  readonly operation: string;
  readonly tier: string;
  readonly phase: string;
  readonly price: number;
  readonly isTicketed: boolean;
  readonly outcomes: readonly string[];
  readonly kinds: Readonly<Record<string, number>>;
}
export type AccountCursor = Pick<AccountRow, 'jobId' | 'createdAt'>;

interface DurationRow {
  readonly operation: string;
  /** Half of them took no longer. */
  readonly p50: number;
  readonly p95: number;
}

/** Counted by the database, in steps that are short enough not to keep anybody else waiting. */
export interface Stats {
  outcomes(span: ScopeSpan): Promise<readonly OutcomeRow[]>;
  ledger(span: ScopeSpan): Promise<readonly LedgerRow[]>;
  /** Of the newest `limit` finished ones. */
  durations(span: ScopeSpan, limit: number): Promise<readonly DurationRow[]>;
  members(span: ScopeSpan, limit: number): Promise<readonly MemberLine[]>;
  memberCount(span: ScopeSpan): Promise<number>;
  /** Unknown outcomes that nothing settled. */
  unsettled(span: ScopeSpan): Promise<{ readonly jobs: number; readonly credits: number }>;
  /** Ids of jobs whose money does not fit what became of them: looks at each, for when the sums differ. */
  odd(span: ScopeSpan, limit: number): Promise<readonly string[]>;
  /** In order of their time, from the one after `after` on. */
  accounts(span: ScopeSpan, after: AccountCursor | undefined, limit: number): Promise<readonly AccountRow[]>;
}

type AccountRows = Pick<Stats, 'ledger' | 'unsettled' | 'odd' | 'accounts'>;

const isAfter = ({ createdAt, jobId }: AccountCursor) =>
  sql<boolean>`(jobs.created_at, jobs.id) > (${createdAt}, ${jobId})`;

const wrote = (...kinds: string[]) =>
  sql<boolean>`exists (select 1 from ledger as line where line.job_id = jobs.id and line.kind in (${sql.join(kinds)}))`;

/** What the provider was asked, held against what was written of it. */
function createAccountRows({ kysely }: Database): AccountRows {
  const jobsIn = ({ scope, from, to }: ScopeSpan) =>
    kysely
      .selectFrom('jobs')
      .where('jobs.scope', '=', scope)
      .where('jobs.created_at', '>=', from)
      .where('jobs.created_at', '<', to);

  const linesIn = ({ scope, from, to }: ScopeSpan) =>
    kysely.selectFrom('ledger').where('scope', '=', scope).where('day', '>=', dayOf(from)).where('day', '<', dayOf(to));

  async function linesOf(ids: readonly string[]) {
    if (ids.length === 0) return { ledger: [], submissions: [] };
    const [ledger, submissions] = await Promise.all([
      kysely.selectFrom('ledger').select(['job_id', 'kind', 'credits']).where('job_id', 'in', ids).execute(),
      kysely
        .selectFrom('submissions')
        .select(['job_id', 'outcome', 'ticket'])
        .where('job_id', 'in', ids)
        .orderBy('id')
        .execute(),
    ]);
    return { ledger, submissions };
  }

  return {
    async ledger(span) {
      const rows = await linesIn(span)
        .select(['day', 'kind', sql<number>`count(*)`.as('lines'), sql<number>`sum(credits)`.as('credits')])
        .groupBy(['day', 'kind'])
        .execute();
      return rows.map(({ day, kind, lines, credits }) => ({
        day: Date.parse(`${day}T00:00:00Z`),
        kind,
        lines: Number(lines),
        credits: Number(credits),
      }));
    },
    async unsettled(span) {
      const row = await linesIn(span)
        .where('kind', '=', 'unknown')
        .where(
          sql<boolean>`not exists (select 1 from ledger as later
            where later.job_id = ledger.job_id and later.kind = 'settled')`,
        )
        .select([sql<number>`count(*)`.as('jobs'), sql<number>`sum(credits)`.as('credits')])
        .executeTakeFirst();
      return { jobs: Number(row?.jobs ?? 0), credits: Number(row?.credits ?? 0) };
    },
    async odd(span, limit) {
      const rows = await jobsIn(span)
        .where(
          sql<boolean>`(not ${wrote('reserved')}
            or (phase in ('delivering', 'done') and not ${wrote('charged', 'settled')})
            or (phase in ('failed', 'cancelled') and not ${wrote('given-back')})
            or (${wrote('charged')} and ${wrote('given-back')}))`,
        )
        .select('jobs.id')
        .orderBy('jobs.created_at')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async accounts(span, after, limit) {
      const from = after ? jobsIn(span).where(isAfter(after)) : jobsIn(span);
      const jobs = await from
        .select(['id', 'created_at', 'owner_id', 'operation', 'tier', 'phase', 'price'])
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      const { ledger, submissions } = await linesOf(jobs.map(({ id }) => id));
      const linesBy = Map.groupBy(ledger, ({ job_id: id }) => id);
      const askedBy = Map.groupBy(submissions, ({ job_id: id }) => id);
      return jobs.map((job): AccountRow => {
        const asked = askedBy.get(job.id) ?? [];
        const lines = linesBy.get(job.id) ?? [];
        return {
          jobId: job.id,
          createdAt: job.created_at,
          ownerId: job.owner_id,
          operation: job.operation,
          tier: job.tier,
          phase: job.phase,
          price: job.price,
          isTicketed: asked.some(({ ticket }) => ticket !== null),
          outcomes: asked.map(({ outcome }) => outcome),
          kinds: Object.fromEntries(lines.map(({ kind, credits }) => [kind, credits])),
        };
      });
    },
  };
}

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
