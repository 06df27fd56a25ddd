import { describe, type TestContext } from 'vitest';
import { openProxy } from '../../chaos/proxy.ts';
import { startBot } from '../../sandbox/bot-process.ts';
import { openStage } from '../../sandbox/stage.ts';
import { createReadiness } from '../../src/app/operator.ts';
import { createProcessLease } from '../../src/services/jobs/process-lease.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere } from '../support/postgres.ts';
import { type Bench, createScene, eventually, silent } from './bench.ts';
import { figureOf, readFigures } from './figures.ts';
import { test } from './own-world.ts';

const onPostgres = onlyWhere(await isPostgresThere(), 'Postgres');

/** A database of its own behind a line that can be cut; open again when what uses it is closed. */
async function openLine({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const own = await createTestDatabase();
  const url = new URL(own?.url ?? '');
  const proxy = await openProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  onTestFinished(async () => {
    await proxy.close();
    await own?.drop();
  });
  return { proxy, env: { DATABASE_URL: url.href } };
}

async function ready({ app }: Bench): Promise<{ status: number; missing: unknown }> {
  const answer = await fetch(`http://127.0.0.1:${app.port}/readyz`);
  const body: unknown = await answer.json();
  return {
    status: answer.status,
    missing: typeof body === 'object' && body && 'missing' in body ? body.missing : body,
  };
}

const becomes = (at: Bench, missing: readonly string[]) =>
  eventually(async () => {
    const told = await ready(at);
    const isIt = JSON.stringify(told.missing) === JSON.stringify(missing);
    return isIt && told.status === (missing.length === 0 ? 200 : 503) ? told : undefined;
  }, 30_000);

const isAlive = async ({ app }: Bench) => (await fetch(`http://127.0.0.1:${app.port}/healthz`)).status === 200;

test('a gateway that is gone is told until it is back, and the process stays alive', { timeout: 60_000 }, async ({
  open,
  expect,
}) => {
  const bench = await open();
  const { discord } = bench;
  await becomes(bench, []);
  discord.gateway.refuse(4000);
  discord.gateway.drop({ isResumable: false });
  await becomes(bench, ['gateway']);
  expect(await isAlive(bench)).toBe(true);
  expect(figureOf(await readFigures(bench.app.port), 'darkroom_ready', { part: 'gateway' })).toBe(0);
  discord.gateway.refuse(undefined);
  await becomes(bench, []);
});

test('a connection that is only resumed is told as well', { timeout: 30_000 }, async ({ open }) => {
  const bench = await open();
  createScene(bench);
  bench.discord.gateway.drop();
  await becomes(bench, ['gateway']);
  await becomes(bench, []);
});

describe.concurrent('a database on Postgres', onPostgres, () => {
  test.for(['cut', 'silent'] as const)(
    'that is %s is told within seconds, and when it is back',
    { timeout: 90_000 },
    async (how, { open, expect, onTestFinished }) => {
      const { proxy, env } = await openLine({ onTestFinished });
      const bench = await open({ env, freepik: { taskMs: 100 } });
      onTestFinished(() => proxy.become('open'));
      await becomes(bench, []);
      proxy.become(how);
      const asked = Date.now();
      expect(await ready(bench)).toEqual({ status: 503, missing: ['database'] });
      expect(Date.now() - asked).toBeLessThan(4000);
      expect(await isAlive(bench)).toBe(true);
      const text = await readFigures(bench.app.port);
      expect(figureOf(text, 'darkroom_ready', { part: 'database' })).toBe(0);
      expect(figureOf(text, 'darkroom_ready', { part: 'gateway' })).toBe(1);
      expect(figureOf(text, 'darkroom_uploads_waiting')).toBeUndefined();
      expect(figureOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
      proxy.become('open');
      await becomes(bench, []);
      const handle = await bench.discord.runCommand({
        ...createScene(bench),
        name: 'imagine',
        options: { prompt: 'a fox', resolution: '1k' },
      });
      await eventually(() => handle.message()?.attachments.length, 40_000);
    },
  );

  test('whose old connections carry nothing while new ones work is told, and work goes on before the lease is lost for long', {
    timeout: 120_000,
  }, async ({ open, onTestFinished }) => {
    const { proxy, env } = await openLine({ onTestFinished });
    const bench = await open({ env, freepik: { taskMs: 100 } });
    onTestFinished(() => proxy.become('open'));
    await becomes(bench, []);
    const scene = createScene(bench);
    proxy.become('silent');
    proxy.become('open');
    const handle = await bench.discord.runCommand({
      ...scene,
      name: 'imagine',
      options: { prompt: 'a fox', resolution: '1k' },
    });
    handle.acknowledged.catch(() => {});
    await becomes(bench, []);
    const second = await bench.discord.runCommand({
      ...scene,
      name: 'imagine',
      options: { prompt: 'a boat', resolution: '1k' },
    });
    await eventually(() => second.message()?.attachments.length, 40_000);
  });

  test('that took no heartbeat for half a minute is told, whatever else it answers', { timeout: 30_000 }, async ({
    expect,
  }) => {
    let now = 1_000_000;
    const lease = createProcessLease({
      store: { kind: 'postgres', processes: { beat: async () => {}, remove: async () => {} } },
      processId: 'me',
      role: 'all',
      clock: { now: () => now, elapsed: () => now, schedule: () => () => {} },
      log: silent,
    });
    const ready = createReadiness({
      store: { isAnswering: async () => true },
      clock: { now: () => now, elapsed: () => now, schedule: () => () => {} },
      isBeating: lease.isBeating,
      isConnected: () => true,
      isRegistered: () => true,
    });
    await lease.start();
    expect(await ready()).toMatchObject({ database: true, heartbeat: true });
    now += 29_000;
    expect(await ready()).toMatchObject({ heartbeat: true });
    now += 2000;
    expect(await ready()).toMatchObject({ database: true, heartbeat: false });
  });

  test('that is silent does not keep a stop by SIGTERM for longer than eight seconds', {
    timeout: 60_000,
  }, async ({ expect, onTestFinished }) => {
    const { proxy, env } = await openLine({ onTestFinished });
    const stage = await openStage();
    onTestFinished(() => stage.close());
    const bot = await startBot({ ...stage.env, ...env });
    proxy.become('silent');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const before = Date.now();
    expect(await bot.stop()).toBe(0);
    expect(Date.now() - before).toBeLessThan(8000);
  });
});
