import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../core/clock.ts';
import { StartupError } from '../../../core/errors.ts';
import { DAY_MS } from '../../../core/periods.ts';
import { syncDirectory } from '../../files/disk.ts';
import { filesBelow, type TarEntry, tarOf } from '../../files/tar.ts';
import type { Log } from '../../log.ts';
import { markSqlite } from './restored.ts';

const NOT_OVERWRITTEN = 'is there already. Choose another name: no backup is overwritten.';
const NOT_WRITTEN = 'The backup could not be written. See whether its folder exists and has room.';

/** A whole copy of the database as it is at one moment, while the bot runs or not. Throws StartupError. */
export async function backUpSqlite(dataDir: string, file: string): Promise<void> {
  const source = join(dataDir, 'darkroom.sqlite');
  const target = resolve(file);
  if (!existsSync(source))
    throw new StartupError(`There is no database in ${dataDir}. Set DATA_DIR to the bot's folder.`);
  if (existsSync(target)) throw new StartupError(`${target} ${NOT_OVERWRITTEN}`);
  await copySqlite(source, target).catch((cause: unknown) => {
    throw new StartupError(NOT_WRITTEN, { cause });
  });
}

/** Whole or not there, marked as a copy, and for its owner's eyes only. */
async function copySqlite(source: string, target: string): Promise<void> {
  const part = `${target}.part`;
  await rm(part, { force: true });
  try {
    await (await open(part, 'wx', 0o600)).close();
    copy(source, part);
    markSqlite(part);
    const written = await open(part, 'r+');
    await written.sync().finally(() => written.close());
    await rename(part, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** One reading transaction: it keeps no writer waiting, and sees nothing of what is written meanwhile. */
function copy(source: string, target: string): void {
  const database = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
  try {
    database.prepare('vacuum into ?').run(target);
  } finally {
    database.close();
  }
}

const FOLDERS = ['files', 'sources', 'spool'];

/** The database and then the folders as one archive; without the database where that is not a file of ours. Throws StartupError. */
export async function backUpWithFiles(dataDir: string, file: string, hasDatabase: boolean): Promise<void> {
  const target = resolve(file);
  const part = `${target}.${randomUUID()}.part`;
  const copy = `${part}.sqlite`;
  if (existsSync(target)) throw new StartupError(`${target} ${NOT_OVERWRITTEN}`);
  if (!existsSync(dataDir)) throw new StartupError(`There is no folder ${dataDir}. Set DATA_DIR to the bot's folder.`);

  async function* entries(): AsyncGenerator<TarEntry> {
    if (hasDatabase) yield { name: 'darkroom.sqlite', path: copy };
    yield* filesBelow(dataDir, FOLDERS);
  }

  try {
    if (hasDatabase) await backUpSqlite(dataDir, copy);
    const archive = await open(part, 'wx', 0o600);
    await archive
      .writeFile(tarOf(entries()))
      .then(() => archive.sync())
      .finally(() => archive.close());
    await rename(part, target);
    await syncDirectory(dirname(target));
  } catch (cause) {
    throw cause instanceof StartupError ? cause : new StartupError(NOT_WRITTEN, { cause });
  } finally {
    await Promise.all([part, copy].map((each) => rm(each, { force: true })));
  }
}

/** What a start does about the file as it was before an upgrade. */
export interface UpgradeCopies {
  /** Before the first change: a whole copy, where the disk has room for it. */
  keep(firstMigration: string): Promise<void>;
  /** The newest that has nothing but these migrations, so that this version can go on with it. */
  find(known: ReadonlySet<string>): Promise<string | undefined>;
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
    async find(known) {
      const found: { readonly path: string; readonly migrations: number }[] = [];
      for (const name of await readdir(dataDir)) {
        const { groups } = COPY.exec(name) ?? {};
        const path = resolve(dataDir, name);
        const migrations = groups && !groups['part'] ? migrationsIn(path) : [];
        if (migrations.length > 0 && migrations.every((each) => known.has(each)))
          found.push({ path, migrations: migrations.length });
      }
      return found.sort((a, b) => b.migrations - a.migrations)[0]?.path;
    },
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

/** None where that cannot be read. */
function migrationsIn(file: string): readonly string[] {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return database
        .prepare('select name from kysely_migration')
        .all()
        .map(({ name }) => String(name));
    } finally {
      database.close();
    }
  } catch {
    return [];
  }
}

const freeIn = (directory: string) => async (): Promise<number> => {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
};
