import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { openProxy, type TcpProxy } from '../../chaos/proxy.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { FLAGS, type StoredMessage } from '../../sandbox/discord/messages.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere, type TestDatabase } from '../support/postgres.ts';
import { type Bench, buttonOf, createScene, eventually, openBench, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';

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

/** A bot that has made a picture for all and one for a member alone, before its database falls silent. */
async function begin() {
  database = await createTestDatabase();
  if (!database) throw new Error('no database');
  const direct = new URL(database.url);
  const way = await openProxy({ host: direct.hostname, port: Number(direct.port || 5432) });
  proxy = way;
  const through = new URL(direct);
  through.host = `127.0.0.1:${way.port}`;
  const at = await openBench({
    freepik: { taskMs: 100 },
    env: { DATABASE_URL: through.href, DEFAULT_CONCURRENT_JOBS: '100', DEFAULT_DAILY_CREDITS: '1000' },
  });
  bench = at;
  const scene = createScene(at);
  const image = { file: await pictureFile(64, 64) };
  const made = async (options: Readonly<Record<string, boolean>>) => {
    const chosen = { prompt: 'a fox', resolution: '1k', ...options };
    const handle = await at.discord.runCommand({ ...scene, name: 'imagine', options: chosen });
    await handle.acknowledged;
    await eventually(() => handle.message()?.attachments.length && buttonOf(handle.message(), 'again'));
    const message = handle.message();
    if (!message) throw new Error('no card');
    return message;
  };
  return { at, way, scene, image, forAll: await made({}), alone: await made({ private: true }) };
}

type World = Awaited<ReturnType<typeof begin>>;
type Act = (world: World) => InteractionHandle | Promise<InteractionHandle>;

const command =
  (name: string, options: Readonly<Record<string, string | boolean>> = {}): Act =>
  ({ at, scene }) =>
    at.discord.runCommand({ ...scene, name, options });

const idIn = (message: StoredMessage): string => /v1:[a-z]+:([0-9A-Z]{26})/.exec(textOf(message))?.[1] ?? '';

/** As its message names it, or as a menu of that message would. */
const press =
  (which: 'forAll' | 'alone', action: string): Act =>
  ({ at, scene, ...world }) => {
    const id = idIn(world[which]);
    return at.discord.click({
      user: scene.user,
      message: world[which],
      customId: `v1:${action}:${id}:1`,
      force: true,
    });
  };

const buttons = [
  ...['again', 'upscale', 'rmbg', 'expand', 'relight', 'restyle', 'reword', 'prompt', 'compare'],
  ...['cancel', 'retry', 'share', 'delete', 'report', 'get'],
];
const acts: readonly (readonly [string, Act])[] = [
  ['/imagine', command('imagine', { prompt: 'a fox', resolution: '1k' })],
  ['/imagine alone', command('imagine', { prompt: 'a fox', resolution: '1k', private: true })],
  ['/upscale of an earlier one', command('upscale', { from: '01ARZ3NDEKTSV4RRFFQ69G5FAV' })],
  ...['history', 'jobs', 'quota', 'help'].map((name) => [`/${name}`, command(name)] as const),
  ['/show', command('show', { job: '01ARZ3NDEKTSV4RRFFQ69G5FAV' })],
  ...['export', 'delete'].map((name) => [`/privacy ${name}`, command(`privacy ${name}`)] as const),
  ...buttons.map((action) => [`${action} of one for all`, press('forAll', action)] as const),
  ...buttons.map((action) => [`${action} of one for a member`, press('alone', action)] as const),
  [
    'the menu of a message',
    ({ at, scene, forAll }) => at.discord.runMessageCommand({ ...scene, name: 'Edit with words', message: forAll }),
  ],
];

const isWaiting = (message: StoredMessage) => (message.flags & FLAGS.LOADING) !== 0;
const live = (messages: readonly (StoredMessage | undefined)[]) =>
  messages.flatMap((message) => (message && message.deletedAt === undefined ? [message] : []));

/** What the member was told since, wherever it stands. */
function wordsFor(handle: InteractionHandle, clicked: readonly StoredMessage[]): readonly StoredMessage[] {
  const own = handle.message();
  const isClicked = clicked.some(({ id }) => id === own?.id);
  return live([isClicked ? undefined : own, ...handle.followUps()]).filter((message) => !isWaiting(message));
}

describe('while the database says nothing', { timeout: 120_000, ...onlyWhere(hasPostgres, 'Postgres') }, () => {
  test('whatever is sent or pressed is answered in time and ends in words that the member alone reads', async () => {
    const world = await begin();
    const { at, way, scene, image, forAll, alone } = world;
    const form = at.discord.click({
      user: scene.user,
      message: forAll,
      customId: buttonOf(forAll, 'reword') ?? '',
      force: true,
    });
    await form.acknowledged;
    const batch = await at.discord.runCommand({ ...scene, name: 'batch' });
    await batch.acknowledged;
    const before = new Set(at.discord.allMessages().map(({ id }) => id));
    way.become('silent');
    const sent = await Promise.all(acts.map(async ([name, act]) => [name, await act(world)] as const));
    const typing = at.discord.autocomplete({ ...scene, name: 'upscale', options: { from: 'a' }, focused: 'from' });
    const reworded = await at.discord.submitModal({
      user: scene.user,
      customId: String(form.modal?.['custom_id']),
      fields: { prompt: 'at night' },
    });
    const many = await at.discord.submitModal({
      user: scene.user,
      customId: String(batch.modal?.['custom_id']),
      fields: { deed: 'rmbg', pictures: { files: [image.file] } },
    });
    const all = [...sent, ['a form', reworded] as const, ['a form of pictures', many] as const];
    const late = await Promise.all(
      all.map(([name, handle]) =>
        handle.acknowledged.then(({ ms }) => (ms > 3000 ? name : undefined)).catch(() => name),
      ),
    );
    expect(late.filter((name) => name !== undefined)).toEqual([]);
    expect(await typing).toEqual([]);
    const silentStill = () => all.filter(([, handle]) => wordsFor(handle, [forAll, alone]).length === 0);
    await eventually(() => silentStill().length === 0, 60_000).catch(() => undefined);
    expect(silentStill().map(([name]) => name)).toEqual([]);
    const news = live(at.discord.allMessages()).filter(({ id }) => !before.has(id));
    expect(news.filter(({ ephemeralFor }) => ephemeralFor !== scene.user.id).map(textOf)).toEqual([]);
    expect(news.filter(isWaiting)).toEqual([]);
    expect(live([forAll, alone].map(({ id, channelId }) => at.discord.message(channelId, id))).map(textOf)).toEqual(
      [forAll, alone].map(textOf),
    );
    way.become('open');
    const again = await eventually(async () => {
      const handle = await at.discord.runCommand({ ...scene, name: 'quota' });
      await handle.acknowledged;
      return /credits/.test(textOf(handle.message())) ? handle : undefined;
    }, 30_000);
    expect(textOf(again.message())).not.toContain('in a few minutes');
    expect(at.freepik.billed).toBe(2);
  });

  test('that is slow, what was asked in front of all comes for all, what was asked alone stays alone, and no form is awaited in vain', async () => {
    const { at, scene, forAll, alone } = await begin();
    const { discord } = at;
    const page = await discord.runCommand({ ...scene, name: 'show', options: { job: idIn(forAll) } });
    await page.acknowledged;
    const shown = await eventually(() => (buttonOf(page.message(), 'again') ? page.message() : undefined));
    const client = new pg.Client({ connectionString: database?.url ?? '' });
    await client.connect();
    await client.query('begin');
    await client.query('lock table jobs in access exclusive mode');
    const click = (message: StoredMessage, action: string) =>
      discord.click({ user: scene.user, message, customId: `v1:${action}:${idIn(forAll)}:1`, force: true });
    const again = click(forAll, 'again');
    const onPage = click(shown, 'again');
    const ofAlone = discord.click({ user: scene.user, message: alone, customId: buttonOf(alone, 'again') ?? '' });
    const form = click(forAll, 'reword');
    const all = [again, onPage, ofAlone, form];
    const answers = await Promise.all(all.map(({ acknowledged }) => acknowledged.then(({ type }) => type)));
    expect(answers).toEqual([5, 5, 5, 5]);
    await client.query('rollback');
    await client.end();
    await eventually(() => [again, onPage, ofAlone].every((handle) => handle.message()?.attachments.length), 30_000);
    expect([again, onPage, ofAlone].map((handle) => handle.message()?.ephemeralFor)).toEqual([
      undefined,
      scene.user.id,
      scene.user.id,
    ]);
    await eventually(() => textOf(form.message()).includes('once more'));
    expect(form.message()?.ephemeralFor).toBe(scene.user.id);
    expect(form.modal).toBeUndefined();
    expect(at.freepik.billed).toBe(5);
  });
});
