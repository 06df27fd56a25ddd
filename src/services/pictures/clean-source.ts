import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PictureError, type PictureLimits, type StoredPicture } from '../../core/picture.ts';
import { createSemaphore, type Semaphore } from '../../core/semaphore.ts';
import { readChunks, renameIfThere, seeSynced, syncDirectory, writeFileSynced } from '../files/disk.ts';
import { type ReencodedPicture, reencode } from '../images/reencode.ts';

export interface CleanLimits {
  /** Of what comes in: more is refused. */
  readonly maximumBytes: number;
  readonly maximumMegapixels: number;
  /** Of what goes out: a larger picture is made smaller, keeping its shape, and the answer says from what. */
  readonly fit?: PictureLimits;
}

/** What members handed in, as clean copies: sRGB with 8 bits, upright, one frame, nothing but pixels. */
export interface SourceCleaner {
  /** From bytes, a stream, or a file that stays as it is. Throws PictureError. */
  clean(source: Uint8Array | AsyncIterable<Uint8Array> | string, limits: CleanLimits): Promise<StoredPicture>;
  path(key: string): string;
  readBase64(key: string): Promise<string>;
  /** Removes copies that were made before that time, unless somebody holds them. */
  sweep(before: number, isHeld: (key: string) => Promise<boolean>): Promise<void>;
  /** Unless somebody holds it: asked again when nobody who comes from then on finds it. */
  remove(key: string, isHeld: () => Promise<boolean>): Promise<void>;
}

export const SOURCE_NAME = /^[0-9a-f]{64}\.(?:png|jpg|webp)$/;
const AT_ONCE = 2;

interface CleanerParts {
  readonly directory: string;
  readonly inTurn?: Semaphore;
}

export async function createSourceCleaner({
  directory,
  inTurn = createSemaphore(AT_ONCE),
}: CleanerParts): Promise<SourceCleaner> {
  await mkdir(directory, { recursive: true });

  function path(key: string): string {
    if (!SOURCE_NAME.test(key)) throw new RangeError('Not a name of a source picture');
    return join(directory, key);
  }

  async function keep(part: string, { type, ...picture }: ReencodedPicture): Promise<StoredPicture> {
    const key = `${await hashSynced(part)}.${type}`;
    await rename(part, path(key));
    await syncDirectory(directory);
    return { kind: 'stored', key, ...picture };
  }

  async function remove(key: string, isHeld: () => Promise<boolean>): Promise<void> {
    if (await isHeld()) return;
    const away = `${path(key)}.away`;
    await renameIfThere(path(key), away);
    // whoever kept the same picture meanwhile wrote so before looking for it
    if (await isHeld()) await renameIfThere(away, path(key));
    await rm(away, { force: true });
  }

  return {
    path,
    async clean(source, limits) {
      const raw = join(directory, `${randomUUID()}.raw`);
      const part = join(directory, `${randomUUID()}.part`);
      try {
        await writeFileSynced(raw, chunksOf(source), { maximumBytes: limits.maximumBytes });
        const picture = await inTurn(() => reencode(raw, part, limits));
        return await keep(part, picture);
      } finally {
        await Promise.all([rm(raw, { force: true }), rm(part, { force: true })]);
      }
    },
    async readBase64(key) {
      return readFile(path(key), 'base64').catch((cause: unknown) => {
        throw new PictureError('unreadable', cause);
      });
    },
    async sweep(before, isHeld) {
      for (const name of await readdir(directory)) {
        const found = await stat(join(directory, name)).catch(() => undefined);
        if (!found || found.mtimeMs >= before) continue;
        if (SOURCE_NAME.test(name)) await remove(name, () => isHeld(name));
        else await rm(join(directory, name), { force: true });
      }
    },
    remove,
  };
}

function chunksOf(source: Uint8Array | AsyncIterable<Uint8Array> | string): AsyncIterable<Uint8Array> {
  if (typeof source === 'string') return readChunks(source);
  return source instanceof Uint8Array ? Readable.from([source]) : source;
}

async function hashSynced(path: string): Promise<string> {
  const hash = createHash('sha256');
  await seeSynced(path, { onChunk: (chunk) => hash.update(chunk) });
  return hash.digest('hex');
}
