import type { Selectable } from 'kysely';
import type { Posts } from './contract.ts';
import type { Database } from './database.ts';
import { postOf, postRow } from './rows.ts';
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
    async acknowledged(id, at, messageId) {
      await update(id)
        .set({ acknowledged_at: at, ...(messageId === undefined ? {} : { message_id: messageId }) })
        .execute();
    },
    async renewToken(id, token, expiresAt) {
      await update(id).set({ token, token_expires_at: expiresAt }).execute();
    },
    async moved(id, messageId) {
      await update(id).set({ message_id: messageId }).execute();
    },
    async show(id, shown) {
      await update(id)
        .set({ shown: JSON.stringify(shown) })
        .execute();
    },
    async plan(id, plan) {
      await update(id)
        .set({ plan: JSON.stringify(plan) })
        .execute();
    },
  };
}
