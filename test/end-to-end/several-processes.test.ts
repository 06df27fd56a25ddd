import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type BotProcess, startBot } from '../../sandbox/bot-process.ts';
import { openStage, type Stage } from '../../sandbox/stage.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';

const database = await createTestDatabase();
await database?.drop();
let stage: Stage | undefined;
let own: TestDatabase | undefined;
let bots: BotProcess[] = [];

afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop('SIGKILL')));
  bots = [];
  await stage?.close();
  await own?.drop();
});

async function begin(taskMs: number, more: Readonly<Record<string, string>> = {}) {
  own = await createTestDatabase();
  stage = await openStage({ freepik: { taskMs } });
  const env = { ...stage.env, DATABASE_URL: own?.url ?? '', DEFAULT_CONCURRENT_JOBS: '100', ...more };
  const gateway = await startBot({ ...env, ROLE: 'gateway' });
  const workers = [await startBot({ ...env, ROLE: 'worker' }), await startBot({ ...env, ROLE: 'worker' })];
  bots = [gateway, ...workers];
  const { discord } = stage;
  const user = discord.addUser({ name: 'ann' });
  const guild = discord.addGuild({ name: 'a server' });
  const ask = (n: number) =>
    discord.runCommand({
      user,
      channel: discord.addChannel(guild, { name: `c${n}` }),
      name: 'imagine',
      options: { prompt: `fox ${n}`, resolution: '1k' },
    });
  return { stage, env, gateway, workers, ask };
}

describe.skipIf(!database)('a gateway and two workers on Postgres', { timeout: 120_000 }, () => {
  test('both workers take jobs, and when one is killed its jobs end on the other, each once', async () => {
    const { stage: at, env, workers, ask } = await begin(5000);
    await new Promise((resolve) => setTimeout(resolve, 6500));
    const handles = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(n)));
    await Promise.all(handles.map(({ acknowledged }) => acknowledged));
    await eventually(() => at.freepik.billed === 8, 30_000);
    // a worker killed before it wrote down its ticket would rightly say that nobody knows
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await workers[0]?.stop('SIGKILL');
    await eventually(() => handles.every((handle) => handle.message()?.attachments.length), 60_000);
    await Promise.all(bots.map((bot) => bot.stop()));
    expect(at.freepik.billed).toBe(8);
    expect(at.discord.allMessages()).toHaveLength(8);
    expect((await readBooks(env)).unbalanced).toEqual([]);
  });

  test('a worker gives a sign of life as long as it turns, and no longer', async () => {
    own = await createTestDatabase();
    stage = await openStage();
    const worker = await startBot({
      ...stage.env,
      DATABASE_URL: own?.url ?? '',
      ROLE: 'worker',
      TMPDIR: stage.dataDir,
    });
    bots = [worker];
    const touched = async () => (await stat(join(stage?.dataDir ?? '', 'darkroom-alive'))).mtimeMs;
    const first = await touched();
    const later = await eventually(async () => ((await touched()) > first ? touched() : undefined));
    expect(later - first).toBeLessThan(15_000);
    worker.child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const last = await touched();
    // longer than two beats
    await new Promise((resolve) => setTimeout(resolve, 9000));
    expect(await touched()).toBe(last);
    worker.child.kill('SIGCONT');
    await eventually(async () => (await touched()) > last);
    expect(await worker.stop()).toBe(0);
  });

  test('a process whose DATA_DIR is not the one that others share says so, and no other does', async () => {
    const { stage: at, env, gateway, workers } = await begin(500);
    // a test server has few connections
    await workers[1]?.stop();
    const words = 'DATA_DIR is not the folder that other processes use';
    const apart = await startBot({ ...env, ROLE: 'worker', DATA_DIR: join(at.dataDir, 'of its own') });
    bots.push(apart);
    expect(apart.output()).toContain(words);
    for (const bot of [gateway, ...workers]) expect(bot.output()).not.toContain(words);
  });

  test('a key is used to its whole rate, whoever has the slot, and no further', async () => {
    const all = {
      PROVIDER_CONCURRENCY: '100',
      DEFAULT_DAILY_CREDITS: '100',
      POLL_MIN_MS: '60000',
      POLL_MAX_MS: '60000',
    };
    const { stage: at, ask } = await begin(100, { ...all, PROVIDER_REQUESTS_PER_MINUTE: '120' });
    const submits = () => at.freepik.requests.filter(({ method }) => method === 'POST').map(({ at: time }) => time);
    const handles = await Promise.all(Array.from({ length: 45 }, (_, n) => ask(n)));
    await Promise.all(handles.map(({ acknowledged }) => acknowledged));
    await eventually(() => submits().length >= 40, 60_000);
    const [first = 0] = submits();
    // twenty at once, then two a second: what is left of the forty takes ten seconds
    const took = (submits()[39] ?? 0) - first;
    expect(took).toBeGreaterThan(9000);
    expect(took).toBeLessThan(12_500);
  });

  test('a worker that is stopped during its POST past its lease pays nothing twice, and its late task is delivered', async () => {
    const { stage: at, env, workers, ask } = await begin(500);
    at.freepik.misbehave({ on: 'submit', as: 'slow', ms: 4000, times: 1 });
    await new Promise((resolve) => setTimeout(resolve, 6500));
    const handle = await ask(1);
    await handle.acknowledged;
    await eventually(() => at.freepik.requests.some(({ method }) => method === 'POST') || at.freepik.billed, 20_000);
    for (const worker of workers) worker.child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 22_000));
    const third = await startBot({ ...env, ROLE: 'worker' });
    bots.push(third);
    await eventually(() => /v1:retry:/.test(textOf(handle.message())), 40_000);
    for (const worker of workers) worker.child.kill('SIGCONT');
    await eventually(() => handle.message()?.attachments.length, 40_000);
    await Promise.all(bots.map((bot) => bot.stop()));
    expect(at.freepik.billed).toBe(1);
    expect(await readBooks(env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
  });
});
