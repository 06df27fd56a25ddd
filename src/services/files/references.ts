import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory, systemCode, writeFileSynced } from './disk.ts';

/**
 * Who points at which blob, as files: `ids/<id>` holds the blob's name, `refs/<blob>/<id>` says the same from
 * the other side. The side of the blob is written first and taken away first, so that a crash leaves
 * at worst a blob too many, never an id without its blob.
 */
export interface References {
  /** Before the blob is put in its place. */
  hold(blob: string, id: string): Promise<void>;
  /** After it: from here on the id is known. Answers with the blob that it stood for before. */
  point(id: string, blob: string): Promise<string | undefined>;
  find(id: string): Promise<string | undefined>;
  /** True when nobody holds the blob any more. */
  letGo(blob: string, id: string): Promise<boolean>;
  isHeld(blob: string): Promise<boolean>;
  forget(id: string): Promise<void>;
}

const GONE = new Set(['ENOENT', 'ENOTDIR']);
const IN_USE = new Set(['ENOTEMPTY', 'EEXIST', 'EBUSY', 'EPERM']);

const MOST_TRIES = 10;

export async function createReferences(directory: string): Promise<References> {
  const ids = join(directory, 'ids');
  const refs = join(directory, 'refs');
  const parts = join(directory, 'parts');
  await Promise.all([ids, refs, parts].map((folder) => mkdir(folder, { recursive: true })));

  async function find(id: string): Promise<string | undefined> {
    return readFile(join(ids, id), 'utf8').catch(undefinedWhen(GONE));
  }

  return {
    find,
    async hold(blob, id) {
      const folder = join(refs, blob);
      // a folder that was empty until now may be taken away while it is made or filled
      for (let tries = 1; ; tries += 1) {
        try {
          await mkdir(folder, { recursive: true });
          await writeFile(join(folder, id), '');
          break;
        } catch (error) {
          if (tries === MOST_TRIES || !GONE.has(systemCode(error) ?? '')) throw error;
        }
      }
      await syncDirectory(folder);
      await syncDirectory(refs);
    },
    async point(id, blob) {
      const before = await find(id);
      if (before === blob) return undefined;
      // of its own: the same id may be put twice in one moment
      const part = join(parts, randomUUID());
      await writeFileSynced(part, only(blob));
      await rename(part, join(ids, id));
      await syncDirectory(ids);
      return before;
    },
    async letGo(blob, id) {
      const folder = join(refs, blob);
      await rm(join(folder, id), { force: true });
      return rmdir(folder)
        .then(() => true, falseWhen(IN_USE))
        .catch(trueWhen(GONE));
    },
    isHeld: (blob) => stat(join(refs, blob)).then(() => true, falseWhen(GONE)),
    async forget(id) {
      await rm(join(ids, id), { force: true });
      await syncDirectory(ids);
    },
  };
}

async function* only(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const undefinedWhen = (codes: ReadonlySet<string>) => answerWhen(codes, undefined);
const falseWhen = (codes: ReadonlySet<string>) => answerWhen(codes, false);
const trueWhen = (codes: ReadonlySet<string>) => answerWhen(codes, true);

function answerWhen<T>(codes: ReadonlySet<string>, answer: T) {
  return (error: unknown): T => {
    if (codes.has(systemCode(error) ?? '')) return answer;
    throw error;
  };
}
