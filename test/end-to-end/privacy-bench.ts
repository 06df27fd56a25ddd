import type { GivenFile, GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage, User } from '../../sandbox/discord/types.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { type Bench, buttonOf, createScene, eventually, openBench, textOf } from './bench.ts';
import { pictureFile } from './pictures.ts';

export const hasPostgres = await createTestDatabase().then(async (database) => {
  await database?.drop();
  return database !== undefined;
});

/** In every prompt of the one who is to be forgotten, and nowhere else. */
export const WORD = 'axolotlesque';
export const FILE_NAME = 'my-grandmother-in-1987.png';

export interface Started {
  readonly bench: Bench;
  readonly database: TestDatabase | undefined;
}

/** A server with two members; `keep` hears what is to be closed. */
export async function openPrivacyBench(
  kind: string,
  keep: (started: Started) => void,
  options: Parameters<typeof openBench>[0] = {},
) {
  const database = kind === 'postgres' ? await createTestDatabase() : undefined;
  const own: Record<string, string> = database ? { DATABASE_URL: database.url } : {};
  const usual = { DEFAULT_DAILY_CREDITS: '60', DEFAULT_CONCURRENT_JOBS: '20', POLL_MIN_MS: '100' };
  const overrides = { ...usual, ...own, ...options.env };
  const bench = await openBench({ freepik: { taskMs: 60 }, ...options, env: overrides });
  keep({ bench, database });
  const { discord } = bench;
  const scene = createScene(bench);
  const bob = discord.addUser({ name: 'bob', locale: 'en-US' });

  const run = async (name: string, given: GivenOptions = {}, user: User = scene.user) => {
    const handle = await discord.runCommand({ ...scene, user, name, options: given });
    await handle.acknowledged;
    return handle;
  };
  const finished = (handle: { message(): StoredMessage | undefined }) =>
    eventually(() => (/v1:again:/.test(textOf(handle.message())) ? handle.message() : undefined), 30_000);
  const press = async (message: StoredMessage, customId: string | undefined, user: User = scene.user) => {
    const click = discord.click({ user, message, customId: customId ?? 'none', force: true });
    await click.acknowledged;
    return click;
  };
  const report = async (message: StoredMessage, reason: string, user: User) => {
    const form = await press(message, `v1:report:${jobOf(message)}:1`, user);
    const customId = String(form.modal?.['custom_id']);
    const sent = await discord.submitModal({ user, customId, fields: { reason } });
    await sent.acknowledged;
  };
  /** The private page, and its button pressed. */
  const forget = async (user: User = scene.user) => {
    const asked = await run('privacy delete', {}, user);
    const page = await eventually(() => asked.message());
    const text = textOf(page);
    const sure = buttonOf(page, 'forget');
    if (!sure) throw new Error(`nothing to press: ${text}`);
    return { page, text, sure, click: await press(page, sure, user) };
  };
  return {
    ...{ bench, env: { ...bench.env, ...overrides }, discord, ...scene, bob, run, finished, press, report, forget },
    imagine: async (user: User = scene.user, more: GivenOptions = {}) =>
      run(
        'imagine',
        { prompt: user === scene.user ? `an ${WORD} fox` : 'a plain fox', resolution: '1k', ...more },
        user,
      ),
    isThere: (message: StoredMessage | undefined): boolean =>
      message !== undefined && discord.message(message.channelId, message.id) !== undefined,
    isForgotten: (click: { message(): StoredMessage | undefined }) =>
      eventually(() => /everything that I kept about you is deleted/.test(textOf(click.message())), 60_000),
    sees: (handle: { message(): StoredMessage | undefined }, words: RegExp) =>
      eventually(() => (words.test(textOf(handle.message())) ? textOf(handle.message()) : undefined), 30_000),
  };
}

export type PrivacyBench = Awaited<ReturnType<typeof openPrivacyBench>>;

export const named = async (width = 300): Promise<GivenFile['file']> => ({
  ...(await pictureFile(width, 200)),
  name: FILE_NAME,
});

export const jobOf = (message: StoredMessage): string => /v1:again:([^:]+):1/.exec(textOf(message))?.[1] ?? '';

export const picturesOf = (message: StoredMessage): Buffer[] =>
  message.attachments.flatMap(({ bytes }) => (bytes ? [bytes] : []));
