import { z } from 'zod';
import type { Store } from './contract.ts';

/** Tells a database that was put back from a backup from the one that it was made of. */
export interface CopiedDatabase {
  isCopy(): Promise<boolean>;
  /** What follows from that was done. */
  accept(): Promise<void>;
}

/** Written into a copy by whoever makes it. */
export const COPY_MARK = 'database:copy';
const HOME = 'database:home';

const homeSchema = z.array(z.object({ home: z.string() })).length(1);
/** The cluster, the database and the table: whatever is restored is another one of at least one of them. */
const WHERE = `select system_identifier || ':' || (select oid from pg_database where datname = current_database())
  || ':' || 'jobs'::regclass::oid as home from pg_control_system()`;

export function createCopiedDatabase(store: Pick<Store, 'kind' | 'documents' | 'sql'>): CopiedDatabase {
  const { documents } = store;
  if (store.kind === 'sqlite') {
    return {
      isCopy: async () => (await documents.get(COPY_MARK)) !== undefined,
      accept: async () => void (await documents.delete(COPY_MARK)),
    };
  }
  const here = async () => homeSchema.parse(await store.sql(WHERE, []))[0]?.home ?? '';
  return {
    async isCopy() {
      const home = await documents.get(HOME);
      return home !== undefined && home !== (await here());
    },
    accept: async () => documents.set(HOME, await here()),
  };
}
