import { chmodSync, closeSync, existsSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open as openFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Dialect } from 'kysely';
import { StartupError, StoreError } from '../../../core/errors.ts';
import { syncDirectory } from '../../files/disk.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../database.ts';
import { isLocked, storeError } from './errors.ts';
import type { Disk } from './sqlite-commits.ts';
import { createSqliteDialect, LOCKED_MS } from './sqlite-dialect.ts';

export interface OpenedDatabase {
  readonly dialect: Dialect;
  /** A query that is built already. Undefined: there is nothing to gain past Kysely. */
  readonly run?: Database['run'];
  /** For changes of the tables: without a limit of time. Undefined: the same. */
  readonly unhurried?: () => Dialect;
  /** What was deleted is no longer in any file of ours. */
  purge(): Promise<void>;
  close(): Promise<void>;
}

const SECOND_PROCESS = `Another Darkroom is running on the same DATA_DIR. Stop it first, or give this one a DATA_DIR of its own.
For several processes on the same data use Postgres: DATABASE_URL=postgres://...`;

/** One file in DATA_DIR, and a lock beside it that lasts as long as this process: the system frees it after any end. */
export function openSqlite(dataDir: string, log: Log): OpenedDatabase {
  const lock = holdLock(join(dataDir, 'darkroom.lock'));
  try {
    const path = join(dataDir, 'darkroom.sqlite');
    const database = open(path);
    const writes = createSync(`${path}-wal`, log);
    const mark = log.isLevelEnabled('trace') ? createSyncLog(database, `${path}-wal`, log) : undefined;
    const { dialect, run, flush, purge } = createSqliteDialect(database, { sync: writes.sync, mark });
    return {
      dialect,
      run,
      async purge() {
        await purge();
      },
      async close() {
        if (database.isOpen) {
          await flush();
          database.close();
        }
        await writes.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw inWords(error);
  }
}

export function holdLock(path: string, heldByOther = SECOND_PROCESS): DatabaseSync {
  let lock: DatabaseSync | undefined;
  forOwnerOnly(path);
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('pragma locking_mode = exclusive; begin exclusive; create table if not exists held (at integer); commit');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    throw isLocked(error) ? new StartupError(heldByOther) : inWords(error);
  }
}

/** The files that SQLite makes beside this one are as readable as it is. */
function forOwnerOnly(path: string): void {
  try {
    if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600));
    for (const each of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(each)) chmodSync(each, 0o600);
  } catch {
    // a file of somebody else's, or a disk without modes: whether it can be used is told when it is opened
  }
}

function open(path: string): DatabaseSync {
  forOwnerOnly(path);
  const database = new DatabaseSync(path, { timeout: LOCKED_MS, enableForeignKeyConstraints: true });
  database.exec(
    // nobody hears of a commit before our own sync of the log: see createSync
    'pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16000; pragma wal_autocheckpoint = 16000; pragma secure_delete = on; pragma temp_store = memory',
  );
  const [check] = database.prepare('pragma quick_check(1)').all();
  if (check?.['quick_check'] !== 'ok') {
    database.close();
    throw new StartupError(
      'The database file is damaged: put back a backup, or move darkroom.sqlite away to begin anew.',
    );
  }
  // from now on nothing may be held up by another program: the dialect looks again
  database.exec('pragma busy_timeout = 0');
  return database;
}

/** Brings the log of writes to the disk in a thread of its own, while the event loop goes on. */
function createSync(path: string, log: Log): Disk & { close(): Promise<void> } {
  // no lock is ever held on this file, so closing it gives none away
  let file: FileHandle | undefined;

  return {
    async sync(): Promise<void> {
      try {
        if (!file) {
          file = await openFile(path, 'r+');
          // its name, too
          await syncDirectory(dirname(path));
        }
        await file.datasync();
      } catch (error) {
        log.error({ err: error }, 'what is written does not reach the disk');
        throw error;
      }
    },
    async close() {
      await file?.close();
    },
  };
}

/** Of a log of writes: how often it was begun anew, and the two numbers that its own frames bear. */
const WAL_NAME = { from: 12, bytes: 12 };

/** Says after a sync how far the log of writes is on the disk: what a power cut may take is behind that. */
function createSyncLog(database: DatabaseSync, path: string, log: Log): () => () => void {
  const sizes = database.prepare('pragma wal_checkpoint(noop)');

  // no lock is ever held on this file, so closing it gives none away
  function nameOf(): string {
    const file = openSync(path, 'r');
    try {
      const name = Buffer.alloc(WAL_NAME.bytes);
      readSync(file, name, 0, WAL_NAME.bytes, WAL_NAME.from);
      return name.toString('hex');
    } finally {
      closeSync(file);
    }
  }

  return () => {
    const known = { frames: sizes.get()?.['log'], wal: nameOf() };
    return () => log.trace(known, 'synced');
  };
}

function inWords(error: unknown): unknown {
  const known = storeError(error);
  return known instanceof StoreError ? new StartupError(`${known.message}.`, { cause: error }) : error;
}
