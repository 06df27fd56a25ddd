import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import type { Spool } from '../../../src/services/files/contract.ts';
import { createSpool } from '../../../src/services/files/spool.ts';
import { noise, pngClaiming } from '../images/samples.ts';
import { pictureOf } from './store-suite.ts';

const MEGABYTE = 1024 * 1024;
let directory: string;
let clock: MovableClock;
let spool: Spool;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-spool-'));
  clock = createMovableClock();
  spool = await openSpool();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const openSpool = (maximumMegabytes = 1) => createSpool({ directory, maximumMegabytes, clock });
async function* dripping(bytes: Uint8Array, step = 100): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
const problemOf = (chunks: AsyncIterable<Uint8Array>) =>
  spool.write(chunks).then(
    () => 'none',
    (error: unknown) => (error instanceof Error && 'problem' in error ? error.problem : error),
  );

describe('what is written', () => {
  test.each(['png', 'jpg', 'webp', 'gif'] as const)('as %s lies there byte by byte, measured', async (type) => {
    const bytes = await pictureOf(type);
    const written = await spool.write(dripping(bytes, 7));
    expect(written).toEqual({ spool: written.spool, type, width: 30, height: 20, bytes: bytes.length });
    expect(written.spool).toMatch(new RegExp(`\\.${type}$`));
    expect((await readFile(spool.path(written.spool))).equals(bytes)).toBe(true);
  });

  test('is on the disk, and then gets its name, and only then is told', async () => {
    const bytes = await pictureOf('png');
    const probe = await open(join(directory, 'probe'), 'w');
    const synced: string[] = [];
    const sync = vi.spyOn(Object.getPrototypeOf(probe), 'sync').mockImplementation(async function (this: typeof probe) {
      const found = await this.stat();
      const named = (await readdir(directory)).some((name) => name.endsWith('.png'));
      synced.push(`${found.isDirectory() ? 'folder' : `file of ${found.size}`}, ${named ? 'named' : 'without name'}`);
      await this.datasync();
    });
    await spool.write(dripping(bytes));
    expect(synced).toEqual([`file of ${bytes.length}, without name`, 'folder, named']);
    sync.mockRestore();
    await probe.close();
  });

  test('at once gets names of its own', async () => {
    const bytes = await pictureOf('png');
    const names = await Promise.all(Array.from({ length: 20 }, async () => (await spool.write(dripping(bytes))).spool));
    expect(new Set(names).size).toBe(20);
    expect((await readdir(directory)).sort()).toEqual([...names].sort());
  });

  test.each([
    ['a page', async () => dripping(Buffer.from('<!doctype html><h1>Link expired</h1>')), 'not-a-picture'],
    ['nothing', async () => dripping(Buffer.alloc(0)), 'not-a-picture'],
    [
      'AVIF, which no message can show',
      async () => dripping(await noise({ width: 9, height: 9 }).avif().toBuffer()),
      'not-a-picture',
    ],
    ['half a PNG', async () => dripping((await pictureOf('png')).subarray(0, 60)), 'unreadable'],
    [
      'half a JPEG',
      async () => dripping((await noise({ width: 99, height: 99 }).jpeg().toBuffer()).subarray(0, 3000)),
      'unreadable',
    ],
    ['only the head of a WebP', async () => dripping((await pictureOf('webp')).subarray(0, 14)), 'unreadable'],
    ['a bomb', async () => dripping(pngClaiming({ width: 30_000, height: 30_000 })), 'too-many-pixels'],
  ])('is refused when it is %s, and nothing stays', async (_, make, problem) => {
    expect(await problemOf(await make())).toBe(problem);
    expect(await readdir(directory)).toEqual([]);
  });

  test('is refused as no picture before the rest of it has come', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 1;
        yield Buffer.from('<!doctype html> and so on and so forth ');
      }
    }
    expect(await problemOf(endless())).toBe('not-a-picture');
    expect(taken).toBe(1);
  });

  test('and breaks off leaves nothing behind', async () => {
    const bytes = await pictureOf('png');
    async function* broken() {
      yield bytes.subarray(0, 40);
      throw new Error('cut');
    }
    await expect(spool.write(broken())).rejects.toThrow('cut');
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('the spool', () => {
  const large = () => noise({ width: 500, height: 400 }).png({ compressionLevel: 0 }).toBuffer();

  test('is full when its pictures reach the limit, and no more when one is gone', async () => {
    const bytes = await large();
    const names = [(await spool.write(dripping(bytes, 65_536))).spool];
    expect(bytes.length).toBeGreaterThan(MEGABYTE / 2);
    expect(await spool.isFull()).toBe(false);
    names.push((await spool.write(dripping(bytes, 65_536))).spool);
    expect(await spool.isFull()).toBe(true);
    await spool.remove(names[0] ?? '');
    expect(await spool.isFull()).toBe(false);
  });

  test('does not count a picture twice that is removed twice', async () => {
    const bytes = await large();
    const [first, second] = [await spool.write(dripping(bytes, 65_536)), await spool.write(dripping(bytes, 65_536))];
    await spool.remove(first.spool);
    await spool.remove(first.spool);
    await spool.write(dripping(bytes, 65_536));
    expect(await spool.isFull()).toBe(true);
    await expect(stat(spool.path(second.spool))).resolves.toMatchObject({ size: bytes.length });
  });

  test('is found again after a restart, and still counts', async () => {
    const bytes = await large();
    const { spool: name } = await spool.write(dripping(bytes, 65_536));
    await spool.write(dripping(bytes, 65_536));
    const after = await openSpool();
    expect(await after.isFull()).toBe(true);
    expect((await readFile(after.path(name))).equals(bytes)).toBe(true);
  });

  test('says whether it is full without asking the disk, which may be slow', async () => {
    await spool.write(dripping(await large()));
    await rm(directory, { recursive: true });
    clock.advance(10_001);
    expect(await spool.isFull()).toBe(false);
    await mkdir(directory);
  });

  test('sees what another process wrote, ten seconds after the last look', async () => {
    const other = await openSpool();
    const bytes = await large();
    for (let n = 0; n < 2; n++) await other.write(dripping(bytes, 65_536));
    expect(await spool.isFull()).toBe(false);
    clock.advance(10_001);
    await vi.waitFor(async () => expect(await spool.isFull()).toBe(true));
  });

  test('is swept of old files that nobody waits for, and of nothing else', async () => {
    const bytes = await pictureOf('png');
    const [waiting, forgotten] = [await spool.write(dripping(bytes)), await spool.write(dripping(bytes))];
    await writeFile(join(directory, '01ARZ3NDEKTSV4RRFFQ69G5FAV.part'), 'half');
    await writeFile(join(directory, 'README'), 'somebody else’s');
    await spool.sweep(new Set([waiting.spool]));
    expect(await readdir(directory)).toHaveLength(4);
    clock.advance(3_600_001);
    const young = await spool.write(dripping(bytes));
    await spool.sweep(new Set([waiting.spool]));
    expect((await readdir(directory)).sort()).toEqual([waiting.spool, young.spool, 'README'].sort());
    expect(forgotten.spool).not.toBe(waiting.spool);
  });

  test('never sweeps what is just being written, however long it takes', async () => {
    const bytes = await pictureOf('png');
    async function* slow() {
      yield bytes.subarray(0, 50);
      clock.advance(2 * 3_600_000);
      await spool.sweep(new Set());
      yield bytes.subarray(50);
    }
    const { spool: name } = await spool.write(slow());
    expect((await readFile(spool.path(name))).equals(bytes)).toBe(true);
  });

  test.each(['../x.png', 'README', '01ARZ3NDEKTSV4RRFFQ69G5FAV.part', '01ARZ3NDEKTSV4RRFFQ69G5FAV.svg', ''])(
    'has no file %j',
    async (name) => {
      expect(() => spool.path(name)).toThrow(RangeError);
      await expect(spool.remove(name)).rejects.toThrow(RangeError);
    },
  );
});

describe('pictures that are stored and shown', () => {
  const large = async () =>
    dripping(await noise({ width: 500, height: 500 }).png({ compressionLevel: 0 }).toBuffer(), 65_536);

  test('fill nothing, and make room when the folder holds more than its limit', async () => {
    const waiting = new Set<string>();
    spool = await createSpool({ directory, maximumMegabytes: 1, clock, inUse: async () => waiting });
    const first = await spool.write(await large());
    const second = await spool.write(await large());
    clock.advance(60_000);
    expect(await spool.isFull()).toBe(false);
    expect(await spool.usage()).toMatchObject({ bytes: 0, files: 0 });
    // what came a moment ago may not be on record yet
    expect((await readdir(directory)).sort()).toEqual([first.spool, second.spool].sort());
    waiting.add(second.spool);
    clock.advance(11 * 60_000);
    expect(await spool.usage()).toMatchObject({ bytes: second.bytes, files: 1 });
    expect(await readdir(directory)).toEqual([second.spool]);
  });

  test('those that wait still fill it', async () => {
    const waiting = new Set<string>();
    spool = await createSpool({ directory, maximumMegabytes: 1, clock, inUse: async () => waiting });
    for (let each = 0; each < 2; each++) waiting.add((await spool.write(await large())).spool);
    clock.advance(11_000);
    expect(await spool.isFull()).toBe(true);
    expect(await readdir(directory)).toHaveLength(2);
  });
});
