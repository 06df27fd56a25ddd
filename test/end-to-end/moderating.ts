import { expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import { systemClock } from '../../src/core/clock.ts';
import { isJsonObject } from '../../src/core/json.ts';
import { writeServerSettings } from '../../src/services/settings.ts';
import type { Store } from '../../src/services/store/contract.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { type Bench, buttonOf, createScene, finished, silent, textOf } from './bench.ts';
import type { Open } from './own-world.ts';

/** A server with moderators of both kinds, a log channel, and the bot. */
export async function openModerated(open: Open, options: Parameters<Open>[0] = {}) {
  const env = { DEFAULT_DAILY_CREDITS: '1000', DEFAULT_CONCURRENT_JOBS: '50', ...options.env };
  const bench = await open({ freepik: { taskMs: 50 }, ...options, env });
  const { discord } = bench;
  const scene = createScene(bench);
  const { guild } = scene;
  const log = discord.addChannel(guild, { name: 'mod-log' });
  const role = discord.addRole(guild, { name: 'keepers' });
  const mod = discord.addUser({ name: 'mod' });
  const keeper = discord.addUser({ name: 'keeper', locale: 'vi' });
  const bob = discord.addUser({ name: 'bob' });
  discord.setMember(guild, mod, { permissions: ['MANAGE_GUILD'] });
  discord.setMember(guild, keeper, { roles: [role] });
  // as /settings says when the role is named
  guild.opensCommandsTo.add(role.id);
  const settings = { consent: 'own', spoiler: false, moderatorRole: role.id } as const;
  const setLog = (channel: Channel | undefined) =>
    withStore(bench, (store) =>
      writeServerSettings(store, guild.id, { ...settings, ...(channel && { logChannel: channel.id }) }),
    );
  await setLog(log);

  async function imagine(given: GivenOptions = {}, user = scene.user): Promise<StoredMessage> {
    const options = { prompt: 'a red fox', resolution: '1k', ...given };
    return finished(await discord.runCommand({ ...scene, user, name: 'imagine', options }));
  }

  async function press(message: StoredMessage, customId: string | undefined, user: User = mod, force = false) {
    const click = discord.click({ user, message, customId: customId ?? 'none', force });
    await click.acknowledged;
    return click;
  }

  async function report(message: StoredMessage, reason = '', user = bob): Promise<InteractionHandle> {
    const asked = await press(message, buttonOf(message, 'report'), user);
    const customId = String(asked.modal?.['custom_id']);
    const sent = await discord.submitModal({ user, customId, fields: { reason } });
    await sent.acknowledged;
    return sent;
  }

  const inLog = (words = /./, channel = log) =>
    discord.messages(channel.id).filter((message) => words.test(textOf(message)));
  const caseOf = (words: RegExp) => discord.until(() => inLog(words)[0], 15_000);
  const menu = async (message: StoredMessage, user: User = mod) => {
    const handle = discord.runMessageCommand({ ...scene, user, name: 'Picture record', message });
    await handle.acknowledged;
    return handle;
  };
  const deedOf = (message: StoredMessage | undefined, deed: string) => buttonOf(message, `mod:record:${deed}`);

  return {
    bench,
    ...scene,
    log,
    role,
    mod,
    keeper,
    bob,
    setLog,
    imagine,
    press,
    report,
    inLog,
    caseOf,
    menu,
    deedOf,
    async removeEverywhere(message: StoredMessage, user: User = mod) {
      const asked = await press(message, deedOf(message, 'delete'), user);
      const question = asked.message();
      if (!question) throw new Error('nothing was asked');
      expect(question.ephemeralFor).toBe(user.id);
      return press(question, deedOf(question, 'sure'), user);
    },
  };
}

export type Moderated = Awaited<ReturnType<typeof openModerated>>;

/** The bot stops, its database is looked into, and it starts again. */
export async function withStore<T>(bench: Bench, work: (store: Store) => Promise<T>): Promise<T> {
  await bench.app.stop();
  const store = await openStore({ databaseUrl: undefined, dataDir: bench.dataDir, clock: systemClock, log: silent });
  try {
    return await work(store);
  } finally {
    await store.close();
    await bench.restart();
  }
}

export const linkOf = (message: StoredMessage): string => /"url":"(http[^"]+)"/.exec(textOf(message))?.[1] ?? '';

/** What people read in a message, without alt texts and buttons. */
export const wordsOf = (message: StoredMessage | undefined): string => contentsIn(message?.components ?? []).join('\n');

function contentsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => contentsIn(each));
  if (!isJsonObject(value)) return [];
  const { content } = value;
  return [...(typeof content === 'string' ? [content] : []), ...Object.values(value).flatMap(contentsIn)];
}
