import pg from 'pg';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { openProxy } from '../../../chaos/proxy.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { StoreError } from '../../../src/core/errors.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { storeConformance } from './conformance.ts';

const database = await createTestDatabase();
const log = pino({ level: 'silent' });
const open = (databaseUrl: string) => openStore({ databaseUrl, dataDir: '.', clock: systemClock, log });
const url = database?.url ?? '';
afterAll(() => database?.drop());

describe('on Postgres', onlyWhere(database !== undefined, 'Postgres'), () => {
  storeConformance(
    () => open(url),
    (store) => store.close(),
  );

  test('two processes that start at once both have their tables', async () => {
    const fresh = await createTestDatabase('bare');
    if (!fresh) throw new Error('the server went away');
    const stores = await Promise.all([open(fresh.url), open(fresh.url)]);
    expect(stores[0]?.namespace).toBe(stores[1]?.namespace);
    await Promise.all(stores.map((store) => store.close()));
    await fresh.drop();
  });

  test.each([
    ['may only be read', ['set transaction read only', `insert into documents values ('a', 'b')`]],
    ['is locked', ['set local lock_timeout = 50', 'lock table documents']],
    ['takes too long', ['set local statement_timeout = 50', 'select pg_sleep(5)']],
    ['is shut down', ['select pg_terminate_backend(pg_backend_pid())']],
  ])(
    'a database that %s is trouble of the database, and the next transaction meets none',
    async (_what, statements) => {
      const store = await open(url);
      const other = new pg.Client({ connectionString: url });
      await other.connect();
      await other.query('begin; lock table documents in row exclusive mode');
      const failed = store.transaction(async ({ sql }) => {
        for (const statement of statements) await sql(statement, []);
      });
      await expect(failed).rejects.toBeInstanceOf(StoreError);
      await other.end();
      await store.transaction(({ documents }) => documents.set('a', 'b'));
      await store.close();
    },
  );

  test('of a transaction whose rollback fails as well the first trouble is told', async () => {
    const store = await open(url);
    const failed = store.transaction(async ({ sql }) => {
      await sql('select pg_terminate_backend(pg_backend_pid())', []).catch(() => undefined);
      throw new RangeError('the first');
    });
    await expect(failed).rejects.toThrow('the first');
    await store.close();
  });

  test('a connection that carries nothing any more is given up in seconds and used no more', {
    timeout: 60_000,
  }, async () => {
    const way = new URL(url);
    const proxy = await openProxy({ host: way.hostname, port: Number(way.port) });
    way.port = String(proxy.port);
    const store = await open(way.href);
    await store.documents.set('before', 'here');
    proxy.become('silent');
    proxy.become('open');
    const asked = Date.now();
    await expect(store.transaction(({ documents }) => documents.get('before'))).rejects.toBeInstanceOf(StoreError);
    expect(Date.now() - asked).toBeLessThan(20_000);
    expect(await store.documents.get('before')).toBe('here');
    await store.close();
    await proxy.close();
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
