import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import { type Post, partitionOf } from '../../core/job.ts';
import { languages } from '../../core/language.ts';
import { planSchema } from '../../core/plan.ts';
import type { NewPost } from './contract.ts';
import { jsonText, optional, orNull, withoutUndefined } from './row-values.ts';
import type { PostsTable } from './schema.ts';

const place = z.object({
  guildId: z.string().optional(),
  channelId: z.string(),
  context: z.enum(['guild', 'bot-dm', 'private']),
  isBotPresent: z.boolean(),
  appPermissions: z.string(),
  isNsfwChannel: z.boolean(),
  isThread: z.boolean().optional(),
  parentId: z.string().optional(),
  roles: z.array(z.string()).optional(),
  attachmentLimit: z.number(),
  language: z.enum(languages),
  publicLanguage: z.enum(languages),
});
const shown = z.array(z.object({ jobId: z.string(), index: z.number(), attachmentId: z.string(), name: z.string() }));

export function postOf(row: Selectable<PostsTable>): Post {
  const { guildId, ...parsed } = withoutUndefined(place.parse(JSON.parse(row.place)));
  const { copy_channel_id: channelId, copy_message_id: messageId, shown_version: shownVersion } = row;
  const plan = row.plan === null ? undefined : jsonText.pipe(planSchema).safeParse(row.plan).data;
  return {
    id: row.id,
    ownerId: row.owner_id,
    scope: row.scope,
    place: { ...parsed, guildId },
    interactionId: row.interaction_id,
    applicationId: row.application_id,
    token: row.token,
    tokenExpiresAt: row.token_expires_at,
    messageId: optional(row.message_id),
    acknowledgedAt: optional(row.acknowledged_at),
    isPrivate: row.is_private === 1,
    isSpoiler: row.is_spoiler === 1,
    shown: shown.parse(JSON.parse(row.shown)),
    ...(channelId !== null && messageId !== null ? { copy: { channelId, messageId } } : {}),
    ...(shownVersion === null ? {} : { shownVersion }),
    createdAt: row.created_at,
    ...(plan && { plan }),
  };
}

/** What is still open by then is looked at now and then. */
const FIRST_CHECK_MS = 300_000;

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
    partition: partitionOf(post.place.channelId),
    check_at: post.createdAt + FIRST_CHECK_MS,
    plan: post.plan ? JSON.stringify(post.plan) : null,
  };
}
