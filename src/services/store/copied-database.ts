import { z } from 'zod';
import type { WitnessFile } from '../files/witness.ts';
import type { Store } from './contract.ts';

/** Tells a database that was put back from a copy, however that was made, from the one that went on. */
export interface CopiedDatabase {
  isCopy(): Promise<boolean>;
  /** What follows from that was done. */
  accept(): Promise<void>;
}

/** Written into a copy by whoever makes it. */
export const COPY_MARK = 'database:copy';
/** On either database. */
export const MARK = `insert into documents (key, value) values ('${COPY_MARK}', 'yes') on conflict (key) do nothing`;
const HOME = 'database:home';

const homeSchema = z.array(z.object({ home: z.string() })).length(1);
/** The cluster, the database and the table: whatever is restored is another one of at least one of them. */
const WHERE = `select system_identifier || ':' || (select oid from pg_database where datname = current_database())
  || ':' || 'jobs'::regclass::oid as home from pg_control_system()`;

type Parts = Pick<Store, 'kind' | 'documents' | 'witness' | 'sql'>;

export function createCopiedDatabase(store: Parts, file: Pick<WitnessFile, 'read' | 'note'>): CopiedDatabase {
  const { documents, witness } = store;
  const here = async () => homeSchema.parse(await store.sql(WHERE, []))[0]?.home ?? '';

  async function hasMoved(): Promise<boolean> {
    if (store.kind === 'sqlite') return false;
    const home = await documents.get(HOME);
    return home !== undefined && home !== (await here());
  }

  /** The file first: what it says was in the database before. */
  async function isBehind(): Promise<boolean> {
    const height = await file.read();
    return height > (await witness.read());
  }

  return {
    isCopy: async () => (await documents.get(COPY_MARK)) !== undefined || (await hasMoved()) || (await isBehind()),
    async accept() {
      file.note(await witness.raise(await file.read()));
      if (store.kind === 'postgres') await documents.set(HOME, await here());
      await documents.delete(COPY_MARK);
    },
  };
}
