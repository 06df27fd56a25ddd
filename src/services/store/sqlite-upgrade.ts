import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { DAY_MS } from '../../core/periods.ts';
import type { Log } from '../logging/create-log.ts';
import { copySqlite } from './sqlite-backup.ts';

/** What a start does about the file as it was before an upgrade. */
export interface UpgradeCopies {
  /** Before the first change: a whole copy, where the disk has room for it. */
  keep(firstMigration: string): Promise<void>;
  /** Removes those that are a week old, now and as long as this process runs. */
  forgetOld(): Promise<void>;
  stop(): void;
}

interface UpgradeCopiesParts {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly freeBytes?: () => Promise<number>;
}

const KEPT_MS = 7 * DAY_MS;
/** The upgrade itself writes as well. */
const SPARE_BYTES = 64 * 1024 * 1024;
const COPY = /^before-[\w-]+\.sqlite(?<part>\.part)?$/;

export function createUpgradeCopies({
  dataDir,
  clock,
  log,
  freeBytes = freeIn(dataDir),
}: UpgradeCopiesParts): UpgradeCopies {
  let cancel = () => {};
  const source = join(dataDir, 'darkroom.sqlite');

  async function hasRoom(): Promise<boolean> {
    const sizes = await Promise.all(
      [source, `${source}-wal`].map((file) =>
        stat(file).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return (await freeBytes()) > 2 * bytes + SPARE_BYTES;
  }

  async function forgetOld(): Promise<void> {
    cancel();
    let next = Number.POSITIVE_INFINITY;
    for (const name of await readdir(dataDir)) {
      const { groups } = COPY.exec(name) ?? {};
      if (!groups) continue;
      const path = join(dataDir, name);
      const endsAt = (await stat(path)).mtimeMs + KEPT_MS;
      // a part is what was left by a start that was killed: nobody writes it any more
      if (groups['part'] || endsAt <= clock.now()) await rm(path, { force: true });
      else next = Math.min(next, endsAt);
    }
    if (next === Number.POSITIVE_INFINITY) return;
    cancel = clock.schedule(next - clock.now(), () => {
      forgetOld().catch((error: unknown) => log.warn({ err: error }, 'old copy of the database not removed'));
    });
  }

  return {
    forgetOld,
    async keep(firstMigration) {
      const file = join(dataDir, `before-${firstMigration}.sqlite`);
      try {
        if (!(await hasRoom())) return log.warn({ file }, 'no room for a copy of the database before its upgrade');
        await rm(file, { force: true });
        await copySqlite(source, file);
        log.info({ file }, 'copy of the database before its upgrade, kept for seven days');
      } catch (error) {
        log.warn({ err: error, file }, 'no copy of the database before its upgrade');
      }
    },
    stop: () => cancel(),
  };
}

const freeIn = (directory: string) => async (): Promise<number> => {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
};
