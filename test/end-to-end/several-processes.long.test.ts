import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BotProcess, startBot } from '../../sandbox/bot-process.ts';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { Channel } from '../../sandbox/discord/world.ts';
import { openStage } from '../../sandbox/stage.ts';
import { type App, startApp } from '../../src/app.ts';
import { parseConfig, secretsOf } from '../../src/config.ts';
import { PARTITIONS, partitionOf } from '../../src/core/job.ts';
import { createLog } from '../../src/services/log.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere } from '../support/postgres.ts';
import { english, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';

const hasPostgres = await isPostgresThere();

type OnFinished = (deed: () => Promise<void>) => void;
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything that the bots talk to, a database of their own, and a way to start one more of them. */
async function open(onFinished: OnFinished, taskMs = 500, more: Readonly<Record<string, string>> = {}) {
  const database = await createTestDatabase();
  if (!database) throw new Error('the server went away');
  const stage = await openStage({ freepik: { taskMs } });
  const env = { ...stage.env, DATABASE_URL: database.url, DEFAULT_CONCURRENT_JOBS: '100', ...more };
  const { discord } = stage;
  const user = discord.addUser({ name: 'ann' });
  const guild = discord.addGuild({ name: 'a server' });
  const bots: BotProcess[] = [];
  const apps: App[] = [];
  onFinished(async () => {
    await Promise.all([...bots.map((bot) => bot.stop('SIGKILL')), ...apps.map((app) => app.stop())]);
    await stage.close();
    await database.drop();
  });
  return {
    ...stage,
    env,
    database,
    stop: () => Promise.all([...bots.map((bot) => bot.stop()), ...apps.splice(0).map((app) => app.stop())]),
    async start(role: 'gateway' | 'worker', own: Readonly<Record<string, string>> = {}): Promise<BotProcess> {
      const bot = await startBot({ ...env, ROLE: role, ...own });
      bots.push(bot);
      return bot;
    },
    /** Within this process, which is all the same to the database, and says what it logged. */
    async startHere(role: 'gateway' | 'worker', own: Readonly<Record<string, string>> = {}): Promise<string[]> {
      const config = parseConfig({ ...env, ROLE: role, ...own });
      const logged: string[] = [];
      const destination = { write: (line: string) => void logged.push(line) };
      const log = createLog({ level: 'info', secrets: secretsOf(config), destination });
      apps.push(await startApp({ config, log, onFatal: (error) => void logged.push(error.message) }));
      return logged;
    },
    addChannel: () => discord.addChannel(guild, { name: 'pictures' }),
    /** Asks, from a channel of its own where none is named. */
    ask: (n: number, channel = discord.addChannel(guild, { name: `c${n}` })) =>
      discord.runCommand({ user, channel, name: 'imagine', options: { prompt: `fox ${n}`, resolution: '1k' } }),
  };
}

/** One worker that can be killed or stopped, and another one beside it. */
async function begin(...given: Parameters<typeof open>) {
  const at = await open(...given);
  const { database } = at;
  await at.startHere('gateway');
  const first = await at.start('worker');
  const [row] = await database.ask(`select id from processes where role = 'worker'`);
  return {
    ...at,
    first,
    firstId: row?.['id'],
    /** They look every few seconds who else is there, and then each has half. */
    areShared: () =>
      eventually(async () => {
        const holders = await database.ask('select count(*) as held from partitions group by process_id');
        return holders.length === 2 && holders.every(({ held }) => Number(held) === PARTITIONS / 2);
      }, 30_000),
    /** Half of the orders fall to the first worker, half to the other. All are written down as running. */
    async askBoth(): Promise<InteractionHandle[]> {
      const rows = await database.ask(`select number from partitions where process_id = '${row?.['id']}'`);
      const own = new Set(rows.map(({ number }) => Number(number)));
      const channelOf = (isOwn: boolean): Channel => {
        const channel = at.addChannel();
        return own.has(partitionOf(channel.id)) === isOwn ? channel : channelOf(isOwn);
      };
      const handles = await Promise.all(Array.from({ length: 8 }, (_, n) => at.ask(n, channelOf(n % 2 === 0))));
      await Promise.all(handles.map(({ acknowledged }) => acknowledged));
      // a worker that ends before it wrote down its ticket would rightly say that nobody knows
      const written = () => database.ask(`select id from jobs where ticket is not null`);
      await eventually(async () => (await written()).length === 8, 30_000);
      return handles;
    },
    async killFirst(): Promise<void> {
      await first.stop('SIGKILL');
      // as if the time of a lease had gone by
      await database.ask(`update processes set expires_at = 0 where id = '${row?.['id']}'`);
    },
  };
}

const patiently = { timeout: 120_000, ...onlyWhere(hasPostgres, 'Postgres') };
const signals = onlyWhere(hasPostgres && process.platform !== 'win32', 'Postgres, and signals that stop a process');

describe('a gateway and two workers on Postgres', patiently, () => {
  test.concurrent('both workers take jobs, and when one is killed its jobs end on the other, each once', async ({
    onTestFinished,
  }) => {
    const at = await begin(onTestFinished, 5000);
    await at.startHere('worker');
    await at.areShared();
    const handles = await at.askBoth();
    expect(at.freepik.billed).toBe(8);
    await at.killFirst();
    await eventually(() => handles.every((handle) => handle.message()?.attachments.length), 60_000);
    await at.stop();
    expect(at.freepik.billed).toBe(8);
    expect(at.discord.allMessages()).toHaveLength(8);
    expect((await readBooks(at.env)).unbalanced).toEqual([]);
  });

  test.concurrent('a worker gives a sign of life as long as it turns, and no longer', async ({ onTestFinished }) => {
    const at = await open(onTestFinished);
    const worker = await at.start('worker', { TMPDIR: at.dataDir });
    const touched = async () => (await stat(join(at.dataDir, 'darkroom-alive'))).mtimeMs;
    const first = await touched();
    const later = await eventually(async () => ((await touched()) > first ? touched() : undefined));
    expect(later - first).toBeLessThan(15_000);
    worker.child.kill('SIGSTOP');
    await after(500);
    const last = await touched();
    // longer than two beats
    await after(9000);
    expect(await touched()).toBe(last);
    worker.child.kill('SIGCONT');
    await eventually(async () => (await touched()) > last);
    expect(await worker.stop()).toBe(0);
  });

  test.concurrent('a process whose DATA_DIR is not the one that others share says so, and no other does', async ({
    onTestFinished,
  }) => {
    const at = await open(onTestFinished);
    const others = [await at.startHere('gateway'), await at.startHere('worker')];
    const words = 'DATA_DIR is not the folder that other processes use';
    const apart = await at.startHere('worker', { DATA_DIR: join(at.dataDir, 'of its own') });
    expect(apart.join('')).toContain(words);
    for (const logged of others) expect(logged.join('')).not.toContain(words);
  });

  test('a key is used to its whole rate, whoever has the slot, and no further', async ({ onTestFinished }) => {
    const at = await open(onTestFinished, 100, {
      PROVIDER_CONCURRENCY: '100',
      DEFAULT_DAILY_CREDITS: '100',
      POLL_MIN_MS: '60000',
      POLL_MAX_MS: '60000',
      PROVIDER_REQUESTS_PER_MINUTE: '120',
    });
    for (const role of ['gateway', 'worker', 'worker'] as const) await at.startHere(role);
    const submits = () => at.freepik.requests.filter(({ method }) => method === 'POST').map(({ at: time }) => time);
    const handles = await Promise.all(Array.from({ length: 45 }, (_, n) => at.ask(n)));
    await Promise.all(handles.map(({ acknowledged }) => acknowledged));
    await eventually(() => submits().length >= 40, 60_000);
    const [first = 0] = submits();
    // twenty at once, then two a second: what is left of the forty takes ten seconds
    const took = (submits()[39] ?? 0) - first;
    expect(took).toBeGreaterThan(9000);
    // at half of it they would take twice as long
    expect(took).toBeLessThan(18_000);
  });

  test.concurrent('what one process is told of a server the others go by at once', async ({ onTestFinished }) => {
    const at = await open(onTestFinished);
    for (let n = 0; n < 2; n += 1) await at.start('gateway');
    const { discord } = at;
    const [one, other] = discord.gateway.sessions.map(({ id }) => id);
    const guild = discord.addGuild({ name: 'another server', locale: 'en-US' });
    const channel = discord.addChannel(guild, { name: 'pictures' });
    const mod = discord.addUser({ name: 'mod' });
    discord.setMember(guild, mod, { permissions: ['MANAGE_GUILD'] });
    const told = async (session: string | undefined, name: string, options: GivenOptions = {}) => {
      const chosen = session === undefined ? {} : { session };
      const handle = await discord.runCommand({ user: mod, channel, name, options, ...chosen });
      await handle.acknowledged;
      const text = await eventually(() => textOf(handle.message()).slice(10) && textOf(handle.message()));
      // without what its menus offer
      return [...text.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(([, words]) => words).join(' ');
    };
    const { language } = english.settings.unset;
    expect(new Set([one, other, undefined]).size).toBe(3);
    expect(await told(one, 'settings show')).toContain(language);
    expect(await told(other, 'settings show')).toContain(language);
    await told(one, 'settings set', { language: 'vi' });
    expect(await told(other, 'settings show')).not.toContain(language);
    await told(other, 'settings set', { language: 'automatic' });
    expect(await told(one, 'settings show')).toContain(language);
  });

  if (!long(true, false)) return;

  test.concurrent('all are replaced one by one under load, and nobody is left without an answer or a picture', async ({
    onTestFinished,
  }) => {
    const at = await open(onTestFinished, 2000, { DEFAULT_DAILY_CREDITS: '1000', PROVIDER_CONCURRENCY: '8' });
    const roles = ['gateway', 'worker', 'worker'] as const;
    const old: BotProcess[] = [];
    for (const role of roles) old.push(await at.start(role));
    const asked: InteractionHandle[] = [];
    let isOver = false;
    const members = (async () => {
      while (!isOver) {
        asked.push(await at.ask(asked.length));
        await after(400);
      }
    })();
    for (const [n, role] of roles.entries()) {
      await after(1500);
      // the next is there before the last goes
      await at.start(role);
      expect(await old[n]?.stop('SIGTERM')).toBe(0);
    }
    await after(1500);
    isOver = true;
    await members;
    // within three seconds each, or it rejects
    await Promise.all(asked.map(({ acknowledged }) => acknowledged));
    await eventually(() => asked.every((handle) => handle.message()?.attachments.length), 60_000);
    await at.stop();
    expect(asked.length).toBeGreaterThan(20);
    expect(at.freepik.billed).toBe(asked.length);
    expect(at.discord.allMessages()).toHaveLength(asked.length);
    expect((await readBooks(at.env)).unbalanced).toEqual([]);
  });

  test.concurrent(
    'a worker that sleeps past its lease while its tasks run wakes up to find them done, and does nothing twice',
    signals,
    async ({ onTestFinished }) => {
      const at = await begin(onTestFinished, 5000);
      await at.start('worker');
      await at.areShared();
      const handles = await at.askBoth();
      at.first.child.kill('SIGSTOP');
      const isShown = (handle: InteractionHandle) => handle.message()?.attachments.length === 1;
      await eventually(() => handles.every(isShown), 60_000);
      const undone = () =>
        at.database.ask(
          `select id from jobs where phase <> 'done' or lease is not null or is_told = 0 union all select job_id from uploads`,
        );
      await eventually(async () => (await undone()).length === 0, 20_000);
      const changes = () =>
        at.discord.exchanges.filter(({ method, path }) => method !== 'GET' && path.includes('/messages'));
      const [before, uploads] = [changes().length, at.files?.requests.length];
      at.first.child.kill('SIGCONT');
      await after(8000);
      expect(changes().slice(before)).toEqual([]);
      expect(at.files?.requests.length).toBe(uploads);
      await at.stop();
      expect(at.freepik.billed).toBe(8);
      expect(at.discord.allMessages()).toHaveLength(8);
      expect((await readBooks(at.env)).unbalanced).toEqual([]);
    },
  );

  test.concurrent('a worker that is stopped during its POST past its lease pays nothing twice, and its late task is delivered', async ({
    onTestFinished,
  }) => {
    const at = await begin(onTestFinished);
    const { freepik } = at;
    const workers = [at.first, await at.start('worker')];
    freepik.misbehave({ on: 'submit', as: 'slow', ms: 4000, times: 1 });
    await at.areShared();
    const handle = await at.ask(1);
    await handle.acknowledged;
    await eventually(() => freepik.requests.some(({ method }) => method === 'POST') || freepik.billed, 20_000);
    for (const worker of workers) worker.child.kill('SIGSTOP');
    await after(22_000);
    await at.start('worker');
    await eventually(() => /v1:retry:/.test(textOf(handle.message())), 40_000);
    for (const worker of workers) worker.child.kill('SIGCONT');
    await eventually(() => handle.message()?.attachments.length, 40_000);
    await at.stop();
    expect(freepik.billed).toBe(1);
    expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], spent: 0, unbalanced: [] });
  });
});
