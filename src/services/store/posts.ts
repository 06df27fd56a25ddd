import type { Selectable } from 'kysely';
import type { Posts } from './contract.ts';
import type { Database } from './database.ts';
import { postOf, postRow } from './post-rows.ts';
import type { PostsTable } from './schema.ts';

export function createPosts({ kysely }: Database): Posts {
  const read = (row: Selectable<PostsTable> | undefined) => row && postOf(row);
  const all = () => kysely.selectFrom('posts').selectAll();
  const update = (id: string) => kysely.updateTable('posts').where('id', '=', id);

  return {
    async insert(post) {
      await kysely.insertInto('posts').values(postRow(post)).execute();
    },
    byId: async (id) => read(await all().where('id', '=', id).executeTakeFirst()),
    async byIds(ids) {
      if (ids.length === 0) return [];
      return (await all().where('id', 'in', ids).execute()).map(postOf);
    },
    byInteraction: async (id) => read(await all().where('interaction_id', '=', id).executeTakeFirst()),
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
      await update(id)
        .set({ acknowledged_at: at, ...(messageId === undefined ? {} : { message_id: messageId }) })
        .execute();
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
      const rows = await kysely
        .selectFrom('post_tokens')
        .select('token')
        .where('post_id', '=', id)
        .where('expires_at', '>', now)
        .orderBy('expires_at', 'desc')
        .execute();
      return rows.map(({ token }) => token);
    },
    async dropTokens(now) {
      await kysely.deleteFrom('post_tokens').where('expires_at', '<=', now).execute();
    },
    async moved(id, messageId) {
      await update(id).set({ message_id: messageId }).execute();
    },
    async show(id, { pictures, copy, version, checkAt }) {
      await update(id)
        .set({
          shown: JSON.stringify(pictures),
          copy_channel_id: copy?.channelId ?? null,
          copy_message_id: copy?.messageId ?? null,
          shown_version: version,
          check_at: checkAt,
        })
        .execute();
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
      const { numUpdatedRows } = await update(id)
        .where('end_told_at', 'is', null)
        .set({ end_told_at: now })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async plan(id, plan) {
      await update(id)
        .set({ plan: plan ? JSON.stringify(plan) : null })
        .execute();
    },
  };
}
