import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { PictureError, type PictureType } from '../../core/picture.ts';
import { ulid } from '../../core/ulid.ts';
import { isComplete, readHeader, SNIFF_BYTES, sniff } from '../images/header.ts';
import type { Spool, SpooledPicture } from './contract.ts';
import { syncDirectory, systemCode, writeFileSynced } from './disk.ts';

interface TypeReader {
  /** Throws PictureError as soon as the bytes cannot become a picture any more. */
  see(chunk: Uint8Array): void;
  type(): PictureType;
}

/** Tells the type of a file while it goes by, however small its chunks are. */
export function createTypeReader(): TypeReader {
  let head = Buffer.alloc(0);

  function type(): PictureType {
    const found = sniff(head);
    if (found === undefined || found === 'heif') throw new PictureError('not-a-picture');
    return found;
  }

  return {
    type,
    see(chunk) {
      if (head.length >= SNIFF_BYTES) return;
      head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES - head.length)]);
      if (head.length >= SNIFF_BYTES) type();
    },
  };
}

interface SpoolOptions {
  readonly directory: string;
  readonly maximumMegabytes: number;
  readonly clock: Clock;
  /** Files that are not stored or not shown yet; all of them where nobody can tell. */
  readonly inUse?: () => Promise<ReadonlySet<string>>;
}

const NAME = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.(?:png|jpg|webp|gif)$/;
const PART = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.part$/;
const HOUR_MS = 3_600_000;
const YOUNG_MS = 600_000;
/** Other processes may share the folder: what they wrote is looked for whenever somebody asks, this often at most. */
const COUNT_EVERY_MS = 10_000;
/** Twice the largest picture that any operation makes. */
const MAXIMUM_PIXELS = 210_000_000;

export async function createSpool({ directory, maximumMegabytes, clock, inUse }: SpoolOptions): Promise<Spool> {
  await mkdir(directory, { recursive: true });
  const inProgress = new Set<string>();
  const limit = maximumMegabytes * 1024 * 1024;
  let usedBytes = 0;
  let files = 0;
  let countedAt = 0;
  await count();

  async function entries() {
    const names = (await readdir(directory)).filter((name) => NAME.test(name) || PART.test(name));
    const found = await Promise.all(names.map((name) => statIfThere(join(directory, name), name)));
    return found.filter((entry) => entry !== undefined);
  }

  async function count(): Promise<void> {
    countedAt = clock.now();
    const found = await entries();
    const wanted = await inUse?.();
    const waiting = wanted ? found.filter(({ name }) => wanted.has(name)) : found;
    usedBytes = sumOf(waiting);
    files = waiting.length;
    if (wanted) await makeRoom(found, wanted);
  }

  /** What is stored and shown only spares us the way to the file service: the oldest goes first. */
  async function makeRoom(found: Awaited<ReturnType<typeof entries>>, wanted: ReadonlySet<string>): Promise<void> {
    let excess = sumOf(found) - limit;
    for (const { name, bytes, modifiedAt } of found.toSorted((a, b) => a.modifiedAt - b.modifiedAt)) {
      if (excess <= 0) return;
      // one that is not on record yet may be so in a moment
      if (wanted.has(name) || inProgress.has(name) || clock.now() - modifiedAt <= YOUNG_MS) continue;
      await rm(join(directory, name), { force: true });
      excess -= bytes;
    }
  }

  function path(name: string): string {
    if (!NAME.test(name)) throw new RangeError('Not a name of the spool');
    return join(directory, name);
  }

  async function write(chunks: AsyncIterable<Uint8Array>): Promise<SpooledPicture> {
    const id = ulid(clock.now());
    const part = `${id}.part`;
    inProgress.add(part);
    try {
      const reader = createTypeReader();
      const modifiedAt = clock.now();
      const bytes = await writeFileSynced(join(directory, part), chunks, { onChunk: reader.see, modifiedAt });
      const picture = await check(join(directory, part), reader.type(), bytes);
      const name = `${id}.${picture.type}`;
      await rename(join(directory, part), path(name));
      await syncDirectory(directory);
      usedBytes += bytes;
      files += 1;
      return { spool: name, ...picture };
    } catch (error) {
      await rm(join(directory, part), { force: true });
      throw error;
    } finally {
      inProgress.delete(part);
    }
  }

  async function remove(name: string): Promise<void> {
    const entry = await statIfThere(path(name), name);
    if (!entry) return;
    await rm(path(name), { force: true });
    usedBytes = Math.max(0, usedBytes - entry.bytes);
    files = Math.max(0, files - 1);
  }

  async function countNowAndThen(): Promise<void> {
    if (Math.abs(clock.now() - countedAt) > COUNT_EVERY_MS) await count();
  }

  /** An answer to a member is not kept waiting for the disk; a folder that cannot be read says so where it is written. */
  function countBeside(): void {
    void countNowAndThen().catch(() => undefined);
  }

  return {
    write,
    path,
    remove,
    async isFull() {
      if (usedBytes < limit) {
        countBeside();
        return false;
      }
      // only where somebody would be turned away is the disk asked first
      await countNowAndThen();
      return usedBytes >= limit;
    },
    async usage() {
      await countNowAndThen();
      return { bytes: usedBytes, files, limit };
    },
    async sweep(waiting) {
      for (const { name, modifiedAt } of await entries()) {
        if (waiting.has(name) || inProgress.has(name) || clock.now() - modifiedAt <= HOUR_MS) continue;
        await rm(join(directory, name), { force: true });
      }
      await count();
    },
  };
}

const sumOf = (entries: readonly { readonly bytes: number }[]): number =>
  entries.reduce((sum, { bytes }) => sum + bytes, 0);

async function check(path: string, type: PictureType, bytes: number): Promise<Omit<SpooledPicture, 'spool'>> {
  const { width, height } = await readHeader(path, type, MAXIMUM_PIXELS);
  if (!(await isComplete(path, type, bytes))) throw new PictureError('unreadable');
  return { type, width, height, bytes };
}

async function statIfThere(path: string, name: string) {
  try {
    const { size, mtimeMs } = await stat(path);
    return { name, bytes: size, modifiedAt: mtimeMs };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
