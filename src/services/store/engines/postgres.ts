import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import { StartupError } from '../../../core/errors.ts';
import type { Log } from '../../log.ts';
import { storeError } from './errors.ts';
import type { OpenedDatabase } from './sqlite.ts';

/** The same dialect, its errors in our words. */
function withStoreErrors(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (kysely) => dialect.createIntrospector(kysely),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => wrap(dialect.createDriver()),
  };
}

function wrap(driver: Driver): Driver {
  const originals = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const original = (connection: DatabaseConnection) => originals.get(connection) ?? connection;

  return {
    init: () => driver.init(),
    async acquireConnection() {
      const connection = await inOurWords(() => driver.acquireConnection());
      const wrapped: DatabaseConnection = {
        executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
          inOurWords(() => connection.executeQuery<R>(query)),
        streamQuery: (query, size) => connection.streamQuery(query, size),
      };
      originals.set(wrapped, connection);
      return wrapped;
    },
    beginTransaction: (connection, settings) =>
      inOurWords(() => driver.beginTransaction(original(connection), settings)),
    commitTransaction: (connection) => inOurWords(() => driver.commitTransaction(original(connection))),
    // what could not be rolled back is thrown away with its connection: what is told is why there was a rollback
    rollbackTransaction: (connection) => driver.rollbackTransaction(original(connection)).catch(() => undefined),
    releaseConnection: (connection) => driver.releaseConnection(original(connection)),
    destroy: () => driver.destroy(),
  };
}

async function inOurWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}

const BIGINT = 20;
const CONNECTIONS = 10;
const CLOSING_MS = 1000;

/** Connections die without a word: in a fail-over, behind a firewall that forgets them, with a machine that sleeps. */
export const patience = {
  connectionTimeoutMillis: 5000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  query_timeout: 15_000,
};
/** What the server ends by itself, before we take it for dead: also what a dead connection of ours still holds locked. */
const ENDED_BY_SERVER = 'set statement_timeout = 12000; set idle_in_transaction_session_timeout = 10000';

/** Milliseconds and counts fit a number for a long time yet. */
const types = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === BIGINT ? Number : pg.types.getTypeParser(id, format),
};

export async function openPostgres(url: string, log: Log): Promise<OpenedDatabase> {
  const pool = open({
    ...patience,
    connectionString: url,
    max: CONNECTIONS,
    types,
    // said afterwards: poolers refuse such words in a greeting
    onConnect: (client) => client.query(ENDED_BY_SERVER),
  });
  await pool.query('select 1').catch(async (error: unknown) => {
    await pool.end();
    throw new StartupError(wordsFor(error), { cause: error });
  });

  function open(config: pg.PoolConfig): pg.Pool {
    const opened = new pg.Pool(config);
    // an idle connection that breaks is replaced: its error must not end the process
    opened.on('error', (error) => log.warn({ err: error }, 'a connection to the database broke'));
    // nor that of one that breaks in the middle of a transaction: whoever uses it is told by its next query
    opened.on('connect', (client) => client.on('error', () => undefined));
    return opened;
  }

  const { query_timeout: _, ...endless } = patience;
  return {
    dialect: withStoreErrors(new PostgresDialect({ pool: lastingPool(pool) })),
    // tables of a large community take minutes to change, and another process may be at it
    unhurried: () =>
      withStoreErrors(new PostgresDialect({ pool: open({ ...endless, connectionString: url, max: 2 }) })),
    // what was deleted is on pages that the server itself tidies up
    purge: async () => {},
    // a query that is never answered must not hold up the end
    close: () => Promise.race([pool.end(), new Promise<void>((resolve) => setTimeout(resolve, CLOSING_MS).unref())]),
  };
}

/** The same pool, but for connections that did not answer: they are asked nothing more, and not lent out again. */
const lastingPool = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  connect: async () => lasting(await pool.connect()),
  end: () => pool.end(),
});

function lasting(client: PostgresPoolClient): PostgresPoolClient {
  let broken: { readonly error: unknown } | undefined;

  async function ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (broken) throw broken.error;
    try {
      return await client.query<R>(text, values);
    } catch (error) {
      // whatever the server did not say itself leaves open what the connection still carries
      if (!(error instanceof pg.DatabaseError)) broken = { error };
      throw error;
    }
  }

  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(asked: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string') throw new Error('Rows are not streamed from Postgres');
    return ask(asked, values);
  }

  return { query, release: (isDiscarded) => client.release(isDiscarded === true || broken !== undefined) };
}

export function wordsFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '28P01' || code === '28000')
    return 'Postgres refuses the user or the password of DATABASE_URL or PGPASSWORD.';
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist. Make it: createdb NAME.';
  if (code === '53300') return 'Postgres has no connection left. Raise max_connections, or run fewer processes.';
  return 'Postgres cannot be reached. Check DATABASE_URL, that the server runs, and that it accepts connections from here.';
}
