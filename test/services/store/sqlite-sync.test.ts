import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { StoreError } from '../../../src/core/errors.ts';
import type { Disk } from '../../../src/services/store/engines/sqlite-commits.ts';
import { createSqliteDialect } from '../../../src/services/store/engines/sqlite-dialect.ts';

interface Tables {
  notes: { text: string };
}

/** A disk that takes what is written when it is told to. */
function slowDisk() {
  const syncs: PromiseWithResolvers<void>[] = [];
  return {
    syncs,
    async sync() {
      const each = Promise.withResolvers<void>();
      syncs.push(each);
      await each.promise;
    },
  };
}

async function open(disk: Disk) {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-sync-'));
  const path = join(folder, 'notes.sqlite');
  const database = new DatabaseSync(path, { timeout: 0 });
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; create table notes (text text)');
  const { dialect } = createSqliteDialect(database, disk);
  const kysely = new Kysely<Tables>({ dialect });
  const told: string[] = [];
  return {
    path,
    told,
    write: (text: string) =>
      kysely
        .insertInto('notes')
        .values({ text })
        .execute()
        .then(() => void told.push(text)),
    read: async () => (await kysely.selectFrom('notes').selectAll().execute()).map(({ text }) => text),
    async close() {
      await kysely.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

test('nobody hears of a commit before it is on the disk; meanwhile others go on, and share the next sync', async () => {
  const { syncs, sync } = slowDisk();
  const { write, told, read, close } = await open({ sync });
  void write('first');
  await turn();
  for (const text of ['second', 'third']) {
    void write(text);
    await turn();
  }
  expect(await read()).toEqual(['first', 'second', 'third']);
  expect(told).toEqual([]);
  expect(syncs).toHaveLength(1);
  syncs[0]?.resolve();
  await turn();
  expect(told).toEqual(['first']);
  expect(syncs).toHaveLength(2);
  syncs[1]?.resolve();
  await turn();
  expect(told).toEqual(['first', 'second', 'third']);
  await close();
});

test('what is marked is told when it is on the disk, before those who wait', async () => {
  const order: string[] = [];
  const { syncs, sync } = slowDisk();
  const mark = () => {
    order.push('marked');
    return () => void order.push('there');
  };
  const { write, close } = await open({ sync, mark });
  const written = write('first').then(() => order.push('told'));
  await turn();
  expect(order).toEqual(['marked']);
  syncs[0]?.resolve();
  await written;
  expect(order).toEqual(['marked', 'there', 'told']);
  await close();
});

test('a log that could not be synced is moved into the database, and those who wait hear of it then', async () => {
  const failing: Disk = { sync: () => Promise.reject(new Error('EIO')) };
  const { path, write, told, close } = await open(failing);
  await write('first');
  expect(told).toEqual(['first']);
  const log = new DatabaseSync(path).prepare('pragma wal_checkpoint(noop)').get();
  expect(log).toMatchObject({ log: 0 });
  await close();
});

test('where that cannot be done either they are told that it is not there, until it can', async () => {
  const failing: Disk = { sync: () => Promise.reject(new Error('EIO')) };
  const { path, write, close } = await open(failing);
  const reader = new DatabaseSync(path);
  reader.exec('begin; select * from notes');
  await expect(write('first')).rejects.toBeInstanceOf(StoreError);
  reader.exec('commit');
  reader.close();
  await write('second');
  await close();
});
