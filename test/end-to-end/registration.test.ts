import { afterEach, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';

let bench: Bench | undefined;
afterEach(() => bench?.close().finally(() => (bench = undefined)));

test('a command is never there twice, in one server and everywhere', { timeout: 60_000 }, async () => {
  bench = await openBench();
  const { discord, restart } = bench;
  const guild = discord.addGuild({ name: 'of the developers' });
  const scopes = () => new Set(discord.commands().map((command) => command['guild_id'] ?? 'everywhere'));
  expect(scopes()).toEqual(new Set(['everywhere']));
  await restart({ DISCORD_GUILD_ID: guild.id });
  expect(scopes()).toEqual(new Set([guild.id]));
  const other = discord.addGuild({ name: 'of others' });
  await restart({ DISCORD_GUILD_ID: other.id });
  expect(scopes()).toEqual(new Set([other.id]));
  await restart();
  expect(scopes()).toEqual(new Set(['everywhere']));
  const told = discord.registrations.length;
  await restart();
  expect(discord.registrations).toHaveLength(told);
});

test('a server that the bot has left since holds up no start', { timeout: 60_000 }, async () => {
  bench = await openBench();
  const { discord, restart } = bench;
  const guild = discord.addGuild({ name: 'of the developers' });
  await restart({ DISCORD_GUILD_ID: guild.id });
  discord.leaveGuild(guild);
  await restart();
  expect(discord.commands().some((command) => command['guild_id'] === undefined)).toBe(true);
});
