import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { type FileStore, FileStoreError, type StoredFile } from './contract.ts';
import {
  isThere,
  linkSynced,
  oneChunk,
  readChunks,
  removeLeftOvers,
  renameIfThere,
  syncDirectory,
  systemCode,
  writeFileSynced,
} from './disk.ts';

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
      await writeFileSynced(part, oneChunk(Buffer.from(blob)));
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

const undefinedWhen = (codes: ReadonlySet<string>) => answerWhen(codes, undefined);
const falseWhen = (codes: ReadonlySet<string>) => answerWhen(codes, false);
const trueWhen = (codes: ReadonlySet<string>) => answerWhen(codes, true);

function answerWhen<T>(codes: ReadonlySet<string>, answer: T) {
  return (error: unknown): T => {
    if (codes.has(systemCode(error) ?? '')) return answer;
    throw error;
  };
}

interface EmbeddedStoreOptions {
  readonly directory: string;
  /** Without it pictures are kept but have no link. */
  readonly publicUrl: URL | undefined;
  readonly clock: Clock;
}

export interface EmbeddedStore extends FileStore {
  /** Where the picture of this public name lies; undefined for anything that is not such a name. */
  locate(name: string): string | undefined;
  /** Where the picture of this id lies; undefined when it is not kept here. */
  find(id: string): Promise<string | undefined>;
}

const BLOB = /^[0-9a-f]{64}\.(?:png|jpg|webp|gif|zip)$/;
const HOUR_MS = 3_600_000;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Pictures by the sum of their bytes, each once however often it is put. No file is ever changed in place. */
export async function createEmbeddedStore({
  directory,
  publicUrl,
  clock,
}: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const parts = join(directory, 'parts');
  await mkdir(parts, { recursive: true });
  await removeLeftOvers(parts, clock.now() - HOUR_MS);
  const references = await createReferences(directory);
  const base = publicUrl && new URL(publicUrl.href.replace(/\/*$/, '/'));

  const locate = (name: string) => (BLOB.test(name) ? join(directory, name) : undefined);

  async function take(file: StoredFile, signal: AbortSignal): Promise<{ part: string; blob: string }> {
    const part = join(parts, randomUUID());
    const hash = createHash('sha256');
    const onChunk = (chunk: Uint8Array) => hash.update(chunk);
    if (!(await linkSynced(file.path, part, { onChunk, signal }))) {
      await access(file.path).catch((cause: unknown) => {
        throw new FileStoreError(systemCode(cause) === 'ENOENT' ? 'never' : 'later', 'The picture cannot be read', {
          cause,
        });
      });
      await writeFileSynced(part, readChunks(file.path, signal), { onChunk });
    }
    return { part, blob: `${hash.digest('hex')}.${file.type}` };
  }

  async function put(file: StoredFile, signal: AbortSignal): Promise<{ link: string | undefined }> {
    const { part, blob } = await take(file, signal);
    try {
      await references.hold(blob, file.id);
      await rename(part, join(directory, blob));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    await syncDirectory(directory);
    const before = await references.point(file.id, blob);
    if (before !== undefined) await release(before, file.id);
    return { link: base && new URL(`files/${blob}`, base).href };
  }

  async function release(blob: string, id: string): Promise<void> {
    if (!BLOB.test(blob) || !(await references.letGo(blob, id))) return;
    // moved away, not deleted: somebody may have put the same picture since the last look
    const away = join(parts, randomUUID());
    const isMoved = await renameIfThere(join(directory, blob), away);
    if (isMoved && (await references.isHeld(blob))) await rename(away, join(directory, blob));
    await rm(away, { force: true });
  }

  async function read(id: string): Promise<AsyncIterable<Uint8Array>> {
    const blob = await references.find(id);
    const file = blob && BLOB.test(blob) ? await open(join(directory, blob)).catch(undefinedWhenGone) : undefined;
    if (!file) throw new FileStoreError('never', 'The picture is no longer kept');
    return file.createReadStream();
  }

  async function remove(id: string): Promise<void> {
    const blob = await references.find(id);
    if (blob === undefined) return;
    await release(blob, id);
    await references.forget(id);
  }

  return {
    kind: 'embedded',
    linksZips: base !== undefined,
    put: (file, signal) => guarded(file.id, () => put(file, signal)),
    read: ({ id }) => guarded(id, () => read(id)),
    remove: (id) => guarded(id, () => remove(id)),
    locate,
    async find(id) {
      const blob = ID.test(id) ? await references.find(id) : undefined;
      const path = blob && locate(blob);
      return path && (await isThere(path)) ? path : undefined;
    },
  };
}

async function guarded<T>(id: string, work: () => Promise<T>): Promise<T> {
  if (!ID.test(id)) throw new FileStoreError('never', 'Not an id of a stored file');
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileStoreError) throw error;
    throw new FileStoreError('later', 'The folder of stored pictures cannot be used', { cause: error });
  }
}

function undefinedWhenGone(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT') throw error;
  return undefined;
}
