import { afterEach, expect, test } from 'vitest';
import { type Bench, createScene, eventually, openBench, textOf } from './bench.ts';

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

test('what a message calls a command can be pressed, also when Discord gave it another id', {
  timeout: 60_000,
}, async () => {
  bench = await openBench();
  const { discord, restart } = bench;
  const scene = createScene(bench);
  const helpId = () => String(discord.commands().find(({ name }) => name === 'help')?.['id']);
  const said = async () => {
    const handle = await discord.runCommand({ ...scene, name: 'history' });
    return eventually(() => /no pictures yet.*/.exec(textOf(handle.message()))?.[0]);
  };
  const first = helpId();
  expect(await said()).toContain(`</help:${first}>`);
  const rest = `${discord.apiUrl}/v10/applications/${discord.applicationId}/commands`;
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
  const emptied = await fetch(rest, { method: 'PUT', headers, body: '[]' });
  expect(emptied.status).toBe(200);
  await restart();
  expect(helpId()).not.toBe(first);
  expect(await said()).toContain(`</help:${helpId()}>`);
  await restart({ DISCORD_GUILD_ID: scene.guild.id });
  expect(await said()).toContain(`</help:${helpId()}>`);
});
