import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { AccountRow, ScopeSpan, Stats } from './stats-contract.ts';

type AccountRows = Pick<Stats, 'accepted' | 'unsettled' | 'odd' | 'accounts'>;

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
    async accepted(span) {
      const row = await jobsIn(span)
        .innerJoin('submissions', 'submissions.job_id', 'jobs.id')
        .where((each) =>
          each.or([each('submissions.outcome', '=', 'accepted'), each('submissions.ticket', 'is not', null)]),
        )
        .select((each) => each.fn.countAll().as('tasks'))
        .executeTakeFirst();
      return Number(row?.tasks ?? 0);
    },
    async unsettled(span) {
      const row = await jobsIn(span)
        .innerJoin('ledger', 'ledger.job_id', 'jobs.id')
        .where('ledger.kind', '=', 'unknown')
        .where(sql<boolean>`not ${wrote('settled')}`)
        .select((each) => [each.fn.countAll().as('jobs'), each.fn.sum('ledger.credits').as('credits')])
        .executeTakeFirst();
      return { jobs: Number(row?.jobs ?? 0), credits: Number(row?.credits ?? 0) };
    },
    async odd(span, limit) {
      const rows = await jobsIn(span)
        .where(
          sql<boolean>`(not ${wrote('reserved')}
            or (phase = 'done' and not ${wrote('charged', 'settled')})
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
      const jobs = await jobsIn(span)
        .where('jobs.id', '>', after)
        .select(['id', 'created_at', 'owner_id', 'operation', 'tier', 'phase', 'price'])
        .orderBy('jobs.id')
        .limit(limit)
        .execute();
      const { ledger, submissions } = await linesOf(jobs.map(({ id }) => id));
      return jobs.map((job): AccountRow => {
        const asked = submissions.filter(({ job_id: id }) => id === job.id);
        const lines = ledger.filter(({ job_id: id }) => id === job.id);
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
