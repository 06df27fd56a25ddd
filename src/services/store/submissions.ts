import { type Submission, submissionOutcomes } from '../../core/submission.ts';
import type { Submissions } from './contract.ts';
import type { Database } from './database.ts';

/** Only ever added to: a ticket that was written is never taken out again. */
export function createSubmissions({ kysely }: Database): Submissions {
  return {
    async insert({ id, jobId, attempt, nonce, sentAt, ticket, outcome }) {
      const row = { id, job_id: jobId, attempt, nonce, sent_at: sentAt, ticket: ticket ?? null, outcome };
      await kysely.insertInto('submissions').values(row).execute();
    },
    async latest(jobId): Promise<Submission | undefined> {
      const row = await kysely
        .selectFrom('submissions')
        .selectAll()
        .where('job_id', '=', jobId)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return undefined;
      const { id, attempt, nonce, sent_at: sentAt, ticket } = row;
      const outcome = submissionOutcomes.find((each) => each === row.outcome) ?? 'unknown';
      return { id, jobId, attempt, nonce, sentAt, ticket: ticket ?? undefined, outcome };
    },
    async countEarlier({ id, jobId }, outcome) {
      const { count } = await kysely
        .selectFrom('submissions')
        .select((is) => is.fn.countAll<number>().as('count'))
        .where('job_id', '=', jobId)
        .where('id', '<', id)
        .where('outcome', '=', outcome)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async ticketArrived(id, ticket) {
      await kysely.updateTable('submissions').set({ ticket, outcome: 'accepted' }).where('id', '=', id).execute();
    },
    async settle(id, outcome) {
      await kysely
        .updateTable('submissions')
        .set({ outcome })
        .where('id', '=', id)
        .where('ticket', 'is', null)
        .execute();
    },
  };
}
