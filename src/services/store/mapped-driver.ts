import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { storeError } from './store-errors.ts';

/** The same dialect, its errors in our words. */
export function withStoreErrors(dialect: Dialect): Dialect {
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

async function inOurWords<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    throw storeError(error);
  }
}
