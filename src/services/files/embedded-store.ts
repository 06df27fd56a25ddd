import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { type FileStore, FileStoreError, type StoredFile } from './contract.ts';
import { isThere, readChunks, renameIfThere, syncDirectory, systemCode, writeFileSynced } from './disk.ts';
import { createReferences } from './references.ts';

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

  async function copy(file: StoredFile, signal: AbortSignal): Promise<{ part: string; blob: string }> {
    await access(file.path).catch((cause: unknown) => {
      throw new FileStoreError(systemCode(cause) === 'ENOENT' ? 'never' : 'later', 'The picture cannot be read', {
        cause,
      });
    });
    const hash = createHash('sha256');
    const part = join(parts, randomUUID());
    await writeFileSynced(part, readChunks(file.path, signal), { onChunk: (chunk) => hash.update(chunk) });
    return { part, blob: `${hash.digest('hex')}.${file.type}` };
  }

  async function put(file: StoredFile, signal: AbortSignal): Promise<{ link: string | undefined }> {
    const { part, blob } = await copy(file, signal);
    try {
      await references.hold(blob, file.id);
      await rename(part, join(directory, blob));
    } finally {
      await rm(part, { force: true });
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

async function guarded<T>(id: string, deed: () => Promise<T>): Promise<T> {
  if (!ID.test(id)) throw new FileStoreError('never', 'Not an id of a stored file');
  try {
    return await deed();
  } catch (error) {
    if (error instanceof FileStoreError) throw error;
    throw new FileStoreError('later', 'The folder of stored pictures cannot be used', { cause: error });
  }
}

function undefinedWhenGone(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT') throw error;
  return undefined;
}

/** Copies that a crash cut short; a younger one may be another process's, under way. */
async function removeLeftOvers(parts: string, before: number): Promise<void> {
  for (const name of await readdir(parts)) {
    const path = join(parts, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(path, { force: true });
  }
}
