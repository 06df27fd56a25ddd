import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../../core/errors.ts';
import { storeError } from './errors.ts';

/** Where commits are kept. */
export interface Disk {
  /** Resolves when everything that was committed before it was called is on it. */
  sync(): Promise<void>;
  /** How far the log of writes is: what it answers with is called when that is on the disk, before anybody hears of it. */
  readonly mark?: (() => () => void) | undefined;
}

/** Whatever is written in one turn of the event loop is one commit, and is reported done when that is on the disk. */
interface SqliteBatch {
  /** Opens the batch if none is open. */
  join(): void;
  /** Resolves when everything that was written so far is on the disk; rejects when it was taken back. */
  committed(): Promise<void>;
  /** The database took back the whole batch by itself, as it does when the disk is full. */
  checkForLoss(error: unknown): void;
  /** Commits now what is open. */
  flush(): void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** After so long without a write nobody waits for the database, and its log can be tidied up. */
const IDLE_MS = 500;

interface Syncs {
  /** Those whose commit is in the log of writes hear of it when it is on the disk. */
  follow(committed: readonly Waiting[]): void;
  /** Resolves when nobody waits any more. */
  settled(): Promise<void>;
}

/**
 * The loop does not stand still while a disk works. One sync is under way at a time, and all commits since it began
 * share the next. A log on which one failed is not trusted again: what it holds is moved into the database itself.
 */
export function createSyncs({ sync, mark }: Disk, moveAll: () => Promise<void>): Syncs {
  let waiting: Waiting[] = [];
  let isTrusted = true;
  let running = Promise.resolve();
  let isRunning = false;

  async function reachDisk(): Promise<void> {
    isTrusted &&= await sync().then(
      () => true,
      () => false,
    );
    if (isTrusted) return;
    await moveAll();
    isTrusted = true;
  }

  async function syncAll(): Promise<void> {
    while (waiting.length > 0) {
      const covered = waiting;
      waiting = [];
      try {
        const tell = mark?.();
        await reachDisk();
        tell?.();
        for (const { resolve } of covered) resolve();
      } catch (error) {
        for (const { reject } of covered) reject(storeError(error));
      }
    }
    // in the same breath as the look at who waits
    isRunning = false;
  }

  return {
    follow(committed) {
      waiting.push(...committed);
      if (isRunning || waiting.length === 0) return;
      isRunning = true;
      running = syncAll();
    },
    settled: () => running,
  };
}

/** `inTurn` runs the commit when no transaction is in the middle of its statements. */
export function createSqliteBatch(
  database: DatabaseSync,
  inTurn: (work: () => void) => void,
  syncs: Pick<Syncs, 'follow'>,
): SqliteBatch {
  let waiting: Waiting[] | undefined;
  const idle = setTimeout(tidyUp, IDLE_MS).unref();

  function end(): readonly Waiting[] {
    const ended = waiting ?? [];
    waiting = undefined;
    return ended;
  }

  function flush(): void {
    if (!waiting) return;
    try {
      database.exec('commit');
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('rollback');
      for (const { reject } of end()) reject(storeError(error));
      return;
    }
    idle.refresh();
    syncs.follow(end());
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
    join() {
      if (waiting) return;
      database.exec('begin immediate');
      waiting = [];
      setImmediate(() => inTurn(flush));
    },
    committed: () =>
      new Promise((resolve, reject) => {
        if (waiting) waiting.push({ resolve, reject });
        else reject(new StoreError('The database took back what was written'));
      }),
    checkForLoss(error) {
      if (database.isTransaction) return;
      for (const { reject } of end()) reject(error);
    },
  };
}
