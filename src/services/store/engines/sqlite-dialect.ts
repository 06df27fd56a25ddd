import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
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
import { StoreError } from '../../../core/errors.ts';
import { isLocked, storeError } from './errors.ts';
import { createSqliteCommits, type Disk } from './sqlite-commits.ts';

/** How long another program's lock is waited for, and how often it is looked at. */
export const LOCKED_MS = 1000;
const LOCK_LOOK_MS = 20;
/** However many wait: after so long whatever else the event loop has to do comes first. */
const LONGEST_TURN_MS = 5;
const UNSYNCED = 'The disk under DATA_DIR does not take what is written';

interface Statements {
  run<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R>;
  /** Whether nothing is changed by it. */
  isRead(query: Pick<CompiledQuery, 'sql'>): boolean;
}

interface Known {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
  readonly isRead: boolean;
}

const isRead = (text: string) =>
  /^\s*(?:select|with|pragma)\b/i.test(text) && !/\b(?:insert|update|delete)\b/i.test(text);

const KEPT = 200;

/** Prepared once each; trouble of the database comes in our words. */
function createStatements(database: DatabaseSync): Statements {
  const known = new Map<string, Known>();

  function statementOf(text: string): Known {
    const found = known.get(text);
    if (found) return found;
    const statement = database.prepare(text);
    if (known.size >= KEPT) known.clear();
    const fresh = { statement, hasRows: statement.columns().length > 0, isRead: isRead(text) };
    known.set(text, fresh);
    return fresh;
  }

  return {
    run<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<R> {
      try {
        const { statement, hasRows } = statementOf(sql);
        const values = parameters.map(bindable);
        if (hasRows) return { rows: rowsOf<R>(statement.all(...values)) };
        const { changes } = statement.run(...values);
        return { rows: [], numAffectedRows: BigInt(changes) };
      } catch (error) {
        throw storeError(error);
      }
    },
    isRead: ({ sql }) => known.get(sql)?.isRead ?? isRead(sql),
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

interface SqliteDialect {
  readonly dialect: Dialect;
  /** One query on its own, as Kysely would have it run. */
  run<R>(query: CompiledQuery<R>): Promise<QueryResult<R>>;
  /** Commits what is still open, and resolves when all of it is on the disk. */
  flush(): Promise<void>;
  /** Empties the log of writes, in which what was deleted could still be read; false while somebody else reads it. */
  purge(): Promise<boolean>;
}

/** One visit to the one connection. */
interface Visit extends DatabaseConnection {
  /** Lets the next in; what this visit wrote may still wait for its commit. */
  leave(): void;
  isTransaction: boolean;
  /** Of those whose commit it shares: until it has ended it is alone in it, and needs no mark to go back to. */
  isFirst: boolean;
}

/** Node's own SQLite for Kysely: one connection, so whole transactions run one after the other. */
export function createSqliteDialect(database: DatabaseSync, disk: Disk): SqliteDialect {
  const { driver, ...others } = createDriver(database, disk);
  return {
    ...others,
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

function createDriver(database: DatabaseSync, disk: Disk): { driver: Driver } & Omit<SqliteDialect, 'dialect'> {
  const statements = createStatements(database);
  const visits = new WeakMap<DatabaseConnection, Visit>();
  const waiting: (() => void)[] = [];
  let isTaken = false;
  let turnEndsAt = 0;
  /** Since when another program writes. */
  let lockedAt: number | undefined;

  const passOn = () => {
    const next = waiting.shift();
    if (!next) isTaken = false;
    else if (performance.now() < turnEndsAt) next();
    else void nextTurn(next).then(begin);
  };
  const begin = (next: () => void) => {
    turnEndsAt = performance.now() + LONGEST_TURN_MS;
    next();
  };
  const inTurn = (work: () => void) => {
    const turn = () => {
      work();
      passOn();
    };
    if (isTaken) waiting.push(turn);
    else {
      isTaken = true;
      turn();
    }
  };
  const commits = createSqliteCommits({
    database,
    disk,
    inTurn,
    async moveAll() {
      if (!(await purge())) throw new StoreError(UNSYNCED);
    },
  });

  async function enter(): Promise<Visit> {
    if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
    isTaken = true;
    return createVisit();
  }

  async function run<R>(query: CompiledQuery<R>): Promise<QueryResult<R>> {
    const visit = await enter();
    try {
      return await execute<R>(visit, query);
    } finally {
      visit.leave();
    }
  }

  function createVisit(): Visit {
    let isInside = true;
    const visit: Visit = {
      isTransaction: false,
      isFirst: false,
      leave() {
        if (isInside) passOn();
        isInside = false;
      },
      async executeQuery<R>(query: CompiledQuery) {
        if (!isInside) throw new Error('A query after its transaction');
        return execute<R>(visit, query);
      },
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
      await join();
      const result = statements.run<R>(query);
      await commit(visit);
      return result;
    } catch (error) {
      commits.checkForLoss(error);
      throw error;
    }
  }

  /** While one waits, all wait for it; whoever comes when it is known to be held for long is told at once. */
  async function join(): Promise<boolean> {
    for (;;) {
      try {
        const isFirst = commits.join();
        lockedAt = undefined;
        return isFirst;
      } catch (error) {
        if (!isLocked(error)) throw storeError(error);
        lockedAt ??= performance.now();
        if (performance.now() - lockedAt >= LOCKED_MS) throw storeError(error);
      }
      await pause(LOCK_LOOK_MS);
    }
  }

  function commit(visit: Visit): Promise<void> {
    const done = commits.committed();
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
    acquireConnection: enter,
    async beginTransaction(connection) {
      const visit = visitOf(connection);
      visit.isFirst = await join();
      if (!visit.isFirst) mark('savepoint one');
      visit.isTransaction = true;
    },
    async commitTransaction(connection) {
      const visit = visitOf(connection);
      if (!visit.isFirst) mark('release one');
      await commit(visit);
    },
    async rollbackTransaction(connection) {
      // an error such as a full disk has rolled back already
      if (!database.isTransaction) return;
      if (visitOf(connection).isFirst) return commits.undo();
      mark('rollback to one');
      mark('release one');
    },
    releaseConnection: async (connection) => visitOf(connection).leave(),
    async destroy() {
      await flush();
      if (database.isOpen) database.close();
    },
  };
  /** False while somebody else reads what is in it. */
  const emptyLog = () =>
    new Promise<boolean>((resolve, reject) =>
      inTurn(() => {
        try {
          commits.flush();
          resolve(!database.isOpen || database.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0);
        } catch (error) {
          reject(storeError(error));
        }
      }),
    );

  async function purge(): Promise<boolean> {
    const end = performance.now() + LOCKED_MS;
    while (!(await emptyLog())) {
      if (performance.now() >= end) return false;
      await pause(LOCK_LOOK_MS);
    }
    return true;
  }

  async function flush(): Promise<void> {
    commits.flush();
    await commits.settled();
  }

  return { driver, run, flush, purge };
}
