import type { Insertable, Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import { type SentOrder, type Submission, type SubmissionOutcome, submissionOutcomes } from '../../core/job.ts';
import type { ProviderName, RemoteImage } from '../../core/provider.ts';
import { type Database, jsonText, ONE, optional, orNull, withoutUndefined } from './database.ts';
import { prepared, type Slots } from './prepared.ts';
import type { SubmissionsTable } from './schema.ts';

export interface Submissions {
  insert(submission: Submission): Promise<void>;
  latest(jobId: string): Promise<Submission | undefined>;
  ofJob(jobId: string): Promise<readonly Submission[]>;
  /** Whether a task is already known to be somebody's. */
  isTaken(ticket: string): Promise<boolean>;
  /** Of the same job, before this one. */
  countEarlier(submission: Pick<Submission, 'id' | 'jobId'>, outcome: SubmissionOutcome): Promise<number>;
  /** Never refused, whatever became of the job. */
  ticketArrived(id: string, ticket: string): Promise<void>;
  /** Likewise, of a task that has no ticket. */
  imagesArrived(id: string, images: readonly RemoteImage[]): Promise<void>;
  /** False where this one was noted before. */
  noteWebhook(id: string, webhookId: string, now: number): Promise<boolean>;
  forgetWebhooks(before: number): Promise<void>;
  /** Before it leaves. */
  leaving(id: string, order: SentOrder): Promise<void>;
  /** Of the tasks asked for since then whose orders named a webhook, and that have ended: whether there are any, and when one of theirs last came. */
  webhooksSince(provider: ProviderName, time: number): Promise<{ isNamed: boolean; heardAt: number | undefined }>;
  settle(id: string, outcome: SubmissionOutcome): Promise<void>;
}

const readImages = jsonText.pipe(
  z.array(
    z.object({ source: z.object({ url: z.string() }), nsfw: z.boolean().optional() }).transform(withoutUndefined),
  ),
);

const readOrder = jsonText.pipe(
  z.object({ uploads: z.record(z.string(), z.string()), fingerprint: z.string().optional() }),
);

function submissionOf(row: Selectable<SubmissionsTable>): Submission {
  const { id, job_id: jobId, attempt, nonce, webhook_url: url, webhook_secret: secret, sent_at: sentAt } = row;
  const webhook = url !== null && secret !== null ? { url, secret } : undefined;
  const outcome = submissionOutcomes.find((each) => each === row.outcome) ?? 'unknown';
  const images = row.images === null ? undefined : readImages.safeParse(row.images).data;
  const order = row.sent_order === null ? undefined : readOrder.safeParse(row.sent_order).data;
  return { id, jobId, attempt, nonce, webhook, sentAt, ticket: optional(row.ticket), images, order, outcome };
}

/** What became of it is known: it is not sent once more, and addresses of members' pictures are kept no longer. */
const OVER = { sent_order: null };

type Id = Pick<SubmissionsTable, 'id'>;

const insertSubmission = prepared((kysely, row: Slots<SubmissionRow>) => kysely.insertInto('submissions').values(row));
const changeSubmission = prepared((kysely, { id, ...changes }: Slots<Id & Updateable<SubmissionsTable>>) =>
  kysely.updateTable('submissions').set(changes).where('id', '=', id),
);
const settleSubmission = prepared((kysely, { id, ...changes }: Slots<Id & Updateable<SubmissionsTable>>) =>
  kysely
    .updateTable('submissions')
    .set(changes)
    .where('id', '=', id)
    .where('ticket', 'is', null)
    .where('images', 'is', null),
);
const findLatest = prepared((kysely, { jobId }: Slots<{ jobId: string }>) =>
  kysely.selectFrom('submissions').selectAll().where('job_id', '=', jobId).orderBy('id', 'desc').limit(ONE),
);

type SubmissionRow = ReturnType<typeof submissionRow>;

function submissionRow({ id, jobId, attempt, nonce, webhook, sentAt, ticket, order, outcome }: Submission) {
  const named = { webhook_url: orNull(webhook?.url), webhook_secret: orNull(webhook?.secret) };
  const bare = { id, job_id: jobId, attempt, nonce, ...named, sent_at: sentAt, ticket: orNull(ticket), outcome };
  return { ...bare, sent_order: order ? JSON.stringify(order) : null } satisfies Insertable<SubmissionsTable>;
}

/** Only ever added to: a ticket that was written is never taken out again. */
export function createSubmissions(database: Database): Submissions {
  const { kysely } = database;
  return {
    async insert(submission) {
      await insertSubmission(database, submissionRow(submission));
    },
    async latest(jobId): Promise<Submission | undefined> {
      const [row] = (await findLatest(database, { jobId })).rows;
      return row && submissionOf(row);
    },
    async ofJob(jobId) {
      const rows = await kysely.selectFrom('submissions').selectAll().where('job_id', '=', jobId).execute();
      return rows.map(submissionOf);
    },
    async isTaken(ticket) {
      const row = await kysely.selectFrom('submissions').select('id').where('ticket', '=', ticket).executeTakeFirst();
      return row !== undefined;
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
      await changeSubmission(database, { id, ticket, outcome: 'accepted', ...OVER });
    },
    async imagesArrived(id, images) {
      await changeSubmission(database, { id, images: JSON.stringify(images), outcome: 'accepted' });
    },
    async noteWebhook(id, webhookId, now) {
      const row = await kysely
        .insertInto('webhooks')
        .values({ submission_id: id, id: webhookId, heard_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async forgetWebhooks(before) {
      await kysely.deleteFrom('webhooks').where('heard_at', '<', before).execute();
    },
    async leaving(id, order) {
      await changeSubmission(database, { id, sent_order: JSON.stringify(order) });
    },
    async webhooksSince(provider, time) {
      const { orders, heard } = await kysely
        .selectFrom('submissions')
        .innerJoin('jobs', 'jobs.id', 'submissions.job_id')
        .leftJoin('webhooks', 'webhooks.submission_id', 'submissions.id')
        .select((of) => [
          of.fn.count<number>('submissions.id').as('orders'),
          of.fn.max<number | null>('webhooks.heard_at').as('heard'),
        ])
        .where('jobs.provider', '=', provider)
        .where('jobs.created_at', '>=', time)
        .where('submissions.webhook_url', 'is not', null)
        .where('submissions.ticket', 'is not', null)
        .where('jobs.completed_at', 'is not', null)
        .executeTakeFirstOrThrow();
      return { isNamed: Number(orders) > 0, heardAt: heard === null ? undefined : Number(heard) };
    },
    async settle(id, outcome) {
      await settleSubmission(database, { id, outcome, ...OVER });
    },
  };
}
