import { EventEmitter } from 'node:events';
import { Keyv } from 'keyv';
import type { Database } from './database.ts';
import { prepared, type Slots } from './prepared.ts';

export interface Documents {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean>;
  clear(): Promise<void>;
}

const findDocument = prepared((kysely, { key }: Slots<{ key: string }>) =>
  kysely.selectFrom('documents').select('value').where('key', '=', key),
);

export function createDocumentRows(database: Database): Documents {
  const { kysely } = database;
  return {
    async get(key) {
      return (await findDocument(database, { key })).rows[0]?.value;
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

/** Preferences, documents and caches. Counters and money never: it has no atomic update. */
export const createDocuments = ({ documents }: { readonly documents: Documents }): Keyv =>
  new Keyv({ store: createAdapter(documents), throwOnErrors: true });

/** When a value ends is written inside it, and Keyv looks there on every read. */
function createAdapter(documents: Documents) {
  const set = async (key: string, value: unknown): Promise<boolean> => {
    await documents.set(key, String(value));
    return true;
  };
  const has = async (key: string): Promise<boolean> => (await documents.get(key)) !== undefined;

  return Object.assign(new EventEmitter(), {
    capabilities: { expires: true },
    get: documents.get,
    set,
    has,
    delete: documents.delete,
    clear: documents.clear,
    getMany: (keys: string[]) => Promise.all(keys.map((key) => documents.get(key))),
    hasMany: (keys: string[]) => Promise.all(keys.map(has)),
    setMany: (entries: { key: string; value: unknown }[]) =>
      Promise.all(entries.map(({ key, value }) => set(key, value))),
    deleteMany: (keys: string[]) => Promise.all(keys.map((key) => documents.delete(key))),
  });
}
