import { expect } from 'vitest';
import type { GivenOptions } from '../../sandbox/discord/command-options.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { systemClock } from '../../src/core/clock.ts';
import { unsetSettings } from '../../src/core/settings.ts';
import { writeServerSettings } from '../../src/services/settings.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { type Bench, createScene, openBench, silent, textOf } from './bench.ts';
import { wordsOf } from './moderating.ts';

/** Servers with two who may manage them, one who may not, and all that `/limits` can be about. */
export async function openLimits(env: Record<string, string> = {}) {
  const bench = await openBench({ freepik: { taskMs: 600_000 }, env });
  return { bench, server: () => openServer(bench) };
}

function openServer(bench: Bench) {
  const { discord } = bench;
  const { guild, channel, user: ann } = createScene(bench);
  const managers = discord.addRole(guild, { name: 'managers', permissions: ['MANAGE_GUILD'] });
  const artists = discord.addRole(guild, { name: 'artists' });
  const manager = (name: string, locale: string): User => {
    const user = discord.addUser({ name, locale });
    discord.setMember(guild, user, { roles: [managers] });
    return user;
  };
  const mod = manager('mod', 'en-US');
  const other = manager('other', 'vi');

  const run = async (subcommand: string, options: GivenOptions = {}, user = mod, where = channel) => {
    const handle = await discord.runCommand({ user, channel: where, name: `limits ${subcommand}`, options });
    await handle.acknowledged;
    const answer = required(handle.message());
    expect(answer.ephemeralFor).toBe(user.id);
    return answer;
  };
  /** What is answered, whether the message that is clicked has such a button or not. */
  const press = async (message: StoredMessage, customId: string, user = mod) => {
    const click = discord.click({ user, message, customId, force: true });
    await click.acknowledged;
    return required(click.message());
  };
  /** What is set and who changed it, in words. */
  const books = async () => [wordsOf(await run('show')), wordsOf(await run('log'))].join('\n');
  /** The commands are shown to her too, as a server can have it. */
  const showCommandsTo = (user: User) => void guild.opensCommandsTo.add(user.id);
  return { discord, guild, channel, ann, showCommandsTo, mod, other, managers, artists, run, press, books };
}
export type LimitsServer = ReturnType<typeof openServer>;

export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

export const idsIn = (message: StoredMessage, deed: string): readonly string[] =>
  [...textOf(message).matchAll(new RegExp(`"(v1:mod:limits:${deed}:[^"]+)"`, 'g'))].map(([, id]) => id ?? '');

/** A role whose members are moderators, as `/settings` writes it. The bot is started anew: its file is its alone. */
export async function nameModerators(bench: Bench, guildId: string, moderatorRole: string): Promise<void> {
  await bench.app.stop();
  const store = await openStore({ databaseUrl: undefined, dataDir: bench.dataDir, clock: systemClock, log: silent });
  await writeServerSettings(store, guildId, { ...unsetSettings, moderatorRole });
  await store.close();
  await bench.restart();
}
