import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { syncDirectory, systemCode } from './disk.ts';

/**
 * What DATA_DIR remembers of its database. It is written after the database took the same number, and read before the
 * database is asked: a file that is ahead was written by a later state of this database than the one that is here.
 */
export interface WitnessFile {
  /** 0 where there is none of this database. */
  read(): Promise<number>;
  /** Written as soon as may be, but not at once after another; a later one overtakes it. */
  note(height: number): void;
  /** Resolves when what was noted is written, or could not be. */
  settled(): Promise<void>;
}

/** A crash forgets no more than this of it; a busy bot writes it ten times a second, and not at each order. */
const APART_MS = 100;

interface WitnessParts {
  readonly dataDir: string;
  /** Whose it is: a dump keeps it, another database has another. Secret, so never written itself. */
  readonly namespace: string;
  readonly log: Log;
}

export function createWitnessFile({ dataDir, namespace, log }: WitnessParts): WitnessFile {
  const name = `witness-${createHash('sha256').update(`witness ${namespace}`).digest('hex').slice(0, 16)}`;
  const path = join(dataDir, name);
  let wanted = 0;
  let written = 0;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let isTold = false;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    try {
      while (wanted > written) {
        await pause(Math.max(0, writtenAt + APART_MS - performance.now()));
        const height = wanted;
        await replace(path, String(height));
        written = height;
        writtenAt = performance.now();
      }
      isTold = false;
    } catch (error) {
      if (!isTold)
        log.warn({ err: error }, 'not noted in DATA_DIR how far the database is: an older copy may not be known');
      isTold = true;
    } finally {
      writing = undefined;
    }
  }

  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (systemCode(error) !== 'ENOENT') log.warn({ err: error }, 'not read from DATA_DIR how far the database was');
        return '';
      });
      return /^\d{1,15}$/.test(text) ? Number(text) : 0;
    },
    note(height) {
      wanted = Math.max(wanted, height);
      if (wanted > written) writing ??= write();
    },
    settled: async () => writing,
  };
}

/** Several processes may do so at once: each by a name of its own. */
async function replace(path: string, text: string): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(part, 'wx', 0o600);
    await file
      .writeFile(text)
      .then(() => file.sync())
      .finally(() => file.close());
    await rename(part, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Made by the first process that uses this folder: whoever reads the same shares it. Undefined while it is just being made. */
export async function readFolderMark(dataDir: string): Promise<string | undefined> {
  const path = join(dataDir, 'folder-mark');
  await writeFile(path, randomUUID(), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error;
  });
  return (await readFile(path, 'utf8')) || undefined;
}
