import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../core/errors.ts';
import { storeError } from './store-errors.ts';

/** Whatever is written in one turn of the event loop reaches the disk by one commit, and is reported done after it. */
export interface SqliteBatch {
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

/** `inTurn` runs the commit when no transaction is in the middle of its statements. */
export function createSqliteBatch(database: DatabaseSync, inTurn: (deed: () => void) => void): SqliteBatch {
  let waiting: Waiting[] | undefined;
  const idle = setTimeout(tidyUp, IDLE_MS).unref();

  function end(settle: (each: Waiting) => void): void {
    const ended = waiting ?? [];
    waiting = undefined;
    for (const each of ended) settle(each);
  }

  function flush(): void {
    if (!waiting) return;
    try {
      database.exec('commit');
      idle.refresh();
      end(({ resolve }) => resolve());
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('rollback');
      end(({ reject }) => reject(storeError(error)));
    }
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
      if (waiting && !database.isTransaction) end(({ reject }) => reject(error));
    },
  };
}
