import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { storeConformance } from './conformance.ts';

const database = await createTestDatabase();
const log = pino({ level: 'silent' });
const open = (databaseUrl: string) => openStore({ databaseUrl, dataDir: '.', clock: systemClock, log });
const url = database?.url ?? '';
afterAll(() => database?.drop());

describe.skipIf(!database)('on Postgres', () => {
  storeConformance(
    () => open(url),
    (store) => store.close(),
  );

  test('two processes that start at once both have their tables', async () => {
    const fresh = await createTestDatabase();
    if (!fresh) throw new Error('the server went away');
    const stores = await Promise.all([open(fresh.url), open(fresh.url)]);
    expect(stores[0]?.namespace).toBe(stores[1]?.namespace);
    await Promise.all(stores.map((store) => store.close()));
    await fresh.drop();
  });

  test('a database that does not exist is told without the password', async () => {
    const wrong = new URL(url);
    wrong.pathname = '/no_such_database_here';
    wrong.password = 'hush-hush';
    await expect(open(wrong.href)).rejects.toThrow(/does not exist/);
    await expect(open(wrong.href)).rejects.not.toThrow(/hush-hush/);
  });
});

test('a server that is not there is a clear word', async () => {
  await expect(open('postgres://someone:hush@127.0.0.1:1/x')).rejects.toThrow(/cannot be reached/);
});
