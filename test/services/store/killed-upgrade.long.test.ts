import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { openProxy, type TcpProxy } from '../../../chaos/proxy.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { catalogOf, makeEarlier, type Rows, readRows } from '../../support/earlier-database.ts';
import { long } from '../../support/long.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { isPostgresThere, type TestDatabase } from '../../support/postgres.ts';
import { createThrowaways } from '../../support/throwaway.ts';
import { fillStore } from './full-store.ts';

const log = pino({ level: 'silent' });
const hasPostgres = await isPostgresThere();
const { folder, database, dispose } = createThrowaways('killed');
afterAll(dispose);

const open = (dataDir: string, databaseUrl?: string): Promise<Store> =>
  openStore({ databaseUrl, dataDir, clock: systemClock, log });

/** All that is in a database: what it is made of, and its rows. */
interface Contents {
  readonly catalog: unknown;
  readonly rows: Rows;
}

async function contentsOf(store: Store): Promise<Contents> {
  const contents = { catalog: await catalogOf(store), rows: await readRows(store) };
  await store.close();
  return contents;
}

async function filledRows(dataDir: string): Promise<Rows> {
  const store = await open(dataDir);
  await fillStore(store);
  return (await contentsOf(store)).rows;
}

const some = <T>(all: readonly T[], most: number): readonly T[] =>
  all.filter((_, n) => Math.floor((n * most) / all.length) !== Math.floor(((n - 1) * most) / all.length));

/**
 * Keeps a copy of the folder as it lies on the disk before and after each statement: that is what a kill leaves there.
 * The database has so little room in memory that a half-done upgrade is on the disk as well.
 */
function watchDisk(dataDir: string, into: string) {
  const { prepare, exec } = DatabaseSync.prototype;
  const seen = new Set<string>();
  const copies: string[] = [];

  function look(): void {
    const names = readdirSync(dataDir).filter((name) => !/\.lock|-shm$/.test(name));
    const files = names.map((name) => [name, readFileSync(join(dataDir, name))] as const);
    const state = createHash('sha256');
    for (const [name, bytes] of files) state.update(`${name} ${bytes.length} `).update(bytes);
    const digest = state.digest('hex');
    if (seen.has(digest)) return;
    seen.add(digest);
    const copy = join(into, String(copies.length));
    mkdirSync(copy);
    for (const name of names) copyFileSync(join(dataDir, name), join(copy, name));
    copies.push(copy);
  }

  DatabaseSync.prototype.prepare = function watched(...given) {
    look();
    return prepare.apply(this, given);
  };
  DatabaseSync.prototype.exec = function watched(text) {
    look();
    exec.call(this, text);
    if (text.includes('cache_size')) exec.call(this, 'pragma cache_size = 8');
    look();
  };
  return {
    copies,
    stop(): void {
      DatabaseSync.prototype.prepare = prepare;
      DatabaseSync.prototype.exec = exec;
    },
  };
}

async function expectOneCopyForItsOwner(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith('before-'));
  expect(names).toHaveLength(1);
  expect(names[0]).toMatch(/\.sqlite$/);
  if (process.platform !== 'win32') expect((await stat(join(dataDir, names[0] ?? ''))).mode & 0o777).toBe(0o600);
}

/** Of a database that is only now made: its secrets are its own. */
const withoutSecrets = ({ rows: { meta = [], ...rows }, ...contents }: Contents) => ({
  ...contents,
  rows,
  meta: meta.map(({ key }) => key),
});

describe('an upgrade of a SQLite database that was killed at any statement', { timeout: 300_000 }, () => {
  test.each(long(['0001-skeleton', '0009-words', '0018-forgotten'], ['0009-words']))(
    'and is begun again from %s is as if nothing had happened',
    async (state) => {
      const rows = await filledRows(await folder());
      const [whole, watched, copies] = [await folder(), await folder(), await folder()];
      for (const dataDir of [whole, watched]) await makeEarlier({ databaseUrl: undefined, dataDir }, state, rows);
      const expected = await contentsOf(await open(whole));
      const disk = watchDisk(watched, copies);
      await open(watched)
        .then((store) => store.close())
        .finally(disk.stop);
      expect(disk.copies.length).toBeGreaterThan(10);
      for (const copy of some(disk.copies, long(disk.copies.length, 8))) {
        expect(await contentsOf(await open(copy))).toEqual(expected);
        await expectOneCopyForItsOwner(copy);
      }
    },
  );

  test('and was the first start of all', async () => {
    const [whole, watched, copies] = [await folder(), await folder(), await folder()];
    const expected = withoutSecrets(await contentsOf(await open(whole)));
    const disk = watchDisk(watched, copies);
    await open(watched)
      .then((store) => store.close())
      .finally(disk.stop);
    for (const copy of some(disk.copies, long(disk.copies.length, 5)))
      expect(withoutSecrets(await contentsOf(await open(copy)))).toEqual(expected);
  });
});

/** A query of Postgres's protocol, simple or with values. */
const isStatement = (bytes: Buffer): boolean => bytes[0] === 0x51 || bytes[0] === 0x50;

/** Cuts all connections at the nth statement: before the server has heard it, or when it was done and nobody heard that. */
function cutAt(proxy: TcpProxy, nth: number, isDone: boolean) {
  let statements = 0;
  let answering: number | undefined;
  const end = proxy.watch(({ way, connection, bytes }) => {
    if (way === 'up' && isStatement(bytes)) {
      statements += 1;
      if (statements === nth && isDone) answering = connection;
    }
    const isNow = isDone ? way === 'down' && connection === answering : way === 'up' && statements === nth;
    if (!isNow) return 'pass';
    proxy.become('cut');
    return 'hold';
  });
  return {
    count: () => statements,
    stop(): void {
      end();
      proxy.become('open');
    },
  };
}

describe('an upgrade of a Postgres database whose connection ends at any statement', {
  timeout: 600_000,
  ...onlyWhere(hasPostgres, 'Postgres'),
}, () => {
  const STATE = '0005-switches';
  /** So many at once: most of it is waiting for the server's disk. */
  const LANES = 4;

  async function prepared() {
    const dataDir = await folder();
    const rows = await filledRows(dataDir);
    const old = await database('bare');
    await makeEarlier({ databaseUrl: old.url, dataDir }, STATE, rows);
    const { hostname: host, port } = new URL(old.url);
    const openWay = () => openProxy({ host, port: Number(port || 5432) });
    const through = ({ url }: TestDatabase, proxy: TcpProxy) =>
      Object.assign(new URL(url), { host: `127.0.0.1:${proxy.port}` }).href;
    /** Of one that is like it, which is gone afterwards. */
    async function onCopy<T>(work: (copy: TestDatabase) => Promise<T>): Promise<T> {
      const copy = await old.copy();
      return work(copy).finally(() => copy.drop());
    }
    const way = await openWay();
    const counted = cutAt(way, Number.POSITIVE_INFINITY, false);
    const expected = await onCopy(async (copy) => {
      const store = await open(dataDir, through(copy, way));
      counted.stop();
      return contentsOf(store);
    });
    await way.close();

    async function cutAndGoOn(proxy: TcpProxy, nth: number): Promise<void> {
      await onCopy(async (copy) => {
        const cut = cutAt(proxy, nth, nth % 2 === 0);
        const dying = open(dataDir, through(copy, proxy)).then((store) => store.close());
        const beside = nth % 3 === 0 ? open(dataDir, copy.url) : undefined;
        const [died, lived] = await Promise.allSettled([dying, beside]);
        cut.stop();
        if (!beside) expect(died.status).toBe('rejected');
        expect(lived.status).toBe('fulfilled');
        if (lived.status === 'fulfilled') await lived.value?.close();
        expect(await contentsOf(await open(dataDir, copy.url))).toEqual(expected);
      });
    }
    return { openWay, cutAndGoOn, statements: counted.count() };
  }

  test('is done by the next start, or by one at the same time', async () => {
    const { openWay, cutAndGoOn, statements } = await prepared();
    expect(statements).toBeGreaterThan(100);
    const all = Array.from({ length: statements }, (_, n) => n + 1);
    const points = some(all, long(statements, 2));
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        const proxy = await openWay();
        for (const nth of points.filter((__, n) => n % LANES === lane)) await cutAndGoOn(proxy, nth);
        await proxy.close();
      }),
    );
  });
});
