import { afterEach, expect, test } from 'vitest';
import { textOf as text } from '../../sandbox/discord/json.ts';
import type { Channel, User } from '../../sandbox/discord/world.ts';
import { operations } from '../../src/commands/index.ts';
import { type Bench, createScene, openBench } from './bench.ts';

const FOR_ALL = [
  ...operations.map(({ name }) => name),
  ...['jobs', 'history', 'show', 'batch', 'quota', 'help', 'privacy'],
  ...['Remove background', 'Upscale', 'Reimagine', 'Edit with words', 'Picture details'],
].sort();
const FOR_MODERATORS = ['stats', 'doctor', 'words', 'limits', 'settings', 'Picture record'];
const FOR_BOTH = [...FOR_ALL, ...FOR_MODERATORS].sort();

let bench: Bench;
afterEach(() => bench.close());

const seen = (user: User, channel: Channel) =>
  bench.discord
    .commandsFor({ user, channel })
    .map((command) => text(command, 'name'))
    .sort();

function places() {
  const { discord } = bench;
  const { guild, channel, user: member } = createScene(bench);
  const [moderator, byRole, admin] = ['mo', 'ro', 'ad'].map((name) => discord.addUser({ name }));
  if (!moderator || !byRole || !admin) throw new Error('nobody there');
  discord.setMember(guild, moderator, { permissions: ['MANAGE_GUILD'] });
  discord.setMember(guild, byRole, {
    roles: [discord.addRole(guild, { name: 'mods', permissions: ['MANAGE_GUILD'] })],
  });
  discord.setMember(guild, admin, { permissions: ['ADMINISTRATOR'] });
  const elsewhere = discord.addGuild({ name: 'Elsewhere', botInstalled: false });
  discord.setMember(elsewhere, moderator, { permissions: ['MANAGE_GUILD'] });
  return {
    channel,
    thread: discord.addChannel(guild, { name: 'talk', parent: channel }),
    outside: discord.addChannel(elsewhere, { name: 'general' }),
    group: discord.openGroup([member, moderator]),
    member,
    moderator,
    byRole,
    admin,
  };
}

test('every command is seen by exactly whom it is for, in servers, in direct messages and in groups', async () => {
  bench = await openBench();
  const { channel, thread, outside, group, member, moderator, byRole, admin } = places();
  for (const where of [channel, thread]) {
    expect(seen(member, where)).toEqual(FOR_ALL);
    for (const who of [moderator, byRole, admin, bench.discord.owner]) expect(seen(who, where)).toEqual(FOR_BOTH);
  }
  for (const who of [member, moderator]) {
    expect(seen(who, bench.discord.openDm(who))).toEqual(FOR_ALL);
    expect(seen(who, group)).toEqual(FOR_ALL);
    expect(seen(who, outside)).toEqual(FOR_ALL);
  }
});

test('what is not for somebody cannot be run by them, and nobody runs a command of servers in a direct message', async () => {
  bench = await openBench();
  const { channel, member, moderator } = places();
  const run = (user: User, where: Channel) => bench.discord.runCommand({ user, channel: where, name: 'limits show' });
  await expect(run(member, channel)).rejects.toThrow('ann does not see the command limits here');
  await expect(run(moderator, bench.discord.openDm(moderator))).rejects.toThrow('does not see the command limits');
  await (await run(moderator, channel)).acknowledged;
});

test('a bot that nobody may install for themselves is seen only where it is', async () => {
  bench = await openBench({ env: { ALLOW_USER_INSTALL: 'no' } });
  const { channel, outside, group, member, moderator } = places();
  expect(seen(member, channel)).toEqual(FOR_ALL);
  expect(seen(moderator, channel)).toEqual(FOR_BOTH);
  expect(seen(moderator, bench.discord.openDm(moderator))).toEqual(FOR_ALL);
  expect(seen(moderator, group)).toEqual([]);
  expect(seen(moderator, outside)).toEqual([]);
});
