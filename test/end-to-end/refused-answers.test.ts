import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import { fewTimes } from '../../sandbox/discord/rest/server.ts';
import { onlyWhere } from '../support/only-where.ts';
import { createTestDatabase, isPostgresThere, type TestDatabase } from '../support/postgres.ts';
import { type Bench, buttonOf, createScene, english, openBench, textOf } from './bench.ts';
import { readBooks } from './books.ts';

const options = { prompt: 'a red fox', resolution: '1k' };

/** All that the member can read of an answer. */
const readOf = (handle: InteractionHandle): string =>
  [handle.message(), ...handle.followUps()]
    .filter((message) => message?.deletedAt === undefined)
    .map(textOf)
    .join('\n');

describe('a first answer that Discord refuses', () => {
  let bench: Bench;
  let scene: ReturnType<typeof createScene>;
  let result: StoredMessage;

  beforeAll(async () => {
    bench = await openBench({ freepik: { taskMs: 50 }, env: { DEFAULT_DAILY_CREDITS: '1000' } });
    scene = createScene(bench);
    const handle = await bench.discord.runCommand({ ...scene, name: 'imagine', options });
    result = await bench.discord.until(() => (buttonOf(handle.message(), 'again') ? handle.message() : undefined));
  });
  afterAll(async () => {
    await bench.app.stop();
    expect(await readBooks(bench.env)).toMatchObject({ spent: 1, unbalanced: [], unknown: 0 });
    expect(bench.freepik.billed).toBe(1);
    await bench.close();
  });

  const press = (customId: string | undefined) =>
    bench.discord.click({ user: scene.user, message: result, customId: customId ?? 'none' });
  const kinds: Readonly<Record<string, () => Promise<() => Promise<InteractionHandle> | InteractionHandle>>> = {
    'to a command': async () => () => bench.discord.runCommand({ ...scene, name: 'help' }),
    'to an order': async () => () => bench.discord.runCommand({ ...scene, name: 'imagine', options }),
    'to a button': async () => () => press(buttonOf(result, 'upscale')),
    'to a button that opens a form': async () => () => press(buttonOf(result, 'prompt')),
    async 'to an entry of a menu'() {
      const asked = press(buttonOf(result, 'relight'));
      await asked.acknowledged;
      const message = asked.message();
      const [, customId = '', value = ''] = /"custom_id":"(v1:[^"]+)".*?"value":"([^"]+)"/.exec(textOf(message)) ?? [];
      if (!message) throw new Error('no menu');
      return () => bench.discord.click({ user: scene.user, message, customId, values: [value] });
    },
    'to the menu of a message': async () => () =>
      bench.discord.runMessageCommand({ ...scene, name: 'Picture details', message: result }),
    async 'to a form'() {
      const asked = press(buttonOf(result, 'prompt'));
      await asked.acknowledged;
      const customId = String(asked.modal?.['custom_id']);
      return () => bench.discord.submitModal({ user: scene.user, customId, fields: { prompt: 'a blue fox' } });
    },
  };
  const refuseOnce = (status: number, code: number) =>
    bench.discord.fault(
      fewTimes(1, (path) => path.endsWith('/callback'), { status, body: { message: 'refused', code } }),
    );
  const refusals = [
    [400, 50035],
    [401, 0],
    [403, 50013],
    [404, 0],
  ] as const;

  describe.each(Object.keys(kinds))('%s', (kind) => {
    test.each(refusals)('with %i (%i) is followed by one with a reference that the log has', async (status, code) => {
      const open = await kinds[kind]?.();
      refuseOnce(status, code);
      const handle = await open?.();
      await handle?.acknowledged;
      const [, reference = '-'] = /\(ref ([A-Z2-9]{4})\)/.exec(handle ? readOf(handle) : '') ?? [];
      expect(bench.logged.some((line) => line.includes(`"reference":"${reference}"`))).toBe(true);
      expect(handle?.message()?.ephemeralFor).toBe(scene.user.id);
    });
  });

  test('to draw the message of a menu anew is no matter: the words are the answer by themselves', async () => {
    refuseOnce(404, 10008);
    const handle = press(buttonOf(result, 'delete'));
    expect((await handle.acknowledged).type).toBe(4);
    expect(readOf(handle)).toContain(english.results.deleteForEver);
    expect(handle.message()?.ephemeralFor).toBe(scene.user.id);
  });

  test('of suggestions is followed by none at all, so that nothing goes on loading', async () => {
    const focused = { ...scene, name: 'reimagine', options: { from: 'fox' }, focused: 'from' };
    expect(await bench.discord.autocomplete(focused)).toHaveLength(1);
    refuseOnce(400, 50035);
    expect(await bench.discord.autocomplete(focused)).toEqual([]);
  });
});

const onPostgres = onlyWhere(await isPostgresThere(), 'Postgres');

describe('what only the member may read, although the answer was put off for all to see', () => {
  let database: TestDatabase | undefined;
  let bench: Bench | undefined;
  afterEach(async () => {
    await bench?.close();
    await database?.drop();
    bench = undefined;
  });

  test('a block and its reason, while the database is slow', { timeout: 60_000, ...onPostgres }, async () => {
    database = await createTestDatabase();
    if (!database) throw new Error('no Postgres');
    bench = await openBench({ env: { DATABASE_URL: database.url } });
    const { discord } = bench;
    const scene = createScene(bench);
    const mod = discord.addUser({ name: 'mod' });
    discord.setMember(scene.guild, mod, { permissions: ['MANAGE_GUILD'] });
    const given = { member: scene.user.id, reason: 'three reports of harassment' };
    const block = await discord.runCommand({ ...scene, user: mod, name: 'limits block', options: given });
    await block.acknowledged;

    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('begin');
    await client.query('lock table jobs, accounts in access exclusive mode');
    const handle = await discord.runCommand({ ...scene, name: 'imagine', options });
    const { type } = await handle.acknowledged.finally(() => client.query('commit').then(() => client.end()));
    expect(type).toBe(5);
    await discord.until(() => readOf(handle).includes('harassment') || undefined);
    expect(publicly(bench)).not.toContain('harassment');
    expect(handle.message()?.deletedAt).toBeDefined();
    expect(handle.followUps().map(({ ephemeralFor }) => ephemeralFor)).toEqual([scene.user.id]);
  });
});

const publicly = ({ discord }: Bench): string =>
  discord
    .allMessages()
    .filter(({ ephemeralFor }) => ephemeralFor === undefined)
    .map(textOf)
    .join('\n');
