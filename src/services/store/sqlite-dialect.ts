import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { storeError } from './store-errors.ts';

const STATEMENTS_KEPT = 200;

/** Node's own SQLite for Kysely: one connection, so whole transactions run one after the other. */
export function createSqliteDialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(database),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createDriver(database: DatabaseSync): Driver {
  const connection = createConnection(database);
  const waiting: (() => void)[] = [];
  let isTaken = false;
  const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text)).then(() => {});

  return {
    async init() {},
    async acquireConnection() {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
      isTaken = true;
      return connection;
    },
    async releaseConnection() {
      const next = waiting.shift();
      if (next) next();
      else isTaken = false;
    },
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    async rollbackTransaction() {
      // an error such as a full disk has rolled back already
      if (database.isTransaction) await run('rollback');
    },
    async destroy() {
      if (database.isOpen) database.close();
    },
  };
}

function createConnection(database: DatabaseSync): DatabaseConnection {
  const statements = new Map<string, StatementSync>();

  function statementOf(text: string): StatementSync {
    const known = statements.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    if (statements.size >= STATEMENTS_KEPT) statements.clear();
    statements.set(text, statement);
    return statement;
  }

  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      try {
        const statement = statementOf(sql);
        const values = parameters.map(bindable);
        if (statement.columns().length > 0) return { rows: rowsOf<R>(statement.all(...values)) };
        const { changes } = statement.run(...values);
        return { rows: [], numAffectedRows: BigInt(changes) };
      } catch (error) {
        throw storeError(error);
      }
    },
    // biome-ignore lint/correctness/useYield: the type wants a generator; nothing of ours streams
    async *streamQuery() {
      throw new Error('Rows are not streamed from SQLite');
    },
  };
}

/** Kysely's own types promise what each query selects. */
function rowsOf<R>(rows: unknown[]): R[];
function rowsOf(rows: unknown[]): unknown[] {
  return rows;
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError('Not a value that the database holds');
}
