import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { beforeAll, describe, expect, test as plain, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { launchBot, startBot } from '../../sandbox/bot-process.ts';
import { openStage, type Stage, type StageOptions } from '../../sandbox/stage.ts';
import { startApp } from '../../src/app.ts';
import { parseConfig, secretsOf } from '../../src/config.ts';
import { StartupError } from '../../src/core/errors.ts';
import { createLog } from '../../src/services/log.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createScene, eventually, silent, textOf } from './bench.ts';
import { test as ownWorld } from './own-world.ts';

const test = plain.extend<{ stageOf: (options?: StageOptions) => Promise<Stage> }>({
  stageOf: ({ onTestFinished }, use) =>
    use(async (options) => {
      const stage = await openStage(options);
      onTestFinished(() => stage.close());
      return stage;
    }),
});

const SECRETS = ['wrong-token-of-a-bot', 'hush-password'];

function expectNoSecret(said: string, stage: Stage): void {
  for (const secret of [...SECRETS, stage.env['FREEPIK_API_KEY'] ?? '?']) expect(said).not.toContain(secret);
}

/** As a program it says this, and nothing of where in the code it was found, and ends. */
async function failing(stage: Stage, env: Record<string, string>): Promise<string> {
  const bot = launchBot({ ...stage.env, ...env });
  const timer = setTimeout(() => bot.child.kill('SIGKILL'), 60_000);
  const code = await bot.ended;
  clearTimeout(timer);
  const output = bot.output();
  expect(code, output).toBe(1);
  expect(output).not.toMatch(/\n\s+at .*\.(ts|js|mjs):\d+/);
  expectNoSecret(output, stage);
  return output;
}

/** The sentence that a program says then; whatever is none of ours would be told as an accident, with a stack. */
async function sentenceOf(stage: Stage, changed: Record<string, string>): Promise<string> {
  const logged: string[] = [];
  const env = { ...stage.env, ...changed };
  const start = async () => {
    const config = parseConfig(env);
    const log = createLog({
      level: config.LOG_LEVEL,
      secrets: secretsOf(config),
      destination: { write: (line) => void logged.push(line) },
    });
    return startApp({ config, log, onFatal: (error) => void logged.push(error.message) });
  };
  const error: unknown = await start().then(
    (app) => app.stop(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof StartupError)) throw new Error('it did not refuse to start in words', { cause: error });
  expectNoSecret(error.message + logged.join(''), stage);
  return error.message;
}

describe('a start that cannot succeed says what to do', { timeout: 90_000 }, () => {
  test('as a program, without a token', async ({ stageOf }) =>
    expect(await failing(await stageOf(), { DISCORD_TOKEN: '' })).toContain('npm run sandbox'));
  test('as a program, with a wrong token', async ({ stageOf }) =>
    expect(await failing(await stageOf(), { DISCORD_TOKEN: SECRETS[0] ?? '' })).toContain('Reset Token'));

  test.concurrent('with a bad URL', async ({ stageOf, expect }) =>
    expect(await sentenceOf(await stageOf(), { FREEPIK_API_URL: 'not a url' })).toContain('FREEPIK_API_URL'));
  test.concurrent('with a database that cannot be reached', async ({ stageOf, expect }) => {
    const DATABASE_URL = `postgres://bot:${SECRETS[1]}@127.0.0.1:1/x`;
    expect(await sentenceOf(await stageOf(), { DATABASE_URL })).toContain('DATABASE_URL');
  });
  test.concurrent.for([4013, 4014])('refused by the gateway with %i', async (code, { stageOf, expect }) => {
    const stage = await stageOf();
    stage.discord.gateway.refuse(code);
    expect(await sentenceOf(stage, {})).toContain(String(code));
  });
  test.concurrent('with no Discord at the address', async ({ stageOf, expect }) =>
    expect(await sentenceOf(await stageOf(), { DISCORD_API_URL: 'http://127.0.0.1:1/api' })).toContain(
      'DISCORD_API_URL',
    ));

  test.concurrent('with a port in use', async ({ stageOf, expect, onTestFinished }) => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await sentenceOf(await stageOf(), { PORT: String(port) })).toContain('PORT');
  });

  const atProc = onlyWhere(process.platform === 'linux', 'a folder in which nobody may make one (/proc)');
  test.concurrent('with a folder where nobody may make one', atProc, async ({ stageOf, expect }) =>
    expect(await sentenceOf(await stageOf(), { DATA_DIR: '/proc/darkroom/data' })).toContain('DATA_DIR cannot be made'),
  );

  test('as a program, with a second process on the same data', async ({ stageOf }) => {
    const stage = await stageOf();
    const first = await startApp({ config: parseConfig(stage.env), log: silent, onFatal: () => {} });
    expect(await failing(stage, {})).toContain('Another Darkroom');
    await first.stop();
  });
});

test('a stop by SIGTERM ends within eight seconds although a task runs, and says nothing in the channel', {
  timeout: 60_000,
}, async ({ stageOf }) => {
  const stage = await stageOf({ freepik: { taskMs: 60_000 } });
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

/** Discord takes the question that ends so, and never answers it. */
function hanging(stage: Stage, path: string) {
  const { discord } = stage;
  const remove = discord.fault((request) => (request.path.endsWith(path) ? { status: 500, hang: true } : undefined));
  const isAsked = () => discord.exchanges.find((exchange) => exchange.path.endsWith(path));
  return { remove, asked: () => eventually(isAsked, 50_000) };
}

test('a stop by SIGTERM while the start waits for Discord ends it at once, and well', { timeout: 60_000 }, async ({
  stageOf,
}) => {
  const stage = await stageOf();
  const { remove, asked } = hanging(stage, '/gateway/bot');
  const bot = launchBot(stage.env);
  await asked();
  const before = Date.now();
  expect(await bot.stop(), bot.output()).toBe(0);
  expect(Date.now() - before).toBeLessThan(4000);
  remove();
});

test.for(['/applications/@me', '/gateway/bot'])(
  'a start that is called off while it waits for Discord at %s ends at once and closes what it had opened: another one goes well on the same data',
  { timeout: 60_000 },
  async (path, { stageOf }) => {
    const stage = await stageOf();
    const { remove, asked } = hanging(stage, path);
    const calledOff = new AbortController();
    const start = (signal?: AbortSignal) =>
      startApp({ config: parseConfig(stage.env), log: silent, onFatal: () => {}, ...(signal ? { signal } : {}) });
    const starting = start(calledOff.signal);
    await asked();
    const before = Date.now();
    calledOff.abort();
    await expect(starting).rejects.toThrow(/abort/i);
    expect(Date.now() - before).toBeLessThan(4000);
    remove();
    const app = await start();
    await app.stop();
  },
);

describe('where Discord recommends two shards', { timeout: 60_000 }, () => {
  const both = [
    [0, 2],
    [1, 2],
  ];
  test.for<readonly [Record<string, string>, readonly (readonly number[])[]]>([
    [{ SHARDS: 'auto', SHARD_COUNT: 'of another program' }, both],
    [{ SHARDS: '' }, both],
    [{ SHARDS: '0/1', SHARD_COUNT: '4' }, [[0, 1]]],
  ])('%o is what it says', async ([env, expected], { stageOf, onTestFinished }) => {
    const stage = await stageOf({ discord: { shards: 2 } });
    const { discord } = stage;
    // discord.js would read these two by itself
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const config = parseConfig({ ...stage.env, ...env });
    const app = await startApp({ config, log: silent, onFatal: () => {} });
    const shards = discord.gateway.sessions.map(({ shard, shardCount }) => [shard, shardCount]);
    expect(shards.sort()).toEqual(expected);
    const channel = discord.addChannel(discord.addGuild({ name: 'a server' }), { name: 'pictures' });
    const handle = await discord.runCommand({ user: discord.addUser({ name: 'ann' }), channel, name: 'help' });
    await handle.acknowledged;
    await app.stop();
  });
});

const threadsOf = (pid = 0): number =>
  readdirSync(`/proc/${pid}/task`).filter((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').startsWith('libuv-worker'),
  ).length;

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

const linesOf = (output: string): Line[] =>
  output.split('\n').flatMap((line): Line[] => (line.startsWith('{') ? [JSON.parse(line)] : []));
const troubles = (output: string) => linesOf(output).filter(({ level }) => level >= 40);

describe('a start where nothing is wrong, and a second one on the same data', () => {
  /** Elsewhere nobody can look from outside. */
  const isLinux = process.platform === 'linux';
  const look = (pid: number | undefined) => (isLinux ? threadsOf(pid) : undefined);

  async function startTwice(stage: Stage) {
    for (const name of ['one', 'two', 'three']) stage.discord.addGuild({ name });
    const first = await startBot(stage.env);
    const ready = linesOf(first.output()).find(({ msg }) => msg === 'ready');
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${ready?.['port']}${path}`)).status;
    const health = [await ask('/healthz'), await ask('/readyz')];
    const threads = look(first.child.pid);
    const code = await first.stop();
    const second = launchBot({ ...stage.env, LOG_FORMAT: 'text', UV_THREADPOOL_SIZE: '5' });
    const said = await eventually(() => /Darkroom \d+\.\d+\.\d+ is .*\n/.exec(second.output())?.[0], 50_000);
    return {
      first: { ready, health, threads, code, output: first.output() },
      second: { said, threads: look(second.child.pid), code: await second.stop(), output: second.output() },
      applicationId: stage.discord.applicationId,
      registrations: stage.discord.registrations,
    };
  }

  let seen: Awaited<ReturnType<typeof startTwice>>;
  beforeAll(async () => {
    const stage = await openStage();
    seen = await startTwice(stage).finally(() => stage.close());
  }, 60_000);

  test('the first line says who I am, and nothing is warned of', () => {
    const { ready, output, code } = seen.first;
    expect(ready).toMatchObject({
      role: 'all',
      bot: expect.stringMatching(/.#\d{4}$/),
      version: manifest.version,
      servers: 3,
      address: `http://127.0.0.1:${ready?.['port']}`,
      operations: expect.arrayContaining(['imagine']),
    });
    const invite = new URL(String(ready?.['invite']));
    expect(invite.searchParams.get('client_id')).toBe(seen.applicationId);
    expect(invite.searchParams.get('scope')).toBe('bot applications.commands');
    expect(code).toBe(0);
    expect(troubles(output)).toEqual([]);
  });

  test('the health of the process is told over HTTP', () => expect(seen.first.health).toEqual([200, 200]));

  test('as text the first line is a sentence, and the last one is not lost', () => {
    const { said, code, output } = seen.second;
    expect(said).toMatch(/#\d{4} in 3 servers · http:\/\/127\.0\.0\.1:\d+ · invite: https:\/\/discord\.com\/\S+\n/);
    expect(code).toBe(0);
    expect(output).toMatch(/ INFO {2}stopping signal=SIGTERM\n$/);
    expect(output).not.toContain('{"');
  });

  test('commands are told to Discord once, and again only when they have changed', () =>
    expect(seen.registrations).toHaveLength(1));

  test(
    'there are sixteen threads for pictures, files and names, unless the operator says otherwise',
    onlyWhere(isLinux, 'threads of a process that can be seen from outside (/proc)'),
    () => expect([seen.first.threads, seen.second.threads]).toEqual([16, 5]),
  );
});

ownWorld(
  'a key that is refused is said at the start in one sentence; its commands stay, and orders are refused in words until a start with a good one',
  { timeout: 60_000 },
  async ({ open, expect }) => {
    const wrong = 'wrong-key-of-freepik';
    const at = await open({ env: { FREEPIK_API_KEY: wrong } });
    const scene = createScene(at);
    const output = () => at.logged.join('');
    const sentence = 'Freepik refuses FREEPIK_API_KEY (401)';
    await eventually(() => output().includes(sentence));
    const order = () =>
      at.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox', resolution: '1k' } });
    const refused = await order();
    await eventually(() => textOf(refused.message()).includes('at the moment'));
    expect(at.freepik.billed).toBe(0);
    expect(at.freepik.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(linesOf(output()).find(({ msg }) => msg === 'ready')?.['operations']).toContain('imagine');
    await at.app.stop();
    expect(troubles(output()).map(({ msg, err }) => ({ msg, err }))).toEqual([{ msg: sentence, err: undefined }]);
    expect(output()).not.toContain(wrong);

    at.logged.length = 0;
    await at.restart({ FREEPIK_API_KEY: at.freepik.apiKey });
    await eventually(() => output().includes('provider goes on'));
    const taken = await order();
    await eventually(() => taken.message()?.attachments.length);
    expect(output()).not.toContain('refuses');
  },
);

test.concurrent('a provider that takes its time to say whether the key is good does not delay the start', {
  timeout: 60_000,
}, async ({ stageOf, expect }) => {
  const stage = await stageOf();
  stage.freepik.misbehave({ on: 'loras', as: 'hang' });
  const before = Date.now();
  const app = await startApp({ config: parseConfig(stage.env), log: silent, onFatal: () => {} });
  expect(Date.now() - before).toBeLessThan(15_000);
  await app.stop();
});

test('what was meant and is not done is told at the start, which goes on', { timeout: 60_000 }, async ({ stageOf }) => {
  const stage = await stageOf();
  const bot = await startBot({ ...stage.env, DISABLED_OPERATIONS: 'paint', FREEPIC_API_KEY: 'hush-hush-value' });
  await bot.stop();
  const said = troubles(bot.output()).map(({ msg }) => msg);
  expect(said).toHaveLength(2);
  expect(said.join()).toMatch(
    /FREEPIC_API_KEY is set.*FREEPIK_API_KEY.*names no operation: paint\. There are: imagine/,
  );
  expect(bot.output()).not.toContain('hush');
});
