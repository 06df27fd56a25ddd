import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { openProxy, type TcpProxy } from '../../chaos/proxy.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere, type TestDatabase } from '../support/postgres.ts';
import { type Bench, buttonOf, createScene, eventually, openBench, textOf } from './bench.ts';

const hasPostgres = await isPostgresThere();
let bench: Bench | undefined;
let database: TestDatabase | undefined;
let proxy: TcpProxy | undefined;
afterEach(async () => {
  proxy?.become('open');
  await bench?.close().finally(() => (bench = undefined));
  await proxy?.close();
  await database?.drop();
});

const AWAY_MS = 3000;
const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function begin() {
  database = await createTestDatabase();
  if (!database) throw new Error('no database');
  const direct = new URL(database.url);
  const way = await openProxy({ host: direct.hostname, port: Number(direct.port || 5432) });
  proxy = way;
  const through = new URL(direct);
  through.host = `127.0.0.1:${way.port}`;
  const clock = createMovableClock();
  const env = { DATABASE_URL: through.href, DEFAULT_CONCURRENT_JOBS: '1' };
  const at = await openBench({ clock, discord: { clock }, freepik: { clock, taskMs: 100 }, env });
  bench = at;
  const scene = createScene(at);
  const imagine = (options: Readonly<Record<string, boolean>> = {}) =>
    at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox', resolution: '1k', ...options } });
  const done = (message: () => ReturnType<Awaited<ReturnType<typeof imagine>>['message']>) =>
    eventually(() => {
      clock.advance(1000);
      return message()?.attachments.length && buttonOf(message(), 'again');
    }, 30_000);
  /** Whoever waited for long is called by a message of its own. */
  const withPicture = () => at.discord.allMessages().filter(({ attachments }) => attachments.length > 0);
  /** The database goes away in the moment in which Discord takes the next reply, and comes back. */
  const cutAtReply = () => {
    const stop = at.discord.fault(({ path }) => {
      if (!path.includes('/callback')) return undefined;
      stop();
      way.become('cut');
      setTimeout(() => way.become('open'), AWAY_MS);
      return undefined;
    });
  };
  return { at, scene, clock, url: database.url, imagine, done, withPicture, cutAtReply };
}

describe('on Postgres nothing that was ordered is left to a process that forgot it', {
  timeout: 90_000,
  ...onlyWhere(hasPostgres, 'Postgres'),
}, () => {
  test('an order whose deferral came too late is given back', async () => {
    const { at, url, clock, imagine, done } = await begin();
    const earlier = await imagine();
    await earlier.acknowledged;
    await done(() => earlier.message());
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('begin');
    await client.query('select * from accounts for update');
    const late = { code: 10062, message: 'Unknown interaction' };
    const isReply = (path: string) => path.includes('/callback') || path.includes('/messages/@original');
    const stop = at.discord.fault(({ path }) => (isReply(path) ? { status: 404, body: late } : undefined));
    await imagine();
    await eventually(() => at.discord.exchanges.some(({ path, status }) => isReply(path) && status === 404));
    await soon(300);
    await client.query('rollback');
    await client.end();
    await soon(500);
    stop();
    const next = await eventually(async () => {
      clock.advance(5000);
      const handle = await imagine();
      await handle.acknowledged;
      return handle.message()?.attachments.length || /v1:cancel:/.test(textOf(handle.message())) ? handle : undefined;
    }, 30_000);
    await done(() => next.message());
    expect(at.freepik.billed).toBe(2);
  });

  test('an order that was answered while the database went away is made', async () => {
    const { at, imagine, done, withPicture, cutAtReply } = await begin();
    cutAtReply();
    const handle = await imagine();
    await handle.acknowledged;
    await soon(AWAY_MS);
    await done(() => handle.message());
    expect(withPicture()).toHaveLength(1);
    expect(at.freepik.billed).toBe(1);
  });

  test('a picture that was shared while the database went away is shown', async () => {
    const { at, scene, imagine, done, withPicture, cutAtReply } = await begin();
    const handle = await imagine({ private: true });
    await handle.acknowledged;
    await done(() => handle.message());
    const message = handle.message();
    const customId = buttonOf(message, 'share');
    if (!message || !customId) throw new Error('no button');
    cutAtReply();
    const click = await at.discord.click({ user: scene.user, message, customId });
    await click.acknowledged;
    await soon(AWAY_MS);
    await done(() => click.message());
    // the private one and the one for all
    expect(withPicture()).toHaveLength(2);
  });
});
