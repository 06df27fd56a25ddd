import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
