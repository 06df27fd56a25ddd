import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../files/contract.ts';

/** One grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Stores a pixel and removes it again, as every picture will be. */
export async function tryFiles(files: FileStore, directory: string, signal: AbortSignal): Promise<boolean> {
  const id = randomUUID();
  const path = join(directory, `doctor-${id}.png`);
  try {
    await writeFile(path, PIXEL);
    await files.put({ id, path, type: 'png' }, signal);
    await files.remove(id, signal);
    return true;
  } finally {
    await rm(path, { force: true });
  }
}
