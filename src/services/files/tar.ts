import { open, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { systemCode } from './disk.ts';

export interface TarEntry {
  readonly name: string;
  readonly path: string;
}

const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** Eleven octal digits; beyond it every tar of today reads a binary number. */
const MOST_OCTAL = 8 ** 11 - 1;

/** Files as one archive of the plain form that every `tar` reads; one that is gone meanwhile is left out. */
export async function* tarOf(entries: Iterable<TarEntry> | AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) yield* fileOf(entry);
  yield Buffer.alloc(2 * BLOCK);
}

/** Every whole file below these folders, by its name from `directory` on. A folder that is not there has none. */
export async function* filesBelow(directory: string, folders: readonly string[]): AsyncGenerator<TarEntry> {
  for (const folder of folders) {
    const found = await readdir(join(directory, folder), { recursive: true, withFileTypes: true }).catch(unlessGone);
    for (const each of found ?? []) {
      const path = join(each.parentPath, each.name);
      const name = path.slice(join(directory, sep).length).split(sep).join('/');
      // what is still being written is nobody's yet
      const isWhole = each.isFile() && !name.endsWith('.part') && !name.includes('/parts/');
      if (isWhole) yield { name, path };
    }
  }
}

async function* fileOf({ name, path }: TarEntry): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r').catch(unlessGone);
  if (!file) return;
  try {
    const { size, mtimeMs } = await file.stat();
    yield headerOf(name, size, mtimeMs);
    let left = size;
    if (size > 0) {
      for await (const chunk of file.createReadStream({ autoClose: false, start: 0, end: size - 1 })) {
        left -= Buffer.from(chunk).byteLength;
        yield chunk;
      }
    }
    if (left > 0) throw new Error(`${name} became shorter while it was read`);
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  } finally {
    await file.close();
  }
}

function headerOf(name: string, bytes: number, modifiedAt: number): Buffer {
  const { prefix, rest } = split(name);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  header.write(rest, 0);
  header.write('0000600', 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  if (bytes <= MOST_OCTAL) header.write(octal(bytes, 11), 124);
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(bytes), 128);
  }
  header.write(octal(Math.floor(modifiedAt / 1000), 11), 136);
  // the checksum counts itself as spaces
  header.fill(' ', 148, 156);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return header;
}

/** A long name stands in two fields, cut at a slash. */
function split(name: string): { readonly prefix: string; readonly rest: string } {
  if (Buffer.byteLength(name) <= NAME_BYTES) return { prefix: '', rest: name };
  const at = name.indexOf('/', name.length - NAME_BYTES - 1);
  const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
  const fits = at > 0 && Buffer.byteLength(prefix) <= PREFIX_BYTES && Buffer.byteLength(rest) <= NAME_BYTES;
  if (!fits) throw new Error(`${name} is too long a name for a tar archive`);
  return { prefix, rest };
}

function unlessGone(error: unknown): undefined {
  if (systemCode(error) !== 'ENOENT') throw error;
}
