import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { StartupError, StoreError } from '../../../src/core/errors.ts';
import { createDocuments } from '../../../src/services/store/documents.ts';
import { openSqlite } from '../../../src/services/store/engines/sqlite.ts';
import { migrationProvider } from '../../../src/services/store/migrations.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { storeConformance } from './conformance.ts';

const log = pino({ level: 'silent' });
const folders: string[] = [];
const folder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'darkroom-store-'));
  folders.push(made);
  return made;
};
const open = async (dataDir: string) => openStore({ databaseUrl: undefined, dataDir, clock: systemClock, log });
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

storeConformance(
  async () => open(await folder()),
  (store) => store.close(),
);

test('a second process on the same data is told what to do', async () => {
  const dataDir = await folder();
  const first = await open(dataDir);
  await expect(open(dataDir)).rejects.toThrow(/Another Darkroom/);
  await first.close();
  const second = await open(dataDir);
  await second.close();
});

test('a file that is no database is a clear word', async () => {
  const dataDir = await folder();
  await writeFile(
    join(dataDir, 'darkroom.sqlite'),
    'this is not a database, only some text that is long enough to be read'.repeat(20),
  );
  await expect(open(dataDir)).rejects.toThrow(StartupError);
  await expect(open(dataDir)).rejects.toThrow(/not a database/);
});

test('a folder that is not there is a clear word', async () => {
  await expect(open('/nowhere/at/all')).rejects.toThrow(/cannot be opened/);
});

test('a database of a newer version is left alone', async () => {
  const dataDir = await folder();
  await (await open(dataDir)).close();
  const raw = new DatabaseSync(join(dataDir, 'darkroom.sqlite'));
  raw.exec(`insert into kysely_migration values ('9999-from-the-future', '2030-01-01')`);
  raw.close();
  await expect(open(dataDir)).rejects.toThrow(/newer version/);
});

test('old rows learn their chains: what repeats its parent stands beside it, not behind', async () => {
  const dataDir = await folder();
  const opened = openSqlite(dataDir, log);
  const kysely = new Kysely({ dialect: opened.dialect });
  await new Migrator({ db: kysely, provider: migrationProvider }).migrateTo('0006-delivery');
  await opened.close();
  const raw = new DatabaseSync(join(dataDir, 'darkroom.sqlite'));
  const job = raw.prepare(`insert into jobs (id, parent_id, input, post_id, place, operation, provider, phase, tier,
    price, scope, owner_id, partition, attempts, results, is_told, is_late, created_at)
    values (?, ?, ?, 'p', 0, 'imagine', 'freepik', 'done', '2k', 1, 'g', 'ann', 0, 1, '[]', 1, 0, 1)`);
  const words = '{"prompt":"a fox"}';
  const [large, lit] = ['{"image":"a"}', '{"image":"b"}'];
  const rows: [string, string | null, string][] = [
    ['fox', null, words],
    ['again', 'fox', words],
    ['large', 'again', large],
    ['larger', 'large', large],
    ['lit', 'larger', lit],
    ['orphan', 'gone', large],
  ];
  for (const row of rows) job.run(...row);
  raw.close();
  const store = await open(dataDir);
  const lineage = async (id: string) => {
    const { parentId, parentIndex, rootId, depth } = (await store.jobs.byId(id)) ?? {};
    return [parentId, parentIndex, rootId, depth];
  };
  expect(await lineage('fox')).toEqual([undefined, undefined, 'fox', 0]);
  expect(await lineage('again')).toEqual([undefined, undefined, 'again', 0]);
  expect(await lineage('large')).toEqual(['again', 0, 'again', 1]);
  expect(await lineage('larger')).toEqual(['again', 0, 'again', 1]);
  expect(await lineage('lit')).toEqual(['larger', 0, 'again', 2]);
  expect(await lineage('orphan')).toEqual([undefined, undefined, 'orphan', 0]);
  await store.close();
});

test('a full disk refuses new rows with a StoreError and loses none of the old', async () => {
  const dataDir = await folder();
  const store = await open(dataDir);
  await store.documents.set('kept', 'yes');
  const [pages] = await store.sql('pragma page_count', []);
  await store.sql(`pragma max_page_count = ${Number(Object.values(pages ?? {})[0]) + 1}`, []);
  await expect(store.documents.set('large', 'x'.repeat(200_000))).rejects.toThrow(StoreError);
  expect(await store.documents.get('kept')).toBe('yes');
  await store.close();
});

test('at trace the store says after each commit how far it is on the disk, and otherwise nothing', async () => {
  const said = async (level: 'trace' | 'debug') => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const dataDir = await folder();
    const store = await openStore({
      databaseUrl: undefined,
      dataDir,
      clock: systemClock,
      log: pino({ level }, destination),
    });
    const before = lines.length;
    await store.documents.set('fox', 'x');
    await store.documents.set('boat', 'x');
    const log = await readFile(join(dataDir, 'darkroom.sqlite-wal'));
    await store.close();
    return { told: lines.slice(before).map((line) => JSON.parse(line)), log };
  };
  const { told, log } = await said('trace');
  expect(told).toMatchObject([1, 2].map(() => ({ msg: 'synced', wal: log.toString('hex', 12, 24) })));
  // a header, and frames of a page each
  expect(told[1].frames).toBe((log.length - 32) / (24 + log.readUInt32BE(8)));
  expect(told[0].frames).toBeLessThan(told[1].frames);
  expect((await said('debug')).told).toEqual([]);
});

test('a database that may only be read refuses with a StoreError', async () => {
  const store = await open(await folder());
  await store.sql('pragma query_only = 1', []);
  await expect(store.documents.set('a', 'b')).rejects.toThrow(StoreError);
  await store.sql('pragma query_only = 0', []);
  await store.close();
});

test('whatever was held when the process died is free at the next start', async () => {
  const dataDir = await folder();
  const first = await open(dataDir);
  await first.processes.beat('dead', 'all', 3_600_000);
  await first.close();
  const second = await open(dataDir);
  expect(await second.processes.removeDead()).toEqual([]);
  await second.close();
});

test('documents come back through Keyv and end when they should', async () => {
  const store = await open(await folder());
  const documents = createDocuments(store);
  await documents.set('theme', { dark: true });
  await documents.set('soon', 'gone', 1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await documents.get('theme')).toEqual({ dark: true });
  expect(await documents.get('soon')).toBeUndefined();
  expect(await documents.delete('theme')).toBe(true);
  expect(await documents.has('theme')).toBe(false);
  await store.close();
});
