import type { Documents } from './contract.ts';
import type { Database } from './database.ts';

export function createDocumentRows({ kysely }: Database): Documents {
  return {
    async get(key) {
      const row = await kysely.selectFrom('documents').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value;
    },
    async set(key, value) {
      await kysely
        .insertInto('documents')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },
    async delete(key) {
      const { numDeletedRows } = await kysely.deleteFrom('documents').where('key', '=', key).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async clear() {
      await kysely.deleteFrom('documents').execute();
    },
  };
}
