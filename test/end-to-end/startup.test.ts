import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { launchBot, startBot } from '../../sandbox/bot-process.ts';
import { openStage, type Stage } from '../../sandbox/stage.ts';
import { startApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { eventually, silent } from './bench.ts';

let stage: Stage | undefined;
afterEach(() => stage?.close().finally(() => (stage = undefined)));

const SECRETS = ['wrong-token-of-a-bot', 'hush-password'];

async function failing(env: Record<string, string>, prepare?: (at: Stage) => void): Promise<string> {
  stage = await openStage();
  prepare?.(stage);
  const bot = launchBot({ ...stage.env, ...env });
  const timer = setTimeout(() => bot.child.kill('SIGKILL'), 20_000);
  const code = await bot.ended;
  clearTimeout(timer);
  const output = bot.output();
  expect(code, output).toBe(1);
  expect(output).not.toMatch(/\n\s+at .*\.(ts|js|mjs):\d+/);
  for (const secret of [...SECRETS, stage.env['FREEPIK_API_KEY'] ?? '?']) expect(output).not.toContain(secret);
  return output;
}

describe('a start that cannot succeed says what to do', { timeout: 40_000 }, () => {
  test('without a token', async () => expect(await failing({ DISCORD_TOKEN: '' })).toContain('npm run sandbox'));
  test('with a bad URL', async () =>
    expect(await failing({ FREEPIK_API_URL: 'not a url' })).toContain('FREEPIK_API_URL'));
  test('with a wrong token', async () =>
    expect(await failing({ DISCORD_TOKEN: SECRETS[0] ?? '' })).toContain('Reset Token'));
  test('with a database that cannot be reached', async () =>
    expect(await failing({ DATABASE_URL: `postgres://bot:${SECRETS[1]}@127.0.0.1:1/x` })).toContain('DATABASE_URL'));
  test('refused by the gateway with 4013', async () =>
    expect(await failing({}, ({ discord }) => void discord.gateway.refuse(4013))).toContain('4013'));
  test('refused by the gateway with 4014', async () =>
    expect(await failing({}, ({ discord }) => void discord.gateway.refuse(4014))).toContain('4014'));
  test('with no Discord at the address', async () =>
    expect(await failing({ DISCORD_API_URL: 'http://127.0.0.1:1/api' })).toContain('DISCORD_API_URL'));

  test('with a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await failing({ PORT: String(port) })).toContain('PORT');
    server.close();
  });

  test('with a second process on the same data', async () => {
    stage = await openStage();
    const first = await startBot(stage.env);
    const second = launchBot(stage.env);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('Another Darkroom');
    expect(await first.stop()).toBe(0);
  });
});

test('a stop by SIGTERM ends within eight seconds although a task runs, and says nothing in the channel', {
  timeout: 30_000,
}, async () => {
  stage = await openStage({ freepik: { taskMs: 60_000 } });
  const { discord } = stage;
  const bot = await startBot(stage.env);
  const guild = discord.addGuild({ name: 'a server' });
  const channel = discord.addChannel(guild, { name: 'pictures' });
  const handle = await discord.runCommand({
    user: discord.addUser({ name: 'ann' }),
    channel,
    name: 'imagine',
    options: { prompt: 'a fox' },
  });
  await handle.acknowledged;
  const before = Date.now();
  expect(await bot.stop()).toBe(0);
  expect(Date.now() - before).toBeLessThan(8000);
  expect(discord.allMessages()).toHaveLength(1);
});

test.each(['/applications/@me', '/gateway/bot'])(
  'a stop by SIGTERM while the start waits for Discord at %s ends it at once, and well',
  { timeout: 30_000 },
  async (path) => {
    stage = await openStage();
    const { discord } = stage;
    const remove = discord.fault((request) => (request.path.endsWith(path) ? { status: 500, hang: true } : undefined));
    const bot = launchBot(stage.env);
    await eventually(() => discord.exchanges.find((exchange) => exchange.path.endsWith(path)));
    const before = Date.now();
    expect(await bot.stop(), bot.output()).toBe(0);
    expect(Date.now() - before).toBeLessThan(4000);
    remove();
  },
);

test('a start that is called off closes what it had opened: another one goes well on the same data', {
  timeout: 30_000,
}, async () => {
  stage = await openStage();
  const { discord, env } = stage;
  const remove = discord.fault(({ path }) =>
    path.endsWith('/applications/@me') ? { status: 500, hang: true } : undefined,
  );
  const calledOff = new AbortController();
  const start = (signal?: AbortSignal) =>
    startApp({ config: parseConfig(env), log: silent, onFatal: () => {}, ...(signal ? { signal } : {}) });
  const starting = start(calledOff.signal);
  await eventually(() => discord.exchanges.find(({ path }) => path.endsWith('/applications/@me')));
  calledOff.abort();
  await expect(starting).rejects.toThrow(/abort/i);
  remove();
  const app = await start();
  await app.stop();
});

test('commands are told to Discord once, and again only when they have changed', { timeout: 30_000 }, async () => {
  stage = await openStage();
  const first = await startBot(stage.env);
  await first.stop();
  const second = await startBot(stage.env);
  await second.stop();
  expect(stage.discord.registrations).toHaveLength(1);
});

test('the health of the process is told over HTTP', { timeout: 30_000 }, async () => {
  stage = await openStage();
  const bot = await startBot(stage.env);
  const port = /"port":(\d+)/.exec(bot.output())?.[1];
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  await bot.stop();
});

describe('where Discord recommends two shards', { timeout: 60_000 }, () => {
  const both = [
    [0, 2],
    [1, 2],
  ];
  test.each<readonly [Record<string, string>, readonly (readonly number[])[]]>([
    [{ SHARDS: 'auto', SHARD_COUNT: 'of another program' }, both],
    [{ SHARDS: '' }, both],
    [{ SHARDS: '0/1', SHARD_COUNT: '4' }, [[0, 1]]],
  ])('%o is what it says', async (env, expected) => {
    stage = await openStage({ discord: { shards: 2 } });
    const { discord } = stage;
    const bot = await startBot({ ...stage.env, ...env });
    const shards = discord.gateway.sessions.map(({ shard, shardCount }) => [shard, shardCount]);
    expect(shards.sort()).toEqual(expected);
    const channel = discord.addChannel(discord.addGuild({ name: 'a server' }), { name: 'pictures' });
    const handle = await discord.runCommand({ user: discord.addUser({ name: 'ann' }), channel, name: 'help' });
    await handle.acknowledged;
    expect(await bot.stop()).toBe(0);
  });
});
const threadsOf = (pid = 0): number =>
  readdirSync(`/proc/${pid}/task`).filter((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').startsWith('libuv-worker'),
  ).length;

// elsewhere nobody can look from outside
test.runIf(process.platform === 'linux')(
  'there are sixteen threads for pictures, files and names, unless the operator says otherwise',
  { timeout: 60_000 },
  async () => {
    stage = await openStage();
    const first = await startBot(stage.env);
    expect(threadsOf(first.child.pid)).toBe(16);
    await first.stop();
    const second = await startBot({ ...stage.env, UV_THREADPOOL_SIZE: '5' });
    expect(threadsOf(second.child.pid)).toBe(5);
    await second.stop();
  },
);
