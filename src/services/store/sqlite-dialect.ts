import type { DatabaseSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { createSqliteBatch } from './sqlite-batch.ts';
import { createStatements } from './sqlite-statements.ts';
import { storeError } from './store-errors.ts';

export interface SqliteDialect {
  readonly dialect: Dialect;
  /** Commits what is still open. */
  flush(): void;
  /** Empties the log of writes, in which what was deleted could still be read. */
  purge(): Promise<void>;
}

/** One visit to the one connection. */
interface Visit extends DatabaseConnection {
  /** Lets the next in; what this visit wrote may still wait for its commit. */
  leave(): void;
  isTransaction: boolean;
}

/** Node's own SQLite for Kysely: one connection, so whole transactions run one after the other. */
export function createSqliteDialect(database: DatabaseSync): SqliteDialect {
  const { driver, flush, purge } = createDriver(database);
  return {
    flush,
    purge,
    dialect: {
      createAdapter: () => new QueueingAdapter(),
      createDriver: () => driver,
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  };
}

/**
 * Our driver lets one in after the other itself, and the next before the commit of the last. Changes of tables are undone
 * with their transaction: an upgrade that is cut short leaves the database as it was.
 */
class QueueingAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

function createDriver(database: DatabaseSync): { driver: Driver; flush: () => void; purge: () => Promise<void> } {
  const statements = createStatements(database);
  const visits = new WeakMap<DatabaseConnection, Visit>();
  const waiting: (() => void)[] = [];
  let isTaken = false;

  const passOn = () => {
    const next = waiting.shift();
    if (next) next();
    else isTaken = false;
  };
  const inTurn = (deed: () => void) => {
    const turn = () => {
      deed();
      passOn();
    };
    if (isTaken) waiting.push(turn);
    else {
      isTaken = true;
      turn();
    }
  };
  const batch = createSqliteBatch(database, inTurn);

  function createVisit(): Visit {
    let isInside = true;
    const visit: Visit = {
      isTransaction: false,
      leave() {
        if (isInside) passOn();
        isInside = false;
      },
      executeQuery: <R>(query: CompiledQuery) => execute<R>(visit, query),
      // biome-ignore lint/correctness/useYield: the type wants a generator; nothing of ours streams
      async *streamQuery() {
        throw new Error('Rows are not streamed from SQLite');
      },
    };
    visits.set(visit, visit);
    return visit;
  }

  async function execute<R>(visit: Visit, query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      if (visit.isTransaction || statements.isRead(query)) return statements.run<R>(query);
      join();
      const result = statements.run<R>(query);
      await commit(visit);
      return result;
    } catch (error) {
      batch.checkForLoss(error);
      throw error;
    }
  }

  function join(): void {
    try {
      batch.join();
    } catch (error) {
      throw storeError(error);
    }
  }

  function commit(visit: Visit): Promise<void> {
    const done = batch.committed();
    visit.leave();
    return done;
  }

  const visitOf = (connection: DatabaseConnection): Visit => {
    const visit = visits.get(connection);
    if (!visit) throw new Error('A connection of another driver');
    return visit;
  };
  const mark = (sql: string) => statements.run({ sql, parameters: [] });

  const driver: Driver = {
    async init() {},
    async acquireConnection() {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
      isTaken = true;
      return createVisit();
    },
    async beginTransaction(connection) {
      const visit = visitOf(connection);
      join();
      mark('savepoint one');
      visit.isTransaction = true;
    },
    async commitTransaction(connection) {
      mark('release one');
      await commit(visitOf(connection));
    },
    async rollbackTransaction() {
      // an error such as a full disk has rolled back already
      if (!database.isTransaction) return;
      mark('rollback to one');
      mark('release one');
    },
    releaseConnection: async (connection) => visitOf(connection).leave(),
    async destroy() {
      batch.flush();
      if (database.isOpen) database.close();
    },
  };
  const purge = () =>
    new Promise<void>((resolve) =>
      inTurn(() => {
        batch.flush();
        if (database.isOpen) database.exec('pragma wal_checkpoint(truncate)');
        resolve();
      }),
    );
  return { driver, flush: batch.flush, purge };
}
