import { createReadStream } from 'node:fs';
import { access, type FileHandle, link, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PictureError } from '../../core/picture.ts';

/** Where a system cannot sync a folder, its file system looks after the order of names itself. */
const UNSUPPORTED = new Set(['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP']);

export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Makes names that were made or taken away in this folder survive a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!UNSUPPORTED.has(systemCode(error) ?? '')) throw error;
  }
}

/** Opened only when somebody reads: a stream that fails before that takes the process with it. */
export async function* readChunks(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, signal === undefined ? {} : { signal });
}

interface WriteOptions {
  readonly maximumBytes?: number;
  /** Sees each chunk before it is written; what it throws ends the writing. */
  readonly onChunk?: (chunk: Uint8Array) => void;
  /** Of the finished file, in milliseconds. */
  readonly modifiedAt?: number;
}

/** Writes and syncs a new file; one that did not become whole is taken away again. Answers with its size. */
export async function writeFileSynced(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  { maximumBytes = Number.POSITIVE_INFINITY, onChunk, modifiedAt }: WriteOptions = {},
): Promise<number> {
  const file = await open(path, 'wx');
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > maximumBytes) throw new PictureError('too-large');
      onChunk?.(chunk);
      await file.writeFile(chunk);
    }
    if (modifiedAt !== undefined) await file.utimes(modifiedAt / 1000, modifiedAt / 1000);
    await file.sync();
    await file.close();
    return bytes;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

const CHUNK = 262_144;

interface SeeOptions {
  readonly signal?: AbortSignal;
  /** Sees what is in it; a chunk is gone when it answers. */
  readonly onChunk: (chunk: Uint8Array) => void;
}

/** Through one buffer, however long the file is. */
async function see(file: FileHandle, { signal, onChunk }: SeeOptions): Promise<void> {
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    for (let isOver = false; !isOver; ) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, CHUNK, null);
      onChunk(buffer.subarray(0, bytesRead));
      isOver = bytesRead === 0;
    }
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Reads a file that nobody changes any more; its bytes are on the disk then. */
export async function seeSynced(path: string, options: SeeOptions): Promise<void> {
  await see(await open(path, 'r+'), options);
}

/** A second name for such a file. False where there can be none. */
export async function linkSynced(from: string, to: string, options: SeeOptions): Promise<boolean> {
  const file = await link(from, to)
    .then(() => open(to, 'r+'))
    .catch(() => undefined);
  if (!file) {
    await rm(to, { force: true });
    return false;
  }
  try {
    await see(file, options);
    return true;
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

export async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Files of this folder that a crash cut short; a younger one may be another process's, under way. */
export async function removeLeftOvers(directory: string, before: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(path, { force: true });
  }
}

/** Bytes as the stream that a writer takes. */
export async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
