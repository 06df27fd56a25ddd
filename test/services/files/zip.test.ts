import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createZip, type ZipEntry, ZipTooLargeError } from '../../../src/services/files/zip.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { readZip } from './zip-reader.ts';

const run = promisify(execFile);
const AT = Date.UTC(2026, 10, 21, 8, 30, 12);

async function* inChunks(bytes: Uint8Array, length = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const entryOf = (name: string, bytes: Uint8Array): ZipEntry => ({
  name,
  bytes: bytes.length,
  modifiedAt: AT,
  open: async () => inChunks(bytes),
});

const claiming = (bytes: number): ZipEntry => ({ ...entryOf('a.png', new Uint8Array()), bytes });

test('whatever goes in comes out, in order, and the size was told before', async () => {
  const files = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 5000 })), {
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(files, async (each) => {
      const { bytes, stream } = createZip(each.map(([name, data]) => entryOf(name, data)));
      const zip = await buffer(stream);
      expect(zip.length).toBe(bytes);
      const entries = readZip(zip);
      expect(entries.map((entry) => entry.bytes.toString('hex'))).toEqual(
        each.map(([, data]) => Buffer.from(data).toString('hex')),
      );
      expect(new Set(entries.map(({ name }) => name.toLowerCase())).size).toBe(each.length);
      expect(entries.every(({ modifiedAt }) => modifiedAt === AT)).toBe(true);
    }),
  );
});

const hasUnzip = await run('unzip', ['-v']).then(
  () => true,
  () => false,
);

test('a common tool tests it and unpacks it', onlyWhere(hasUnzip, 'unzip'), async () => {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-zip-'));
  const data = randomBytes(300_000);
  const { stream } = createZip([
    entryOf('ảnh đẹp.png', data),
    entryOf('../../ảnh đẹp.png', data),
    entryOf('empty', new Uint8Array()),
  ]);
  await writeFile(join(folder, 'all.zip'), stream);
  const { stdout } = await run('unzip', ['-t', 'all.zip'], { cwd: folder });
  expect(stdout).toContain('No errors detected');
  await run('unzip', ['-q', 'all.zip', '-d', 'out'], { cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  expect((await readdir(join(folder, 'out'))).sort()).toEqual(['_.._ảnh đẹp.png', 'empty', 'ảnh đẹp.png'].sort());
  expect((await readFile(join(folder, 'out', 'ảnh đẹp.png'))).equals(data)).toBe(true);
  await rm(folder, { recursive: true, force: true });
});

test('an entry is opened only when it is its turn, and read no faster than it is taken', async () => {
  const opened: string[] = [];
  let read = 0;
  const lazy = (name: string): ZipEntry => ({
    name,
    bytes: 10_000_000,
    modifiedAt: AT,
    open: async () => {
      opened.push(name);
      return (async function* () {
        for (; read < 10_000_000; read += 100_000) yield new Uint8Array(100_000);
      })();
    },
  });
  const { stream } = createZip([lazy('a'), lazy('b')]);
  const chunks = stream[Symbol.asyncIterator]();
  await chunks.next();
  await chunks.next();
  expect(opened).toEqual(['a']);
  expect(read).toBeLessThan(1_000_000);
  stream.destroy();
});

test('who stops reading closes the file that was open', async () => {
  let isClosed = false;
  const open = async () =>
    (async function* () {
      try {
        while (true) yield new Uint8Array(100);
      } finally {
        isClosed = true;
      }
    })();
  const { stream } = createZip([{ ...claiming(10_000_000), open }]);
  for await (const chunk of stream) if (chunk.length === 100) break;
  await expect.poll(() => isClosed).toBe(true);
});

test.each([
  ['shorter', 500],
  ['longer', 2000],
])('a file that is %s than it said breaks the stream', async (_, bytes) => {
  const { stream } = createZip([{ ...entryOf('a.png', new Uint8Array(bytes)), bytes: 1000 }, claiming(0)]);
  await expect(buffer(stream)).rejects.toThrow('not as long');
});

test('a file that cannot be opened breaks the stream', async () => {
  const open = () => Promise.reject(new Error('gone'));
  await expect(buffer(createZip([{ ...claiming(1), open }]).stream)).rejects.toThrow('gone');
});

test('what the format cannot hold is refused before anything is opened', () => {
  const quarter = 0x4000_0000;
  expect(() => createZip([claiming(quarter), claiming(quarter), claiming(quarter), claiming(quarter)])).toThrow(
    ZipTooLargeError,
  );
  expect(() => createZip([claiming(0xffff_ffff)])).toThrow(ZipTooLargeError);
  const overhead = createZip([claiming(0)]).bytes;
  expect(createZip([claiming(0xffff_fffe - overhead)]).bytes).toBe(0xffff_fffe);
  expect(() => createZip([claiming(0xffff_ffff - overhead)])).toThrow(ZipTooLargeError);
  expect(() => createZip(Array.from({ length: 0xffff }, () => claiming(0)))).toThrow(ZipTooLargeError);
});

test('a time before the format begins is its beginning', async () => {
  const { stream } = createZip([{ ...entryOf('a', new Uint8Array(1)), modifiedAt: 0 }]);
  expect(readZip(await buffer(stream))[0]?.modifiedAt).toBe(Date.UTC(1980, 0, 1));
});
