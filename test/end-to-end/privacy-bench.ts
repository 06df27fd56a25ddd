import type { TestContext } from 'vitest';
import type { GivenFile, GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { createTestDatabase, isPostgresThere } from '../support/postgres.ts';
import { buttonOf, createScene, eventually, finished, jobOf, textOf } from './bench.ts';
import { type Open, worldTest } from './own-world.ts';
import { pictureFile } from './pictures.ts';

export const hasPostgres = await isPostgresThere();

/** In every prompt of the one who is to be forgotten, and nowhere else. */
export const WORD = 'axolotlesque';
export const FILE_NAME = 'my-grandmother-in-1987.png';

interface Own {
  readonly open: Open;
  readonly onTestFinished: TestContext['onTestFinished'];
}

/** A server with two members, gone with its database when the test ends. */
async function openPrivacyBench({ open, onTestFinished }: Own, kind: string, options: Parameters<Open>[0] = {}) {
  const database = kind === 'postgres' ? await createTestDatabase() : undefined;
  onTestFinished(() => database?.drop());
  const own: Record<string, string> = database ? { DATABASE_URL: database.url } : {};
  const usual = { DEFAULT_DAILY_CREDITS: '60', DEFAULT_CONCURRENT_JOBS: '20', POLL_MIN_MS: '100' };
  const overrides = { ...usual, ...own, ...options.env };
  const bench = await open({ freepik: { taskMs: 60 }, ...options, env: overrides });
  const { discord } = bench;
  const scene = createScene(bench);
  const bob = discord.addUser({ name: 'bob', locale: 'en-US' });

  const run = async (name: string, given: GivenOptions = {}, user: User = scene.user) => {
    const handle = await discord.runCommand({ ...scene, user, name, options: given });
    await handle.acknowledged;
    return handle;
  };
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

type Begin = (options?: Parameters<Open>[0], kind?: string) => Promise<PrivacyBench>;

export const test = worldTest.extend<{ begin: Begin }>({
  begin: ({ open, onTestFinished }, use) =>
    use((options, kind = 'sqlite') => openPrivacyBench({ open, onTestFinished }, kind, options)),
}).concurrent;

export const named = async (width = 300): Promise<GivenFile['file']> => ({
  ...(await pictureFile(width, 200)),
  name: FILE_NAME,
});

export { jobOf };

export const picturesOf = (message: StoredMessage): Buffer[] =>
  message.attachments.flatMap(({ bytes }) => (bytes ? [bytes] : []));
