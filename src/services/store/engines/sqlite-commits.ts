import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError } from '../../../core/errors.ts';
import { storeError } from './errors.ts';

/** Where commits are kept. */
export interface Disk {
  /** Resolves when everything that was committed before it was called is on it. */
  sync(): Promise<void>;
  /** How far the log of writes is: what it answers with is called when that is on the disk, before anybody hears of it. */
  readonly mark?: (() => () => void) | undefined;
}

/** Whatever is written in one turn of the event loop, or while the disk was at work, is one commit, and is reported done when that is on the disk. */
interface SqliteCommits {
  /** Opens a transaction for all if none is open, and says whether it did. */
  join(): boolean;
  /** Takes back what was written since it was opened, before anybody else joined. */
  undo(): void;
  /** Resolves when everything that was written so far is on the disk; rejects when it was taken back. */
  committed(): Promise<void>;
  /** The database took back everything by itself, as it does when the disk is full. */
  checkForLoss(error: unknown): void;
  /** Commits now what is open. */
  flush(): void;
  /** Resolves when nobody waits any more. */
  settled(): Promise<void>;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface CommitsParts {
  readonly database: DatabaseSync;
  readonly disk: Disk;
  /** Runs what it is given when no transaction is in the middle of its statements. */
  readonly inTurn: (work: () => void) => void;
  /** Brings what the log holds into the database itself. */
  readonly moveAll: () => Promise<void>;
}

/** After so long without a write nobody waits for the database, and its log can be tidied up. */
const IDLE_MS = 500;

/** Each has work to do when it is told: the event loop is not to be theirs alone. */
const TOLD_AT_ONCE = 8;

/** The loop does not stand still while the disk works: one sync is under way at a time, beside it. */
export function createSqliteCommits({ database, disk, inTurn, moveAll }: CommitsParts): SqliteCommits {
  /** Of the open transaction; undefined while there is none. */
  let open: Waiting[] | undefined;
  /** Whose commit is in the log of writes. */
  let logged: Waiting[] = [];
  let isTrusted = true;
  let running: Promise<void> | undefined;
  const idle = setTimeout(tidyUp, IDLE_MS).unref();

  function end(): readonly Waiting[] {
    const ended = open ?? [];
    open = undefined;
    return ended;
  }

  function flush(): void {
    if (!open) return;
    try {
      database.exec('commit');
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('rollback');
      for (const { reject } of end()) reject(storeError(error));
      return;
    }
    idle.refresh();
    logged.push(...end());
  }

  /** A log on which one sync failed is not trusted again: what it holds is moved into the database itself. */
  async function reachDisk(): Promise<void> {
    isTrusted &&= await disk.sync().then(
      () => true,
      () => false,
    );
    if (isTrusted) return;
    await moveAll();
    isTrusted = true;
  }

  async function tellAll(): Promise<void> {
    const covered = logged;
    logged = [];
    if (covered.length === 0) return;
    try {
      const tell = disk.mark?.();
      await reachDisk();
      tell?.();
      for (const [n, { resolve }] of covered.entries()) {
        resolve();
        if (n % TOLD_AT_ONCE === TOLD_AT_ONCE - 1) await nextTurn();
      }
    } catch (error) {
      for (const { reject } of covered) reject(storeError(error));
    }
  }

  async function run(): Promise<void> {
    while (open || logged.length > 0) {
      await nextTurn();
      await new Promise<void>((resolve) =>
        inTurn(() => {
          flush();
          resolve();
        }),
      );
      await tellAll();
    }
    // in the same breath as the look at who waits
    running = undefined;
  }

  function tidyUp(): void {
    if (!database.isOpen) return;
    if (database.isTransaction) return void idle.refresh();
    try {
      database.exec('pragma wal_checkpoint(passive)');
    } catch {
      // whatever is wrong with the disk is told by the next commit, to those whom it concerns
    }
  }

  return {
    flush,
    settled: async () => running,
    join() {
      if (open) return false;
      database.exec('begin immediate');
      open = [];
      running ??= run();
      return true;
    },
    undo() {
      end();
      database.exec('rollback');
    },
    committed: () =>
      new Promise((resolve, reject) => {
        if (open) open.push({ resolve, reject });
        else reject(new StoreError('The database took back what was written'));
      }),
    checkForLoss(error) {
      if (database.isTransaction) return;
      for (const { reject } of end()) reject(error);
    },
  };
}
