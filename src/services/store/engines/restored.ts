import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StartupError } from '../../../core/errors.ts';
import type { WitnessFile } from '../../files/witness.ts';
import type { Store } from '../contract.ts';
import { holdLock } from './sqlite.ts';

/** Tells a database that was put back from a copy, however that was made, from the one that went on. */
export interface CopiedDatabase {
  isCopy(): Promise<boolean>;
  /** What follows from that was done. */
  accept(): Promise<void>;
}

/** Written into a copy by whoever makes it. */
export const COPY_MARK = 'database:copy';
/** On either database. */
const MARK = `insert into documents (key, value) values ('${COPY_MARK}', 'yes') on conflict (key) do nothing`;
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

interface Place {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/** Before the first start on what was put back as a whole: nothing in it says by itself that it is a copy. Throws StartupError. */
export function markRestored({ dataDir, databaseUrl }: Place): Promise<void> {
  return databaseUrl === undefined ? markFile(dataDir) : markServer(databaseUrl);
}

async function markFile(dataDir: string): Promise<void> {
  const file = join(dataDir, 'darkroom.sqlite');
  if (!existsSync(file))
    throw new StartupError(`There is no database in ${dataDir}. Set DATA_DIR to the bot's folder.`);
  const lock = holdLock(join(dataDir, 'darkroom.lock'), RUNNING);
  try {
    markSqlite(file);
  } catch (cause) {
    throw new StartupError(`${file} could not be written. See whether it is the bot's database, and whose it is.`, {
      cause,
    });
  } finally {
    lock.close();
  }
}

/** Whoever starts on this file knows by it that others went on after the copy was made. */
export function markSqlite(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(MARK);
  } finally {
    database.close();
  }
}

const RUNNING = 'The bot runs on this DATA_DIR. Stop it first: it would go on as if nothing had happened.';
const ANOTHER =
  'DATABASE_URL leads to a database that the bot has never used. Put the copy back first, or see whether it is the right one.';
const counted = z.array(z.object({ count: z.coerce.number() })).length(1);
const ALIVE = `select count(*) as count from processes where expires_at > extract(epoch from clock_timestamp()) * 1000`;

async function markServer(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const { patience, wordsFor } = await import('./postgres.ts');
  const client = new pg.Client({ ...patience, connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect().catch((cause: unknown) => {
      throw new StartupError(wordsFor(cause), { cause });
    });
    const { rows } = await client.query(
      `select to_regclass('documents') is not null and to_regclass('processes') is not null as found`,
    );
    if (
      !z
        .array(z.object({ found: z.literal(true) }))
        .nonempty()
        .safeParse(rows).success
    )
      throw new StartupError(ANOTHER);
    const alive = counted.parse((await client.query(ALIVE)).rows)[0]?.count ?? 0;
    if (alive > 0)
      throw new StartupError(
        `The bot runs on this database (processes: ${alive}). Stop it first; one that was killed is counted for another 15 seconds.`,
      );
    await client.query(MARK);
  } finally {
    await client.end().catch(() => undefined);
  }
}
