import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openProxy } from '../../chaos/proxy.ts';
import { startBot } from '../../sandbox/bot-process.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { openStage } from '../../sandbox/stage.ts';
import type { Provider } from '../../src/core/provider.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere } from '../support/postgres.ts';
import { connected } from '../support/postgres-server.ts';
import { createScene, eventually, openBench, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { pictureFile } from './pictures.ts';

const hasPostgres = await isPostgresThere();

type Kind = 'away' | 'read-only' | 'silent';
type OnFinished = (deed: () => Promise<void>) => void;

/** A database of its own behind a way that can be broken. */
async function openDatabase(onFinished: OnFinished) {
  const database = await createTestDatabase();
  if (!database) throw new Error('the server went away');
  const url = new URL(database.url);
  const proxy = await openProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  onFinished(async () => {
    await proxy.close();
    await database.drop();
  });
  return {
    url: url.href,
    direct: database.url,
    async begin(kind: Kind) {
      if (kind === 'read-only') await database.becomeReadOnly(true);
      else proxy.become(kind === 'away' ? 'cut' : 'silent');
    },
    async end(kind: Kind) {
      if (kind === 'read-only') await database.becomeReadOnly(false);
      else proxy.become('open');
    },
  };
}

type TroubledDatabase = Awaited<ReturnType<typeof openDatabase>>;

/** A bot whose database begins to fail in the moment in which the next answer to a submit after `arm` has come. */
async function openTroubled(onFinished: OnFinished, kind: Kind, env: Record<string, string> = {}) {
  const database = await openDatabase(onFinished);
  const armed = Promise.withResolvers<void>();
  const failing = Promise.withResolvers<void>();
  let isArmed = false;
  void armed.promise.then(() => (isArmed = true));
  const wrapProvider = (_name: string, provider: Provider): Provider => ({
    ...provider,
    async submit(request, signal) {
      const answer = await provider.submit(request, signal);
      if (!isArmed) return answer;
      isArmed = false;
      await database.begin(kind);
      failing.resolve();
      return answer;
    },
  });
  const bench = await openBench({
    freepik: { taskMs: 2500 },
    wrapProvider,
    env: {
      DATABASE_URL: database.url,
      DEFAULT_CONCURRENT_JOBS: '100',
      DEFAULT_DAILY_CREDITS: '1000',
      PROVIDER_SUBMITS_PER_SECOND: '50',
      ...env,
    },
  });
  return { bench, database, arm: armed.resolve, failing: failing.promise };
}

/** Resolves when so many jobs are like that, or says which are. */
async function untilJobs({ direct }: TroubledDatabase, where: string, count: number, timeoutMs: number): Promise<void> {
  await connected(direct, async (client) => {
    const read = async () =>
      (await client.query(`select id, phase, is_told, lease, ticket from jobs where ${where}`)).rows;
    await eventually(async () => (await read()).length === count, timeoutMs).catch(async () => {
      const rows = await read();
      expect(rows, JSON.stringify(rows)).toHaveLength(count);
    });
  });
}

/** No job waits for anything, and everybody was told. */
const UNSETTLED = `phase not in ('done', 'failed', 'cancelled') or is_told = 0`;

const ORDERS = 8;
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
/** Connections that carry nothing are given up after fifteen seconds; what they held is taken up by the next look. */
const REST_MS = 60_000;

const outages = long([1, 5, 30], [1]).flatMap((length) =>
  (['away', 'read-only', 'silent'] as const).map((kind) => [kind, length] as const),
);

const patiently = { timeout: 180_000, ...onlyWhere(hasPostgres, 'Postgres') };

describe('a living process whose database is', patiently, () => {
  test.concurrent.each(outages)(
    '%s for %i s loses no ticket, leaves no job behind and pays for nothing twice',
    async (kind, length) => {
      const closing: (() => Promise<void>)[] = [];
      const { bench, database, arm, failing } = await openTroubled((deed) => closing.push(deed), kind, {
        PROVIDER_CONCURRENCY: '3',
      });
      try {
        const { discord, freepik } = bench;
        const { guild, user } = createScene(bench);
        const ask = async (n: number) => {
          const channel = discord.addChannel(guild, { name: `c${n}` });
          const image = { file: await pictureFile(64, 64) };
          // one whose answer is the picture among those that are asked for by their tickets
          return n === ORDERS - 2
            ? discord.runCommand({ user, channel, name: 'reimagine', options: { image } })
            : discord.runCommand({ user, channel, name: 'imagine', options: { prompt: `fox ${n}`, resolution: '1k' } });
        };
        const asked: Awaited<ReturnType<typeof ask>>[] = [];
        for (let n = 0; n < ORDERS; n += 1) {
          const handle = await ask(n);
          await handle.acknowledged;
          asked.push(handle);
        }
        await untilJobs(database, `phase <> 'accepted'`, ORDERS, 20_000);
        arm();
        await failing;
        const began = Date.now();
        const unlucky = await ask(ORDERS);
        await unlucky.acknowledged.catch(() => undefined);
        await after(length * 1000 - (Date.now() - began));
        await database.end(kind);
        await untilJobs(database, UNSETTLED, 0, REST_MS + length * 1000);
        await eventually(() => !/v1:cancel:/.test(textOf(unlucky.message())), 30_000);
        expect(asked.map((handle) => handle.message()?.attachments.length)).toEqual(asked.map(() => 1));
        const pictures = discord.allMessages().filter(({ attachments }) => attachments.length > 0);
        expect(pictures).toHaveLength(freepik.billed);
        await bench.app.stop();
        const books = await readBooks({ ...bench.env, DATABASE_URL: database.direct });
        expect(books.unbalanced).toEqual([]);
        expect(books.phases.filter((phase) => phase === 'done')).toHaveLength(freepik.billed);
        expect(books.phases.filter((phase) => phase === 'failed')).toEqual([]);
        const unwritten = bench.logged.filter((line) => line.includes('is not written down yet'));
        const tickets = unwritten.map((line) => /"ticket":"([^"]+)"/.exec(line)?.[1]);
        expect(tickets).not.toEqual([]);
        expect(new Set(tickets).size).toBe(tickets.length);
      } finally {
        await database.end(kind);
        await bench.close();
        for (const deed of closing.reverse()) await deed();
      }
    },
  );

  test.concurrent('read-only when an answer comes that is the picture itself shows it all the same', async () => {
    const closing: (() => Promise<void>)[] = [];
    const { bench, database, arm, failing } = await openTroubled((deed) => closing.push(deed), 'read-only');
    try {
      arm();
      const image = { file: await pictureFile(64, 64) };
      const handle = await bench.discord.runCommand({ ...createScene(bench), name: 'reimagine', options: { image } });
      await failing;
      await after(2000);
      await database.end('read-only');
      await eventually(() => handle.message()?.attachments.length, 30_000);
      expect(bench.freepik.billed).toBe(1);
    } finally {
      await database.end('read-only');
      await bench.close();
      for (const deed of closing.reverse()) await deed();
    }
  });
});

test('a SQLite file that another program has locked when a ticket comes is written to as soon as it lets go', {
  timeout: 60_000,
}, async () => {
  const stage = await openStage({ freepik: { taskMs: 300 } });
  const bot = await startBot(stage.env);
  try {
    const { discord, freepik } = stage;
    freepik.misbehave({ on: 'submit', as: 'slow', ms: 1500, times: 1 });
    const options = { prompt: 'a fox', resolution: '1k' };
    const handle = await discord.runCommand({ ...createScene(stage), name: 'imagine', options });
    await eventually(() => freepik.requests.find(({ method }) => method === 'POST'));
    const other = new DatabaseSync(join(stage.dataDir, 'darkroom.sqlite'), { timeout: 5000 });
    other.exec('begin immediate');
    await eventually(() => bot.output().includes('is not written down yet'));
    await after(3000);
    expect(handle.message()?.attachments).toEqual([]);
    other.exec('commit');
    other.close();
    await eventually(() => handle.message()?.attachments.length, 30_000);
    expect(freepik.billed).toBe(1);
    await bot.stop();
    expect(await readBooks(stage.env)).toMatchObject({ phases: ['done'], unbalanced: [], unknown: 0 });
  } finally {
    await bot.stop('SIGKILL');
    await stage.close();
  }
});

test('while another program has locked a SQLite file everybody is answered in time', { timeout: 60_000 }, async () => {
  const stage = await openStage();
  const bot = await startBot(stage.env);
  try {
    const { user, channel } = createScene(stage);
    const other = new DatabaseSync(join(stage.dataDir, 'darkroom.sqlite'), { timeout: 5000 });
    other.exec('begin immediate');
    const asked: InteractionHandle[] = [];
    for (let n = 0; n < 40; n++) {
      const options = { prompt: `fox ${n}`, resolution: '1k' };
      asked.push(await stage.discord.runCommand({ user, channel, name: 'imagine', options }));
      await after(100);
    }
    const answers = await Promise.all(asked.map(({ acknowledged }) => acknowledged));
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(2500);
    expect(stage.freepik.billed).toBe(0);
    other.exec('commit');
    other.close();
    const handle = await stage.discord.runCommand({ user, channel, name: 'imagine', options: { prompt: 'a fox' } });
    await eventually(() => handle.message()?.attachments.length, 30_000);
    await bot.stop();
    expect(await readBooks(stage.env)).toMatchObject({ phases: ['done'], unbalanced: [], unknown: 0 });
  } finally {
    await bot.stop('SIGKILL');
    await stage.close();
  }
});
