import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readChunks, syncDirectory, systemCode, writeFileSynced } from '../../../src/services/files/disk.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-disk-'));
  path = join(directory, 'file');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function* words(...all: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const word of all) yield Buffer.from(word);
}

test('a file has all its chunks, in order, each seen before it was written', async () => {
  const seen: string[] = [];
  const onChunk = (chunk: Uint8Array) => void seen.push(Buffer.from(chunk).toString());
  expect(await writeFileSynced(path, words('one ', '', 'two'), { onChunk, modifiedAt: 1_000_000 })).toBe(7);
  expect(await readFile(path, 'utf8')).toBe('one two');
  expect(seen).toEqual(['one ', '', 'two']);
  expect((await stat(path)).mtimeMs).toBe(1_000_000);
});

test('a file is never written over', async () => {
  await writeFileSynced(path, words('first'));
  await expect(writeFileSynced(path, words('second'))).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(path, 'utf8')).toBe('first');
});

test('the limit itself is allowed, and a byte more leaves nothing', async () => {
  await writeFileSynced(path, words('12', '34'), { maximumBytes: 4 });
  await rm(path);
  await expect(writeFileSynced(path, words('12', '345'), { maximumBytes: 4 })).rejects.toThrow('too-large');
  expect(await readdir(directory)).toEqual([]);
});

test('what does not become whole is taken away', async () => {
  const onChunk = () => {
    throw new Error('not this');
  };
  await expect(writeFileSynced(path, words('a', 'b'), { onChunk })).rejects.toThrow('not this');
  expect(await readdir(directory)).toEqual([]);
});

test('reading a file that is gone, or that nobody wants any more, fails for the reader alone', async () => {
  const read = async (chunks: AsyncIterable<Uint8Array>) => {
    const all: Uint8Array[] = [];
    for await (const chunk of chunks) all.push(chunk);
    return Buffer.concat(all).toString();
  };
  const neverRead = [readChunks(join(directory, 'gone')), readChunks(path, AbortSignal.abort())];
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(neverRead).toHaveLength(2);
  await expect(read(readChunks(join(directory, 'gone')))).rejects.toMatchObject({ code: 'ENOENT' });
  await writeFileSynced(path, words('here'));
  await expect(read(readChunks(path, AbortSignal.abort()))).rejects.toMatchObject({ code: 'ABORT_ERR' });
  expect(await read(readChunks(path))).toBe('here');
});

test('a folder that is gone cannot be synced, one that is there can', async () => {
  await syncDirectory(directory);
  await expect(syncDirectory(join(directory, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('only errors of the system have its codes', () => {
  expect(systemCode(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe('ENOSPC');
  expect(systemCode(Object.assign(new Error('x'), { code: 40005 }))).toBeUndefined();
  expect(systemCode({ code: 'ENOSPC' })).toBeUndefined();
});
