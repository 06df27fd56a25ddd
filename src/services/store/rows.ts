import type { Insertable, Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import { failureCodes } from '../../core/failure.ts';
import { type Post, phases } from '../../core/job.ts';
import type { JsonObject } from '../../core/json.ts';
import { languages } from '../../core/language.ts';
import { planSchema } from '../../core/plan.ts';
import { providerNames } from '../../core/provider.ts';
import { isRefusal, type Refusal } from '../../core/refusal.ts';
import type { HeldJob, JobPatch, NewJob, NewPost } from './contract.ts';
import type { JobsTable, PostsTable } from './schema.ts';

const optional = <T>(value: T | null): T | undefined => value ?? undefined;
const orNull = <T>(value: T | undefined): T | null => value ?? null;
const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

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
});
const failure = z.object({
  code: z.enum(failureCodes),
  detail: z.string().optional(),
  refusal: z.custom<Refusal>(isRefusal).optional().catch(undefined),
});
const jobParts = z.object({
  provider: z.enum(providerNames),
  phase: z.enum(phases),
  input: jsonText.pipe(z.record(z.string(), z.json())),
  results: jsonText.pipe(z.array(picture.transform(withoutUndefined))),
  failure: jsonText.pipe(failure.transform(withoutUndefined)).nullable(),
});
const place = z.object({
  guildId: z.string().optional(),
  channelId: z.string(),
  context: z.enum(['guild', 'bot-dm', 'private']),
  isBotPresent: z.boolean(),
  appPermissions: z.string(),
  isNsfwChannel: z.boolean(),
  attachmentLimit: z.number(),
  language: z.enum(languages),
  publicLanguage: z.enum(languages),
});
const shown = z.array(z.object({ jobId: z.string(), index: z.number(), attachmentId: z.string(), name: z.string() }));

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A key that is absent, never one that holds undefined. */
function withoutUndefined<T extends object>(value: T): Defined<T>;
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

/** Undefined for a row that this version cannot read. */
export function jobOf(row: Selectable<JobsTable>): HeldJob | undefined {
  const parsed = jobParts.safeParse(row);
  if (!parsed.success) return undefined;
  return {
    id: row.id,
    postId: row.post_id,
    index: row.place,
    operation: row.operation,
    ...parsed.data,
    failure: optional(parsed.data.failure),
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
  };
}

export function jobRow(job: NewJob): Insertable<JobsTable> {
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
  };
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
    ...(patch.completedAt === undefined ? {} : { completed_at: patch.completedAt }),
  };
}

export function postOf(row: Selectable<PostsTable>): Post {
  const parsed = place.parse(JSON.parse(row.place));
  const plan = row.plan === null ? undefined : jsonText.pipe(planSchema).safeParse(row.plan).data;
  return {
    id: row.id,
    ownerId: row.owner_id,
    scope: row.scope,
    place: { ...parsed, guildId: parsed.guildId },
    interactionId: row.interaction_id,
    applicationId: row.application_id,
    token: row.token,
    tokenExpiresAt: row.token_expires_at,
    messageId: optional(row.message_id),
    acknowledgedAt: optional(row.acknowledged_at),
    isPrivate: row.is_private === 1,
    isSpoiler: row.is_spoiler === 1,
    shown: shown.parse(JSON.parse(row.shown)),
    createdAt: row.created_at,
    ...(plan && { plan }),
  };
}

export function postRow(post: NewPost): Insertable<PostsTable> {
  return {
    id: post.id,
    owner_id: post.ownerId,
    scope: post.scope,
    place: JSON.stringify(post.place),
    interaction_id: post.interactionId,
    action_key: post.actionKey,
    application_id: post.applicationId,
    token: post.token,
    token_expires_at: post.tokenExpiresAt,
    message_id: orNull(post.messageId),
    acknowledged_at: orNull(post.acknowledgedAt),
    is_private: post.isPrivate ? 1 : 0,
    is_spoiler: post.isSpoiler ? 1 : 0,
    shown: '[]',
    created_at: post.createdAt,
    plan: post.plan ? JSON.stringify(post.plan) : null,
  };
}
