import type { Insertable, Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import { failureCodes } from '../../core/failure.ts';
import { type Job, type Phase, phases } from '../../core/job.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../core/json.ts';
import { providerNames } from '../../core/provider.ts';
import { isRefusal, type Refusal } from '../../core/refusal.ts';
import { creditSchema } from '../../core/settings.ts';
import { jsonText, optional, orNull, withoutUndefined } from './database.ts';
import type { JobsTable } from './schema.ts';

/** A job as the process that reads it holds it: the lease is part of every compare-and-set. */
export interface HeldJob extends Job {
  /** Process that works on it, or null. */
  readonly lease: string | null;
  /** When somebody should look at it again; null when only an event moves it on. */
  readonly dueAt: number | null;
}

export type NewJob = HeldJob;

export type JobPatch = Partial<
  Pick<
    HeldJob,
    | 'lease'
    | 'dueAt'
    | 'input'
    | 'attempts'
    | 'ticket'
    | 'isTold'
    | 'results'
    | 'failure'
    | 'isLate'
    | 'submittedAt'
    | 'deadlineAt'
    | 'completedAt'
    | 'credit'
    | 'renewals'
    | 'heldHost'
  >
> & {
  /** When the pictures were removed for their age. */
  readonly expiredAt?: number;
};

export type JobState = Pick<HeldJob, 'id' | 'phase' | 'lease'>;

/** A row that this version cannot read: set aside, told, never in the way of the others. */
export interface UnreadableJob {
  readonly id: string;
  readonly postId: string;
  readonly phase: Phase;
  readonly problem: string;
}

const picture = z.object({
  url: z.string().optional(),
  expiresAt: z.number().optional(),
  nsfw: z.boolean().optional(),
  spool: z.string().optional(),
  type: z.enum(['png', 'jpg', 'webp', 'gif']).optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  bytes: z.number().optional(),
  isFinished: z.boolean().optional(),
  storedId: z.string().optional(),
  link: z.string().optional(),
  isKeptHere: z.boolean().optional(),
  isExpired: z.boolean().optional(),
});
const failure = z.object({
  code: z.enum(failureCodes),
  detail: z.string().optional(),
  refusal: z.custom<Refusal>(isRefusal).optional().catch(undefined),
});
const pictures = jsonText.pipe(z.array(picture.transform(withoutUndefined)));
const failed = jsonText.pipe(failure.transform(withoutUndefined)).nullable();
const credited = jsonText.pipe(creditSchema).nullable();
const NO_PICTURES = '[]';

/** What kind of failure it was, without what was said about it. */
export function bareFailure(text: string | null): string | null {
  const code = text === null ? undefined : jsonText.pipe(failure).safeParse(text).data?.code;
  return code === undefined || code === 'unreadable-record' ? null : JSON.stringify({ code });
}

/** Undefined for a row that this version cannot read. */
export function jobOf(row: Selectable<JobsTable>): HeldJob | undefined {
  const provider = providerNames.find((each) => each === row.provider);
  const phase = phases.find((each) => each === row.phase);
  const input = parseJson(row.input);
  const results = row.results === NO_PICTURES ? [] : pictures.safeParse(row.results).data;
  const failure = failed.safeParse(row.failure).data;
  const credit = credited.safeParse(row.credit).data;
  if (!provider || !phase || !isJsonObject(input) || !results) return undefined;
  if (failure === undefined || credit === undefined) return undefined;
  return {
    id: row.id,
    postId: row.post_id,
    index: row.place,
    operation: row.operation,
    provider,
    phase,
    input,
    results,
    failure: optional(failure),
    credit: optional(credit),
    tier: row.tier,
    price: row.price,
    scope: row.scope,
    ownerId: row.owner_id,
    partition: row.partition,
    attempts: row.attempts,
    ticket: optional(row.ticket),
    isTold: row.is_told === 1,
    isLate: row.is_late === 1,
    lease: row.lease,
    dueAt: row.due_at,
    createdAt: row.created_at,
    submittedAt: optional(row.submitted_at),
    deadlineAt: optional(row.deadline_at),
    completedAt: optional(row.completed_at),
    parentId: optional(row.parent_id),
    parentIndex: optional(row.parent_index),
    rootId: row.root_id ?? row.id,
    depth: row.depth,
    ...(row.renewals > 0 && { renewals: row.renewals }),
    ...(row.held_host !== null && { heldHost: row.held_host }),
    ...(row.heard_at !== null && { heardAt: row.heard_at }),
  };
}

export function jobRow(job: NewJob) {
  return {
    id: job.id,
    post_id: job.postId,
    place: job.index,
    operation: job.operation,
    provider: job.provider,
    phase: job.phase,
    input: JSON.stringify(job.input satisfies JsonObject),
    tier: job.tier,
    price: job.price,
    scope: job.scope,
    owner_id: job.ownerId,
    partition: job.partition,
    priority: 0,
    attempts: job.attempts,
    ticket: orNull(job.ticket),
    results: JSON.stringify(job.results),
    failure: job.failure ? JSON.stringify(job.failure) : null,
    is_told: job.isTold ? 1 : 0,
    is_late: job.isLate ? 1 : 0,
    lease: job.lease,
    due_at: job.dueAt,
    created_at: job.createdAt,
    submitted_at: orNull(job.submittedAt),
    deadline_at: orNull(job.deadlineAt),
    completed_at: orNull(job.completedAt),
    parent_id: orNull(job.parentId),
    parent_index: orNull(job.parentIndex),
    root_id: job.rootId,
    depth: job.depth,
    credit: job.credit ? JSON.stringify(job.credit) : null,
    // of what becomes of its own result: never a copy's
    renewals: 0,
    held_host: null,
    heard_at: null,
  } satisfies Insertable<JobsTable>;
}

export function patchRow(patch: JobPatch): Updateable<JobsTable> {
  return {
    ...('lease' in patch ? { lease: orNull(patch.lease) } : {}),
    ...('dueAt' in patch ? { due_at: orNull(patch.dueAt) } : {}),
    ...(patch.input === undefined ? {} : { input: JSON.stringify(patch.input) }),
    ...(patch.attempts === undefined ? {} : { attempts: patch.attempts }),
    ...(patch.ticket === undefined ? {} : { ticket: patch.ticket }),
    ...(patch.results === undefined ? {} : { results: JSON.stringify(patch.results) }),
    ...(patch.failure === undefined ? {} : { failure: JSON.stringify(patch.failure) }),
    ...(patch.isTold === undefined ? {} : { is_told: patch.isTold ? 1 : 0 }),
    ...(patch.isLate === undefined ? {} : { is_late: patch.isLate ? 1 : 0 }),
    ...(patch.submittedAt === undefined ? {} : { submitted_at: patch.submittedAt }),
    ...(patch.deadlineAt === undefined ? {} : { deadline_at: patch.deadlineAt }),
    ...('credit' in patch ? { credit: patch.credit ? JSON.stringify(patch.credit) : null } : {}),
    ...(patch.renewals === undefined ? {} : { renewals: patch.renewals }),
    ...('heldHost' in patch ? { held_host: orNull(patch.heldHost) } : {}),
    ...(patch.expiredAt === undefined ? {} : { expired_at: patch.expiredAt }),
    ...(patch.completedAt === undefined ? {} : { completed_at: patch.completedAt }),
  };
}
