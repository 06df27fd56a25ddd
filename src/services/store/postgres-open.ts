import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { StartupError } from '../../core/errors.ts';
import type { Log } from '../logging/create-log.ts';
import { withStoreErrors } from './mapped-driver.ts';
import type { OpenedDatabase } from './sqlite-open.ts';

const BIGINT = 20;
const CONNECTIONS = 10;

/** Milliseconds and counts fit a number for a long time yet. */
const types = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === BIGINT ? Number : pg.types.getTypeParser(id, format),
};

export interface PostgresDatabase extends OpenedDatabase {
  readonly pool: pg.Pool;
}

export async function openPostgres(url: string, log: Log): Promise<PostgresDatabase> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, connectionTimeoutMillis: 5000, types });
  // an idle connection that breaks is replaced: its error must not end the process
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database broke'));
  // nor that of one that breaks in the middle of a transaction: whoever uses it is told by its next query
  pool.on('connect', (client) => client.on('error', () => undefined));
  await pool.query('select 1').catch(async (error: unknown) => {
    await pool.end();
    throw new StartupError(wordsFor(error), { cause: error });
  });
  const dialect = withStoreErrors(new PostgresDialect({ pool }));
  // what was deleted is on pages that the server itself tidies up
  return { dialect, pool, purge: async () => {}, close: () => pool.end() };
}

function wordsFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '28P01' || code === '28000') return 'Postgres refuses the user or the password in DATABASE_URL.';
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist. Make it: createdb NAME.';
  if (code === '53300') return 'Postgres has no connection left. Raise max_connections, or run fewer processes.';
  return 'Postgres cannot be reached. Check DATABASE_URL, that the server runs, and that it accepts connections from here.';
}
