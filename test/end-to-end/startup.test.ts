import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { launchBot, startBot } from '../../sandbox/bot-process.ts';
import { openStage, type Stage } from '../../sandbox/stage.ts';
import { startApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { createScene, eventually, silent, textOf } from './bench.ts';

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

  // elsewhere folders can be made anywhere, or the path means nothing
  test.runIf(process.platform === 'linux')('with a folder where nobody may make one', async () =>
    expect(await failing({ DATA_DIR: '/proc/darkroom/data' })).toContain('DATA_DIR cannot be made'),
  );

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

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

const linesOf = (output: string): Line[] =>
  output.split('\n').flatMap((line): Line[] => (line.startsWith('{') ? [JSON.parse(line)] : []));
const troubles = (output: string) => linesOf(output).filter(({ level }) => level >= 40);

test('a key that is refused is said at the start in one sentence; its commands stay, and orders are refused in words until a start with a good one', {
  timeout: 60_000,
}, async () => {
  const at = await openStage();
  stage = at;
  const scene = createScene(at);
  const wrong = 'wrong-key-of-freepik';
  const bot = await startBot({ ...at.env, FREEPIK_API_KEY: wrong });
  const sentence = 'Freepik refuses FREEPIK_API_KEY (401)';
  await eventually(() => bot.output().includes(sentence));
  const order = () =>
    at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox', resolution: '1k' } });
  const refused = await order();
  await eventually(() => textOf(refused.message()).includes('at the moment'));
  expect(at.freepik.billed).toBe(0);
  expect(at.freepik.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  expect(linesOf(bot.output()).find(({ msg }) => msg === 'ready')?.['operations']).toContain('imagine');
  await bot.stop();
  expect(troubles(bot.output()).map(({ msg, err }) => ({ msg, err }))).toEqual([{ msg: sentence, err: undefined }]);
  expect(bot.output()).not.toContain(wrong);

  const mended = await startBot(at.env);
  await eventually(() => mended.output().includes('provider goes on'));
  const taken = await order();
  await eventually(() => taken.message()?.attachments.length);
  await mended.stop();
  expect(mended.output()).not.toContain('refuses');
});

test('a provider that takes its time to say whether the key is good does not delay the start', {
  timeout: 30_000,
}, async () => {
  stage = await openStage();
  stage.freepik.misbehave({ on: 'loras', as: 'hang' });
  const before = Date.now();
  const bot = await startBot(stage.env);
  expect(Date.now() - before).toBeLessThan(15_000);
  await bot.stop();
});

test('the first line says who I am, and a start and a stop where nothing is wrong warn of nothing', {
  timeout: 30_000,
}, async () => {
  stage = await openStage();
  const { discord } = stage;
  for (const name of ['one', 'two', 'three']) discord.addGuild({ name });
  const bot = await startBot(stage.env);
  const ready = linesOf(bot.output()).find(({ msg }) => msg === 'ready');
  expect(ready).toMatchObject({
    role: 'all',
    bot: expect.stringMatching(/.#\d{4}$/),
    version: '0.1.0',
    servers: 3,
    address: `http://127.0.0.1:${ready?.['port']}`,
    operations: expect.arrayContaining(['imagine']),
  });
  const invite = new URL(String(ready?.['invite']));
  expect(invite.searchParams.get('client_id')).toBe(discord.applicationId);
  expect(invite.searchParams.get('scope')).toBe('bot applications.commands');
  expect(await bot.stop()).toBe(0);
  expect(troubles(bot.output())).toEqual([]);
});

test('as text the first line is a sentence, and the last one is not lost', { timeout: 30_000 }, async () => {
  stage = await openStage();
  stage.discord.addGuild({ name: 'one' });
  const bot = launchBot({ ...stage.env, LOG_FORMAT: 'text' });
  const said = await eventually(() => /Darkroom 0\.1\.0 is .*\n/.exec(bot.output())?.[0]);
  expect(said).toMatch(/#\d{4} in 1 server · http:\/\/127\.0\.0\.1:\d+ · invite: https:\/\/discord\.com\/\S+\n/);
  expect(await bot.stop()).toBe(0);
  expect(bot.output()).toMatch(/ INFO {2}stopping signal=SIGTERM\n$/);
  expect(bot.output()).not.toContain('{"');
});

test('what was meant and is not done is told at the start, which goes on', { timeout: 30_000 }, async () => {
  stage = await openStage();
  const bot = await startBot({ ...stage.env, DISABLED_OPERATIONS: 'paint', FREEPIC_API_KEY: 'hush-hush-value' });
  await bot.stop();
  const said = troubles(bot.output()).map(({ msg }) => msg);
  expect(said).toHaveLength(2);
  expect(said.join()).toMatch(
    /FREEPIC_API_KEY is set.*FREEPIK_API_KEY.*names no operation: paint\. There are: imagine/,
  );
  expect(bot.output()).not.toContain('hush');
});
