import { describe, expect, test } from 'vitest';
import { type BotProcess, startBot } from '../../sandbox/bot-process.ts';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { openStage, type Stage } from '../../sandbox/stage.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { buttonOf, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { pictureFile } from './pictures.ts';

interface Life {
  readonly stage: Stage;
  bot: BotProcess;
  readonly env: Record<string, string>;
  readonly database: TestDatabase | undefined;
}

type OnFinished = (deed: () => Promise<void>) => void;

async function begin(
  onFinished: OnFinished,
  kind: string,
  taskMs: number,
  more: Record<string, string> = {},
): Promise<Life> {
  const stage = await openStage({ freepik: { taskMs }, apiframe: { api: 'v2', taskMs } });
  const database = kind === 'postgres' ? await createTestDatabase() : undefined;
  const own = database ? { DATABASE_URL: database.url } : {};
  const env = { ...stage.env, PROVIDER_CONCURRENCY: '1', ...own, ...more };
  const life: Life = { stage, env, database, bot: await startBot(env) };
  onFinished(async () => {
    await life.bot.stop('SIGKILL');
    await stage.close();
    await database?.drop();
  });
  return life;
}

/** What the dead held is free when their leases have ended: on Postgres that is now, as if the time of one had gone by. */
async function restart(at: Life): Promise<void> {
  await at.database?.ask('update processes set expires_at = 0');
  at.bot = await startBot(at.env);
}

async function killAndRestart(at: Life): Promise<void> {
  await at.bot.stop('SIGKILL');
  await restart(at);
}

async function ask({ stage }: Life, prompt = 'a red fox'): Promise<InteractionHandle> {
  const { channel, user } = createScene(stage);
  return stage.discord.runCommand({ user, channel, name: 'imagine', options: { prompt, resolution: '1k' } });
}

const shows = (handle: InteractionHandle) => handle.message()?.attachments.length || undefined;

/** A call to whoever waited long is a message, too, and no second card. */
const cards = ({ stage }: Life) =>
  stage.discord.allMessages().filter((message) => /v1:(again|cancel|retry):/.test(textOf(message)));

/** One task in all, one message in all, and no credit that is neither spent nor back. */
async function expectOneOfEach(at: Life, handle: InteractionHandle): Promise<void> {
  const { discord, freepik } = at.stage;
  await eventually(() => shows(handle), 40_000);
  await at.bot.stop();
  expect(freepik.billed).toBe(1);
  const pictures = discord.allMessages().filter((message) => message.attachments.length > 0);
  expect(pictures).toHaveLength(1);
  const books = await readBooks(at.env);
  expect(books.unbalanced).toEqual([]);
  expect(books.phases).toEqual(['done']);
  expect(freepik.complaints).toEqual([]);
}

/** A real process is killed at every moment of a job's life; in `npm test` at the dearest one. A file for each database, so that they run side by side. */
export function killedOn(kind: 'sqlite' | 'postgres', isThere = true): void {
  describe(`killed on ${kind}`, { timeout: 90_000, ...onlyWhere(isThere, 'Postgres') }, () => {
    test.concurrent('during the POST: at most one task, and the member is told that nobody knows', async ({
      onTestFinished,
    }) => {
      const at = await begin(onTestFinished, kind, 300);
      at.stage.freepik.misbehave({ on: 'submit', as: 'hang', accepted: true });
      const handle = await ask(at);
      await eventually(() => at.stage.freepik.billed);
      await killAndRestart(at);
      await eventually(() => /v1:retry:/.test(textOf(handle.message())), 40_000);
      await at.bot.stop();
      expect(at.stage.freepik.billed).toBe(1);
      expect(cards(at)).toHaveLength(1);
      const books = await readBooks(at.env);
      expect(books).toMatchObject({ phases: ['failed'], unbalanced: [], spent: 0, unknown: 1 });
    });

    test.concurrent('during a POST that may be sent once more: one task, one picture, one charge', async ({
      onTestFinished,
    }) => {
      const at = await begin(onTestFinished, kind, 300);
      const { apiframe, discord } = at.stage;
      apiframe.misbehave({ on: 'submit', as: 'hang', times: 1, accepted: true });
      const options = { prompt: 'a red fox', image: { file: await pictureFile(640, 480) } };
      const handle = await discord.runCommand({ ...createScene(at.stage), name: 'flux', options });
      await eventually(() => apiframe.billed, 40_000);
      await killAndRestart(at);
      await eventually(() => shows(handle), 40_000);
      await at.bot.stop();
      expect([apiframe.billed, apiframe.complaints]).toEqual([1, []]);
      expect(apiframe.requests.filter(({ path }) => path === '/v2/images/generate')).toHaveLength(2);
      expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], unbalanced: [], unknown: 0 });
    });

    if (!long(true, false)) return;

    test.concurrent('before the reply was taken: the job is cancelled, nothing is paid', async ({ onTestFinished }) => {
      const at = await begin(onTestFinished, kind, 300);
      const remove = at.stage.discord.fault(({ path }) =>
        path.endsWith('/callback') ? { status: 500, hang: true } : undefined,
      );
      const handle = await ask(at);
      handle.acknowledged.catch(() => {});
      await eventually(() => at.stage.discord.exchanges.find(({ path }) => path.includes('/callback')));
      await at.bot.stop('SIGKILL');
      remove();
      await restart(at);
      await eventually(
        () => at.stage.discord.exchanges.findLast(({ method, path }) => method === 'GET' && path.includes('original')),
        40_000,
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
      await at.bot.stop();
      expect(at.stage.freepik.billed).toBe(0);
      const books = await readBooks(at.env);
      expect(books).toMatchObject({ phases: ['cancelled'], unbalanced: [], spent: 0 });
    });

    test.concurrent('after the reply was taken, before its message is written down: there is no second one', async ({
      onTestFinished,
    }) => {
      const at = await begin(onTestFinished, kind, 300);
      const remove = at.stage.discord.fault(({ path }) =>
        path.endsWith('/callback') ? { status: 500, hang: true, applyAnyway: true } : undefined,
      );
      const handle = await ask(at);
      await handle.acknowledged;
      await at.bot.stop('SIGKILL');
      remove();
      await restart(at);
      await expectOneOfEach(at, handle);
      expect(cards(at)).toHaveLength(1);
    });

    test.concurrent('after a direct message was sent, before it is written down: there is no second one', async ({
      onTestFinished,
    }) => {
      const at = await begin(onTestFinished, kind, 300);
      const { discord } = at.stage;
      discord.fault(({ method, path }) =>
        method === 'PATCH' && path.includes('/webhooks/')
          ? { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } }
          : undefined,
      );
      const { channel, user } = createScene(at.stage);
      const direct = discord.openDm(user);
      const sending = discord.fault(({ method, path }) =>
        method === 'POST' && path.includes(direct.id) ? { status: 500, hang: true, applyAnyway: true } : undefined,
      );
      const options = { prompt: 'a red fox', resolution: '1k', private: true };
      await discord.runCommand({ user, channel, name: 'imagine', options });
      await eventually(() => discord.messages(direct.id).length, 40_000);
      await at.bot.stop('SIGKILL');
      sending();
      const looks = () =>
        discord.exchanges.filter(({ method, path }) => method === 'GET' && path.includes(direct.id)).length;
      const before = looks();
      await restart(at);
      await eventually(() => looks() > before, 40_000);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await at.bot.stop();
      expect(discord.messages(direct.id)).toHaveLength(1);
      expect(at.stage.freepik.billed).toBe(1);
      expect(await readBooks(at.env)).toMatchObject({ phases: ['done'], unbalanced: [] });
    });

    test.concurrent('while a picture of the member is fetched: it is fetched again', async ({ onTestFinished }) => {
      const photo = Buffer.from((await pictureFile(300, 200)).bytes);
      let asked = 0;
      const server = await startScriptedServer();
      server.script = (_request, response) => {
        asked += 1;
        if (asked > 2) response.end(photo);
      };
      const at = await begin(onTestFinished, kind, 300, { ALLOWED_IMAGE_HOSTS: server.url.host });
      const { channel, user } = createScene(at.stage);
      const from = new URL('/photo.png', server.url).href;
      const handle = await at.stage.discord.runCommand({ user, channel, name: 'rmbg', options: { from } });
      // once before the card is shown, which does not wait for it for long, and once behind it
      await eventually(() => asked === 2 || undefined, 40_000);
      await killAndRestart(at);
      await expectOneOfEach(at, handle);
      await server.close();
    });

    test.concurrent('in line: it waits on and is made once', async ({ onTestFinished }) => {
      const at = await begin(onTestFinished, kind, 1500);
      const first = await ask(at);
      await eventually(() => at.stage.freepik.billed);
      const handle = await ask(at, 'a blue boat');
      await handle.acknowledged;
      await killAndRestart(at);
      await eventually(() => shows(first) && shows(handle), 40_000);
      await at.bot.stop();
      expect(at.stage.freepik.billed).toBe(2);
      expect((await readBooks(at.env)).unbalanced).toEqual([]);
    });

    test.concurrent('while the task runs: it is asked on, not made again', async ({ onTestFinished }) => {
      const at = await begin(onTestFinished, kind, 2000);
      const handle = await ask(at);
      // asked about once: then its ticket is written down
      const isAsked = ({ method, path }: { method: string; path: string }) =>
        method === 'GET' && /^\/v1\/ai\/mystic\/./.test(path);
      await eventually(() => at.stage.freepik.requests.find(isAsked));
      await killAndRestart(at);
      await expectOneOfEach(at, handle);
    });

    test.concurrent('while the picture is fetched: it is fetched again', async ({ onTestFinished }) => {
      const at = await begin(onTestFinished, kind, 200);
      at.stage.freepik.misbehave({ on: 'download', as: 'hang', times: 1 });
      const handle = await ask(at);
      await eventually(() => at.stage.freepik.requests.find(({ path }) => !path.startsWith('/v1')), 20_000);
      await killAndRestart(at);
      await expectOneOfEach(at, handle);
    });

    test.concurrent('between two steps of a chain: the next is made, once', async ({ onTestFinished }) => {
      const at = await begin(onTestFinished, kind, 1200);
      const { discord, freepik } = at.stage;
      const { channel, user } = createScene(at.stage);
      const image = { file: await pictureFile(400, 300) };
      const run = async (name: string, options: GivenOptions) => {
        const handle = await discord.runCommand({ user, channel, name, options });
        await eventually(() => shows(handle), 40_000);
        return /Job `([0-9A-Z]{26})`/.exec(textOf(handle.message()))?.[1] ?? '';
      };
      const first = await run('relight', { image, prompt: 'noon' });
      const second = await run('upscale', { from: first });
      const shown = await discord.runCommand({ user, channel, name: 'show', options: { job: second } });
      const message = await eventually(() => (buttonOf(shown.message(), 'redo') ? shown.message() : undefined));
      const customId = buttonOf(message, 'redo') ?? '';
      const form = discord.click({ user, message, customId });
      await form.acknowledged;
      const sent = await discord.submitModal({ user, customId, fields: { picture: { files: [image.file] } } });
      // killed before its ticket was written down, a step would rightly say that nobody knows
      const writtenDown = () => new Promise((resolve) => setTimeout(resolve, 600));
      await eventually(() => freepik.billed === 3);
      await writtenDown();
      await killAndRestart(at);
      await eventually(() => freepik.billed === 4, 40_000);
      await writtenDown();
      await killAndRestart(at);
      await eventually(() => sent.message()?.attachments.length === 2, 60_000);
      await at.bot.stop();
      expect(freepik.billed).toBe(4);
      expect(await readBooks(at.env)).toMatchObject({ unbalanced: [], spent: 4 });
    });

    test.concurrent('while the message is edited: it is edited again', async ({ onTestFinished }) => {
      const at = await begin(onTestFinished, kind, 200);
      const { discord } = at.stage;
      const isFinal = ({ method, path, body }: { method: string; path: string; body?: unknown }) =>
        method === 'PATCH' && path.includes('original') && JSON.stringify(body ?? {}).includes('attachment://');
      const remove = discord.fault((request) =>
        isFinal(request) ? { status: 500, hang: true, applyAnyway: true } : undefined,
      );
      const handle = await ask(at);
      await eventually(() => shows(handle), 20_000);
      await at.bot.stop('SIGKILL');
      remove();
      const edits = () => discord.exchanges.filter(isFinal).length;
      const before = edits();
      await restart(at);
      await eventually(() => edits() > before, 40_000);
      await expectOneOfEach(at, handle);
    });
  });
}
