import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { StoreError } from '../../../src/core/errors.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';

let dataDir = '';
let store: Store;
const open = () => openStore({ databaseUrl: undefined, dataDir, clock: systemClock, log: pino({ level: 'silent' }) });

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'darkroom-batch-'));
  store = await open();
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('of many transactions at once the one that fails takes back only its own', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) =>
      store.transaction(async ({ documents }) => {
        await documents.set(`row ${n}`, 'here');
        if (n % 5 === 0) throw new RangeError(`no ${n}`);
      }),
    ),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(
    Array.from({ length: 50 }, (_, n) => (n % 5 === 0 ? 'rejected' : 'fulfilled')),
  );
  await store.close();
  store = await open();
  const found = await Promise.all(Array.from({ length: 50 }, (_, n) => store.documents.get(`row ${n}`)));
  expect(found).toEqual(Array.from({ length: 50 }, (_, n) => (n % 5 === 0 ? undefined : 'here')));
});

test('transactions at once see what those before them wrote', async () => {
  await store.documents.set('count', '0');
  await Promise.all(
    Array.from({ length: 100 }, () =>
      store.transaction(async ({ documents }) => {
        await documents.set('count', String(Number(await documents.get('count')) + 1));
      }),
    ),
  );
  expect(await store.documents.get('count')).toBe('100');
});

test('nothing is asked in a transaction that is over: it would be done in that of somebody else', async () => {
  const { documents } = await store.transaction(async (session) => session);
  await store.transaction(async () => {
    await expect(documents.get('row')).rejects.toThrow('A query after its transaction');
  });
});

test('a transaction that waits in its middle keeps the others out, and their commits back', async () => {
  const order: string[] = [];
  const slow = store.transaction(async ({ documents }) => {
    await documents.set('slow', '1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('slow');
  });
  const quick = store.documents.set('quick', '1').then(() => order.push('quick'));
  await Promise.all([slow, quick]);
  expect(order).toEqual(['slow', 'quick']);
});

test('when the disk is full each of the moment is told the truth about its own rows', async () => {
  await store.documents.set('before', 'kept');
  const [pages] = await store.sql('pragma page_count', []);
  await store.sql(`pragma max_page_count = ${Number(Object.values(pages ?? {})[0]) + 2}`, []);
  const sizes = [10, 100_000, 10, 200_000, 10];
  const outcomes = await Promise.allSettled(
    sizes.map((size, n) => store.transaction(({ documents }) => documents.set(`row ${n}`, 'x'.repeat(size)))),
  );
  const refused = outcomes.filter((each) => each.status === 'rejected');
  expect(refused.length).toBeGreaterThanOrEqual(2);
  expect(refused.every(({ reason }) => reason instanceof StoreError)).toBe(true);
  await store.close();
  store = await open();
  const there = await Promise.all(sizes.map(async (_, n) => (await store.documents.get(`row ${n}`)) !== undefined));
  expect(there).toEqual(outcomes.map(({ status }) => status === 'fulfilled'));
  expect(await store.documents.get('before')).toBe('kept');
});

describe('while another program has the file', () => {
  const openOther = () => new DatabaseSync(join(dataDir, 'darkroom.sqlite'));

  test('a write waits for it, and nothing else does', async () => {
    const other = openOther();
    other.exec('begin immediate');
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 10);
    const written = store.documents.set('late', 'here');
    await pause(300);
    other.exec('commit');
    other.close();
    await written;
    clearInterval(turning);
    expect(turns).toBeGreaterThan(5);
    expect(await store.documents.get('late')).toBe('here');
  });

  test('for longer than a second those who wait are told, and who comes then at once', async () => {
    const other = openOther();
    other.exec('begin immediate');
    const first = Array.from({ length: 20 }, (_, n) => store.documents.set(`row ${n}`, 'here'));
    const outcomes = await Promise.allSettled(first);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
    await expect(store.documents.set('another', 'here')).rejects.toThrow(/locked by another program/);
    other.exec('commit');
    other.close();
    await store.documents.set('another', 'here');
    expect(await store.documents.get('row 0')).toBeUndefined();
  });

  test('what was deleted leaves its log as soon as nobody reads there', async () => {
    await store.documents.set('secret', 'a prompt');
    const other = openOther();
    other.exec('begin');
    other.prepare('select * from documents').all();
    const emptied = store.purge();
    await pause(100);
    const size = async () => (await stat(join(dataDir, 'darkroom.sqlite-wal'))).size;
    expect(await size()).toBeGreaterThan(0);
    other.exec('commit');
    await emptied;
    expect(await size()).toBe(0);
    other.close();
  });
});
