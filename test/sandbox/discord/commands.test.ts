import { type Interaction, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../../sandbox/discord/command-options.ts';
import { type Bench, COMMANDS, createScene, startBench } from './bot.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

/** What a real client makes of the next interaction. */
function next<T>(read: (interaction: Interaction) => T): Promise<T> {
  return new Promise((resolve, reject) => {
    bench.connect((interaction) => resolve(read(interaction))).catch(reject);
  });
}

describe('a command is refused, as in the client,', () => {
  const cases: readonly [string, GivenOptions, string][] = [
    ['with an unknown option', { prompt: 'a', sise: 1 }, 'unknown option sise'],
    ['without a required option', { count: 1 }, 'prompt is required'],
    ['with a text for a number', { prompt: 'a', count: 'two' }, 'count takes a number'],
    ['with half a picture', { prompt: 'a', count: 1.5 }, 'whole number'],
    ['outside its range', { prompt: 'a', count: 5 }, 'outside 1 to 4'],
    ['with too long a text', { prompt: 'a'.repeat(51) }, 'length of 51'],
    ['with another choice', { prompt: 'a', model: 'fluid' }, 'takes one of real'],
    ['with a text for a file', { prompt: 'a', image: 'x.png' }, 'takes a file'],
  ];
  test.each(cases)('%s', async (_what, options, message) => {
    const scene = createScene(bench);
    await expect(bench.discord.runCommand({ ...scene, name: 'imagine', options })).rejects.toThrow(message);
  });

  test('when it is not registered, or lacks its subcommand', async () => {
    const scene = createScene(bench);
    await expect(bench.discord.runCommand({ ...scene, name: 'nothing' })).rejects.toThrow('no command nothing');
    await expect(bench.discord.runCommand({ ...scene, name: 'limits' })).rejects.toThrow('subcommand is needed: set');
    await expect(bench.discord.runCommand({ ...scene, name: 'limits get' })).rejects.toThrow('no subcommand get');
  });
});

test('a client reads place, permissions, languages and limits out of an interaction', async () => {
  const { guild, channel, user } = createScene(bench);
  bench.discord.setMember(guild, user, { permissions: ['MANAGE_GUILD'], nick: 'Countess' });
  const read = next((interaction) => ({
    locale: interaction.locale,
    guildLocale: interaction.guildLocale,
    limit: interaction.attachmentSizeLimit,
    context: interaction.context,
    isModerator: interaction.memberPermissions?.has('ManageGuild'),
    mayAttach: interaction.appPermissions.has('AttachFiles'),
    channel: interaction.channel?.id,
    owners: interaction.authorizingIntegrationOwners,
    nsfw: interaction.channel && 'nsfw' in interaction.channel && interaction.channel.nsfw,
  }));
  await expect.poll(() => bench.discord.gateway.sessions.length).toBe(1);
  bench.discord.setBotPermissions(channel, { deny: ['ATTACH_FILES'] });
  await bench.discord.runCommand({ channel, user, name: 'imagine', options: { prompt: 'a' }, attachmentSizeLimit: 50 });
  expect(await read).toMatchObject({
    locale: 'vi',
    guildLocale: 'en-US',
    limit: 50,
    context: 0,
    isModerator: true,
    mayAttach: false,
    channel: channel.id,
    owners: { 0: guild.id },
    nsfw: false,
  });
});

test('a file given to an option arrives as an attachment that can be fetched', async () => {
  const scene = createScene(bench);
  const read = next(
    (interaction) => interaction.isChatInputCommand() && interaction.options.getAttachment('image', true),
  );
  await expect.poll(() => bench.discord.gateway.sessions.length).toBe(1);
  const file = { name: 'fox.png', bytes: Buffer.from('bytes'), contentType: 'image/png' };
  await bench.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a', image: { file } } });
  const attachment = await read;
  if (!attachment) throw new Error('not a command');
  expect(attachment).toMatchObject({ name: 'fox.png', size: 5, contentType: 'image/png', ephemeral: true });
  expect(await (await fetch(attachment.url)).text()).toBe('bytes');
});

test('subcommands, message and user commands reach the client whole', async () => {
  const { channel, user } = createScene(bench);
  const seen: string[] = [];
  await bench.connect((interaction) => {
    if (interaction.isChatInputCommand()) {
      seen.push(`${interaction.options.getSubcommand()} ${interaction.options.getInteger('credits')}`);
    }
    if (interaction.isMessageContextMenuCommand()) seen.push(interaction.targetMessage.attachments.first()?.name ?? '');
    if (interaction.isUserContextMenuCommand()) seen.push(interaction.targetUser.username);
  });
  const file = { name: 'fox.png', bytes: Buffer.from('bytes') };
  const message = await bench.discord.post({ user, channel, files: [file] });
  await bench.discord.runCommand({ user, channel, name: 'limits set', options: { credits: 5 } });
  bench.discord.runMessageCommand({ user, channel, name: 'Use as input', message });
  bench.discord.runUserCommand({ user, channel, name: 'Picture record', target: user });
  await expect.poll(() => seen).toEqual(['set 5', 'fox.png', 'ada']);
});

test('completion brings the choices of the focused option, or times out', async () => {
  const scene = createScene(bench);
  const given = { ...scene, name: 'imagine', options: { look: 'wa' }, focused: 'look' };
  const delivered = new Promise((done) => bench.discord.on('interaction', done));
  const nobody = bench.discord.autocomplete(given);
  await delivered;
  bench.clock.advance(3_100);
  await expect(nobody).rejects.toThrow('timed out');
  await bench.connect(async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const { name, value } = interaction.options.getFocused(true);
    await interaction.respond([{ name: `${name}: ${value}tercolour`, value: 'watercolour' }]);
  });
  expect(await bench.discord.autocomplete(given)).toEqual([{ name: 'look: watercolour', value: 'watercolour' }]);
});

test('each registration counts, ids stay with the names, and a server has its own set', async () => {
  const { guild } = createScene(bench);
  const { discord, rest } = bench;
  const idOf = (name: string) => discord.commands().find((command) => command['name'] === name)?.['id'];
  const before = idOf('imagine');
  await rest.put(Routes.applicationCommands(discord.applicationId), { body: COMMANDS.slice(0, 1) });
  expect([idOf('imagine'), idOf('limits')]).toEqual([before, undefined]);
  const path = Routes.applicationGuildCommands(discord.applicationId, guild.id);
  await rest.post(path, { body: { name: 'local', description: 'Here only' } });
  expect(await rest.get(path)).toMatchObject([{ name: 'local', guild_id: guild.id }]);
  expect(discord.registrations.map(({ method, guildId, commands }) => ({ method, guildId, commands }))).toEqual([
    { method: 'PUT', guildId: undefined, commands: 4 },
    { method: 'PUT', guildId: undefined, commands: 1 },
    { method: 'POST', guildId: guild.id, commands: 1 },
  ]);
});
