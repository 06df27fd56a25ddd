import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StartupError } from '../../core/errors.ts';
import { syncDirectory } from '../files/disk.ts';
import { filesBelow, type TarEntry, tarOf } from '../files/tar.ts';
import { backUpSqlite, NOT_OVERWRITTEN, NOT_WRITTEN } from './sqlite-backup.ts';

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
