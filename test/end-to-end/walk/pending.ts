import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

function counting<T>(dataDir: string, read: (count: (sql: string) => number) => T): T {
  const database = new DatabaseSync(join(dataDir, 'darkroom.sqlite'), { readOnly: true });
  try {
    return read((sql) => Number(Object.values(database.prepare(`select count(*) from ${sql}`).get() ?? {})[0]));
  } finally {
    database.close();
  }
}

/** How much of each kind is still to be done. */
export const readPending = (dataDir: string): ReadonlyMap<string, number> =>
  counting(
    dataDir,
    (count) =>
      new Map([
        ['jobs that have not ended', count("jobs where phase not in ('done', 'failed', 'cancelled')")],
        ['ends that were not told', count('jobs where is_told = 0')],
        ['messages to be looked at', count('posts where check_at is not null')],
        ['pictures to be stored', count('uploads')],
        ['late looks', count('jobs where due_at is not null')],
      ]),
  );

/** Whether a picture is on its way to us or from us, which takes no hours. */
export const isBusy = (dataDir: string): boolean =>
  counting(dataDir, (count) => count("jobs where phase in ('storing', 'delivering')") > 0);
