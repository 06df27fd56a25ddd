import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createWitnessFile, readFolderMark } from '../../../src/services/files/witness.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { createCopiedDatabase } from '../../../src/services/store/engines/restored.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { createTestDatabase, isPostgresThere, type TestDatabase } from '../../support/postgres.ts';

const log = pino({ level: 'silent' });
const hasPostgres = await isPostgresThere();

const folders: string[] = [];
const stores: Store[] = [];
let database: TestDatabase | undefined;
afterEach(async () => {
  await Promise.all(stores.splice(0).map((each) => each.close()));
  await Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true, force: true })));
  await database?.drop();
  database = undefined;
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'darkroom-copied-'));
  folders.push(made);
  return made;
}

async function open(dataDir: string, databaseUrl?: string): Promise<Store> {
  const store = await openStore({ databaseUrl, dataDir, clock: systemClock, log });
  stores.push(store);
  return store;
}

/** As a process sees it that starts with this folder. */
function starting(store: Store, dataDir: string) {
  const file = createWitnessFile({ dataDir, namespace: store.namespace, log });
  return { ...createCopiedDatabase(store, file), file, order: async () => file.note(await store.witness.raise()) };
}

async function started(store: Store, dataDir: string) {
  const process = starting(store, dataDir);
  await process.accept();
  await process.file.settled();
  return process;
}

test('a database that knows of fewer orders than DATA_DIR is an older copy, until that is accepted', async () => {
  const dataDir = await folder();
  const store = await open(dataDir);
  const { order, file } = await started(store, dataDir);
  await store.sql('create table before as select height from witness', []);
  await order();
  await file.settled();
  expect(await starting(store, dataDir).isCopy()).toBe(false);
  await store.sql('update witness set height = (select height from before)', []);
  expect(await starting(store, dataDir).isCopy()).toBe(true);
  await started(store, dataDir);
  expect(await starting(store, dataDir).isCopy()).toBe(false);
  // the same copy put back once more
  await store.sql('update witness set height = (select height from before)', []);
  expect(await starting(store, dataDir).isCopy()).toBe(true);
});

test('a new folder, one that is behind, one of another database and one that cannot be read raise no alarm', async () => {
  const [own, behind, fresh] = [await folder(), await folder(), await folder()];
  const store = await open(own);
  await started(store, behind);
  const { order, file } = await started(store, own);
  for (let n = 0; n < 5; n += 1) await order();
  await file.settled();
  const other = await open(fresh);
  expect(await starting(store, fresh).isCopy()).toBe(false);
  expect(await starting(store, behind).isCopy()).toBe(false);
  expect(await starting(other, own).isCopy()).toBe(false);
  const [name = ''] = (await readdir(behind)).filter((each) => each.startsWith('witness-'));
  await writeFile(join(behind, name), 'not a number');
  expect(await starting(store, behind).isCopy()).toBe(false);
});

test('what is noted while a disk takes nothing is noted later', async () => {
  const parent = await folder();
  const store = await open(parent);
  const missing = join(parent, 'not there');
  const file = createWitnessFile({ dataDir: missing, namespace: store.namespace, log });
  file.note(5);
  await file.settled();
  expect(await file.read()).toBe(0);
  const there = createWitnessFile({ dataDir: parent, namespace: store.namespace, log });
  for (const height of [7, 6, 9, 8]) there.note(height);
  await there.settled();
  expect(await there.read()).toBe(9);
  expect((await readdir(parent)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('one folder has one mark, whoever asks first, and two have two', async () => {
  const [one, other] = [await folder(), await folder()];
  await readFolderMark(one);
  const marks = await Promise.all([readFolderMark(one), readFolderMark(one), readFolderMark(other)]);
  expect(marks[0]).toBe(marks[1]);
  expect(marks[0]).not.toBe(marks[2]);
});

describe('several processes on Postgres', onlyWhere(hasPostgres, 'Postgres'), () => {
  test('that share a folder, order at once and die between two writes never take their database for a copy', async () => {
    database = await createTestDatabase();
    const dataDir = await folder();
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => open(dataDir, database?.url)));
    if (!first || !second || !third) throw new Error('no store');
    await started(first, dataDir);
    const [one, two] = [starting(first, dataDir), starting(second, dataDir)];
    const seen: boolean[] = [];
    const work = async ({ order }: typeof one) => {
      for (let n = 0; n < 40; n += 1) await order();
    };
    const look = async () => {
      for (let n = 0; n < 40; n += 1) {
        // one that dies after the database took it and before the folder did
        await third.witness.raise();
        seen.push(await starting(third, dataDir).isCopy());
      }
    };
    await Promise.all([work(one), work(two), look()]);
    await Promise.all([one.file.settled(), two.file.settled()]);
    expect(seen).toEqual(seen.map(() => false));
    expect(await first.witness.read()).toBe(121);
  });

  test('that do not share their folder are counted, dead ones are not', async () => {
    database = await createTestDatabase();
    const store = await open(await folder(), database?.url);
    await store.processes.beat('here', 'all', 60_000, 'a');
    await store.processes.beat('elsewhere', 'worker', 60_000, 'b');
    await store.processes.beat('dead', 'worker', -1, 'b');
    await store.processes.beat('of an older version', 'worker', 60_000);
    expect(await store.processes.countElsewhere('a')).toBe(1);
    expect(await store.processes.countElsewhere('b')).toBe(1);
  });
});
