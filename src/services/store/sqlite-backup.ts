import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartupError } from '../../core/errors.ts';
import { syncDirectory } from '../files/disk.ts';
import { markSqlite } from './mark-restored.ts';

export const NOT_OVERWRITTEN = 'is there already. Choose another name: no backup is overwritten.';
export const NOT_WRITTEN = 'The backup could not be written. See whether its folder exists and has room.';

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
export async function copySqlite(source: string, target: string): Promise<void> {
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
