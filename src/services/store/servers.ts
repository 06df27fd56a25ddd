import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Servers that the bot is or was a member of. */
export interface Servers {
  /** True once for each joining, whoever asks first; a server that comes back is here again. */
  joined(id: string, joinedAt: number): Promise<boolean>;
  left(id: string, at: number): Promise<void>;
  /** Those that were not left. */
  here(): Promise<readonly { readonly id: string; readonly joinedAt: number }[]>;
}

export function createServers({ kysely }: Database): Servers {
  return {
    async joined(id, joinedAt) {
      const news = await kysely
        .insertInto('servers')
        .values({ id, joined_at: joinedAt, left_at: null })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({ joined_at: joinedAt, left_at: null })
            .where(sql<boolean>`servers.joined_at < ${joinedAt}`),
        )
        .returning('id')
        .executeTakeFirst();
      if (news) return true;
      await kysely
        .updateTable('servers')
        .set({ left_at: null })
        .where('id', '=', id)
        .where('left_at', 'is not', null)
        .execute();
      return false;
    },
    async left(id, at) {
      await kysely
        .updateTable('servers')
        .set({ left_at: at })
        .where('id', '=', id)
        .where('left_at', 'is', null)
        .execute();
    },
    async here() {
      const rows = await kysely
        .selectFrom('servers')
        .select(['id', 'joined_at'])
        .where('left_at', 'is', null)
        .execute();
      return rows.map(({ id, joined_at: joinedAt }) => ({ id, joinedAt }));
    },
  };
}
