import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What is still to be done, as rows that are left. */
export const UNDONE = {
  'jobs that have not ended': "jobs where phase not in ('done', 'failed', 'cancelled')",
  'ends that were not told': 'jobs where is_told = 0',
  'messages to be looked at': 'posts where check_at is not null',
  'pictures to be stored': 'uploads',
} as const;
const LATE_LOOKS = 'jobs where due_at is not null';

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
      new Map(Object.entries({ ...UNDONE, 'late looks': LATE_LOOKS }).map(([name, sql]) => [name, count(sql)])),
  );

/** Whether a picture is on its way to us or from us, which takes no hours. */
export const isBusy = (dataDir: string): boolean =>
  counting(dataDir, (count) => count("jobs where phase in ('storing', 'delivering')") > 0);
