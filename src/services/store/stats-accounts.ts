import { sql } from 'kysely';
import { dayOf } from '../../core/periods.ts';
import type { Database } from './database.ts';
import type { AccountCursor, AccountRow, ScopeSpan, Stats } from './stats-contract.ts';

type AccountRows = Pick<Stats, 'ledger' | 'unsettled' | 'odd' | 'accounts'>;

const isAfter = ({ createdAt, jobId }: AccountCursor) =>
  sql<boolean>`(jobs.created_at, jobs.id) > (${createdAt}, ${jobId})`;

const wrote = (...kinds: string[]) =>
  sql<boolean>`exists (select 1 from ledger as line where line.job_id = jobs.id and line.kind in (${sql.join(kinds)}))`;

/** What the provider was asked, held against what was written of it. */
export function createAccountRows({ kysely }: Database): AccountRows {
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
