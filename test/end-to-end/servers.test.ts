import { describe, expect } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { type Bench, eventually, silent, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

async function begin(open: Open, env: Record<string, string> = {}) {
  const at = await open({ env, freepik: { taskMs: 100 } });
  const { discord } = at;
  const server = (options: { locale?: string; id?: string } = {}) => {
    const guild = discord.addGuild({ name: 'a server', botInstalled: false, ...options });
    const channel = discord.addChannel(guild, { name: 'general' });
    return { guild, channel, greetings: () => discord.messages(channel.id).map(textOf) };
  };
  const joined = (id: string) => eventually(() => at.logged.some((line) => line.includes(id)));
  return { at, discord, server, joined };
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 400));

async function hereAfter(at: Bench): Promise<readonly string[]> {
  await at.app.stop();
  const store = await openStore({ databaseUrl: undefined, dataDir: at.dataDir, clock: systemClock, log: silent });
  const here = await store.servers.here();
  await store.close();
  return here.map(({ id }) => id);
}

describe('a server that adds the bot', () => {
  test('is greeted once, in its language, with the defaults and what to type', async ({ open }) => {
    const { at, discord, server } = await begin(open, { DEFAULT_DAILY_CREDITS: '1200' });
    const [english, vietnamese] = [server(), server({ locale: 'vi' })];
    discord.joinGuild(english.guild);
    discord.joinGuild(vietnamese.guild);
    await eventually(() => english.greetings().length && vietnamese.greetings().length);
    const [words] = english.greetings();
    for (const each of ['1,200 credits', '3 requests', '/limits set', '/settings', '/help', '/imagine'])
      expect(words).toContain(each);
    expect(vietnamese.greetings()[0]).toMatch(
      /Xin chào.*1\.200 điểm.*Thiết lập.*<\/limits set:\d+>.*v1:mod:settings:setup::1/,
    );
    for (const { body } of discord.exchanges.filter(({ path }) => path.endsWith('/messages')))
      expect(body).toMatchObject({ allowed_mentions: { parse: [] } });

    await at.restart();
    discord.gateway.invalidate();
    discord.gateway.drop();
    await quiet();
    await eventually(() => discord.gateway.sessions.some(({ isConnected }) => isConnected));
    await quiet();
    expect(english.greetings()).toHaveLength(1);
    expect(vietnamese.greetings()).toHaveLength(1);
  });

  test('is greeted also when it did so while the bot was away', async ({ open }) => {
    const { at, discord, server, joined } = await begin(open);
    const later = server();
    await at.app.stop();
    discord.joinGuild(later.guild);
    await at.restart();
    await eventually(() => later.greetings().length);
    await joined(later.guild.id);
    expect(later.greetings()).toHaveLength(1);
  });

  test('says nothing where it may not write, where there is no such channel, and where the operator does not want it', async ({
    open,
  }) => {
    const allowed = '100000000000000001';
    const bare = '100000000000000002';
    const { at, discord, server, joined } = await begin(open, { ALLOWED_GUILDS: `${allowed},${bare}` });
    discord.addGuild({ name: 'without a channel', id: bare });
    const other = server();
    const mute = server({ id: allowed });
    discord.setBotPermissions(mute.channel, { deny: ['SEND_MESSAGES'] });
    discord.joinGuild(other.guild);
    discord.joinGuild(mute.guild);
    await joined(mute.guild.id);
    await eventually(() => at.logged.some((line) => line.includes('ALLOWED_GUILDS') && line.includes(other.guild.id)));
    await quiet();
    expect(discord.allMessages()).toEqual([]);
    expect(discord.exchanges.filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
  });
});

test('servers that were there before the first start are not written to', async ({ open }) => {
  const { at, discord, server } = await begin(open);
  await at.app.stop();
  const store = await openStore({ databaseUrl: undefined, dataDir: at.dataDir, clock: systemClock, log: silent });
  await store.sql('delete from servers', []);
  await store.sql(`delete from documents where key = 'servers:since'`, []);
  await store.close();
  const old = server();
  discord.joinGuild(old.guild);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await at.restart();
  await quiet();
  expect(old.greetings()).toEqual([]);
  expect(await hereAfter(at)).toContain(old.guild.id);
});

describe('a server that is gone', () => {
  test('is marked as left, also when it left while the bot was away, and one that comes back is greeted anew', async ({
    open,
  }) => {
    const { at, discord, server, joined } = await begin(open);
    const [one, two, three] = [server(), server(), server()];
    for (const { guild } of [one, two, three]) discord.joinGuild(guild);
    await eventually(() => [one, two, three].every(({ greetings }) => greetings().length));
    discord.leaveGuild(one.guild);
    await joined('server left');
    await at.app.stop();
    discord.leaveGuild(two.guild);
    await at.restart();
    await eventually(() => at.logged.filter((line) => line.includes('server left')).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    discord.joinGuild(one.guild);
    await eventually(() => one.greetings().length === 2);
    expect(await hereAfter(at)).toEqual(expect.arrayContaining([one.guild.id, three.guild.id]));
    await at.restart();
    expect(await hereAfter(at)).not.toContain(two.guild.id);
  });

  test('by an outage of Discord is not gone, and is not greeted when it is back', async ({ open }) => {
    const { at, discord, server } = await begin(open);
    const one = server();
    discord.joinGuild(one.guild);
    await eventually(() => one.greetings().length);
    discord.setOutage(one.guild, true);
    await quiet();
    discord.setOutage(one.guild, false);
    await quiet();
    expect(one.greetings()).toHaveLength(1);
    expect(at.logged.filter((line) => line.includes('server left'))).toEqual([]);
    expect(await hereAfter(at)).toEqual([one.guild.id]);
  });
});
