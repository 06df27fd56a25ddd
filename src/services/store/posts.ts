import type { Insertable, Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import { type MessagePlace, type Plan, type Post, partitionOf, planSchema, type ShownPicture } from '../../core/job.ts';
import { languages } from '../../core/language.ts';
import { type Database, jsonText, optional, orNull, withoutUndefined } from './database.ts';
import { prepared, type Slots } from './prepared.ts';
import type { PostsTable } from './schema.ts';

/** A click counts once in three seconds: same member, message and button. */
export interface NewPost extends Omit<Post, 'shown' | 'copy' | 'shownVersion'> {
  readonly actionKey: string | null;
}

export interface Posts {
  insert(post: NewPost): Promise<void>;
  byId(id: string): Promise<Post | undefined>;
  byIds(ids: readonly string[]): Promise<readonly Post[]>;
  byInteraction(interactionId: string): Promise<Post | undefined>;
  byAction(actionKey: string, since: number): Promise<Post | undefined>;
  allByAction(actionKey: string): Promise<readonly Post[]>;
  actionKeyOf(id: string): Promise<string | undefined>;
  acknowledged(id: string, at: number, messageId: string | undefined): Promise<void>;
  /** A click brought a fresh token; the one before is kept for as long as it lives. */
  renewToken(id: string, token: string, expiresAt: number): Promise<void>;
  /** Tokens before the newest that still live, newest first. */
  earlierTokens(id: string, now: number): Promise<readonly string[]>;
  /** Those that have ended, of all posts. */
  dropTokens(now: number): Promise<void>;
  moved(id: string, messageId: string): Promise<void>;
  /** What Discord took. */
  show(id: string, shown: Showing): Promise<void>;
  /** Posts whose time to be compared with their jobs has come, the oldest first. */
  toCheck(before: number, limit: number, partitions?: readonly number[]): Promise<readonly string[]>;
  checkAt(id: string, at: number | null): Promise<void>;
  /** Whatever the message says, it is to be shown anew. */
  doubt(id: string, at: number): Promise<void>;
  /** True once for each post: whoever is told so tells its owner that it has ended. */
  takeEnd(id: string, now: number): Promise<boolean>;
  /** From now on its pictures are spoilers, and its message is to be shown anew. */
  cover(id: string, at: number): Promise<void>;
  plan(id: string, plan: Plan | undefined): Promise<void>;
}

/** What a message shows, and when somebody compares it with its jobs again; null when it says how they ended. */
interface Showing {
  readonly pictures: readonly ShownPicture[];
  readonly copy: MessagePlace | undefined;
  readonly version: string;
  readonly checkAt: number | null;
}

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

type PostRow = ReturnType<typeof postRow>;

function postRow(post: NewPost) {
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
  } satisfies Insertable<PostsTable>;
}

const findPost = prepared((kysely, { id }: Slots<{ id: string }>) =>
  kysely.selectFrom('posts').selectAll().where('id', '=', id),
);
const findByInteraction = prepared((kysely, { id }: Slots<{ id: string }>) =>
  kysely.selectFrom('posts').selectAll().where('interaction_id', '=', id),
);
const insertPost = prepared((kysely, row: Slots<PostRow>) => kysely.insertInto('posts').values(row));
const findEarlierTokens = prepared((kysely, { id, now }: Slots<{ id: string; now: number }>) =>
  kysely
    .selectFrom('post_tokens')
    .select('token')
    .where('post_id', '=', id)
    .where('expires_at', '>', now)
    .orderBy('expires_at', 'desc'),
);
const takePostEnd = prepared((kysely, { id, now }: Slots<{ id: string; now: number }>) =>
  kysely.updateTable('posts').set({ end_told_at: now }).where('id', '=', id).where('end_told_at', 'is', null),
);
const changePost = prepared((kysely, { id, ...changes }: Slots<Pick<PostRow, 'id'> & Updateable<PostsTable>>) =>
  kysely.updateTable('posts').set(changes).where('id', '=', id),
);

export function createPosts(database: Database): Posts {
  const { kysely } = database;
  const read = (row: Selectable<PostsTable> | undefined) => row && postOf(row);
  const all = () => kysely.selectFrom('posts').selectAll();
  const update = (id: string) => kysely.updateTable('posts').where('id', '=', id);

  return {
    async insert(post) {
      await insertPost(database, postRow(post));
    },
    byId: async (id) => read((await findPost(database, { id })).rows[0]),
    async byIds(ids) {
      if (ids.length === 0) return [];
      return (await all().where('id', 'in', ids).execute()).map(postOf);
    },
    byInteraction: async (id) => read((await findByInteraction(database, { id })).rows[0]),
    byAction: async (key, since) =>
      read(await all().where('action_key', '=', key).where('created_at', '>', since).executeTakeFirst()),
    async allByAction(key) {
      return (await all().where('action_key', '=', key).orderBy('created_at').execute()).map(postOf);
    },
    async actionKeyOf(id) {
      const row = await kysely.selectFrom('posts').select('action_key').where('id', '=', id).executeTakeFirst();
      return row?.action_key ?? undefined;
    },
    async acknowledged(id, at, messageId) {
      const named = messageId === undefined ? {} : { message_id: messageId };
      await changePost(database, { id, acknowledged_at: at, ...named });
    },
    async renewToken(id, token, expiresAt) {
      // in one statement each: a click that comes between loses at most an older token
      await kysely
        .insertInto('post_tokens')
        .columns(['post_id', 'token', 'expires_at'])
        .expression((each) =>
          each
            .selectFrom('posts')
            .select(['id', 'token', 'token_expires_at'])
            .where('id', '=', id)
            .where('token', '<>', token),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await update(id).set({ token, token_expires_at: expiresAt }).execute();
    },
    async earlierTokens(id, now) {
      const { rows } = await findEarlierTokens(database, { id, now });
      return rows.map(({ token }) => token);
    },
    async dropTokens(now) {
      await kysely.deleteFrom('post_tokens').where('expires_at', '<=', now).execute();
    },
    async moved(id, messageId) {
      await update(id).set({ message_id: messageId }).execute();
    },
    async show(id, { pictures, copy, version, checkAt }) {
      await changePost(database, {
        id,
        shown: JSON.stringify(pictures),
        copy_channel_id: copy?.channelId ?? null,
        copy_message_id: copy?.messageId ?? null,
        shown_version: version,
        check_at: checkAt,
      });
    },
    async toCheck(before, limit, partitions) {
      let query = kysely
        .selectFrom('posts')
        .select('id')
        .where('check_at', 'is not', null)
        .where('check_at', '<=', before)
        .orderBy('check_at')
        .limit(limit);
      if (partitions) query = query.where('partition', 'in', [-1, ...partitions]);
      return (await query.execute()).map(({ id }) => id);
    },
    async checkAt(id, at) {
      await update(id).set({ check_at: at }).execute();
    },
    async doubt(id, at) {
      await update(id).set({ shown_version: '', check_at: at }).execute();
    },
    async cover(id, at) {
      await update(id).set({ is_spoiler: 1, shown_version: '', check_at: at }).execute();
    },
    async takeEnd(id, now) {
      const { numAffectedRows = 0n } = await takePostEnd(database, { id, now });
      return numAffectedRows > 0n;
    },
    async plan(id, plan) {
      await update(id)
        .set({ plan: plan ? JSON.stringify(plan) : null })
        .execute();
    },
  };
}
