import { type Interaction, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GivenOptions } from '../../../sandbox/discord/command-options.ts';
import { BOT_DEFAULT, EVERYONE_DEFAULT, PERMISSIONS } from '../../../sandbox/discord/permissions.ts';
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

describe('a person', () => {
  const register = (...commands: readonly object[]) =>
    bench.rest.put(Routes.applicationCommands(bench.discord.applicationId), { body: commands });
  const command = (name: string, more: object) => ({ name, description: 'Does it', contexts: [0, 1, 2], ...more });

  test('sees in a place what is for it, whatever else is registered', async () => {
    const { guild, channel, user } = createScene(bench);
    const { discord, rest } = bench;
    await register(
      command('everywhere', { integration_types: [0, 1] }),
      command('own', { integration_types: [1] }),
      command('servers', { integration_types: [0], contexts: [0] }),
      command('direct', { integration_types: [0, 1], contexts: [1] }),
      command('managers', { default_member_permissions: '32', contexts: [0, 1] }),
      command('admins', { default_member_permissions: '0', contexts: [0] }),
      command('adults', { nsfw: true, contexts: [0] }),
    );
    await rest.put(Routes.applicationGuildCommands(discord.applicationId, guild.id), {
      body: [{ name: 'here', description: 'Does it' }],
    });
    const seen = (where: typeof channel, who = user) =>
      discord.commandsFor({ user: who, channel: where }).map(({ name }) => name);
    const manager = discord.addUser({ name: 'mo' });
    discord.setMember(guild, manager, { permissions: ['MANAGE_GUILD'] });
    expect(seen(channel)).toEqual(['here', 'everywhere', 'own', 'servers']);
    expect(seen(channel, manager)).toEqual(['here', 'everywhere', 'own', 'servers', 'managers']);
    expect(seen(channel, discord.owner)).toEqual(['here', 'everywhere', 'own', 'servers', 'managers', 'admins']);
    expect(seen(discord.addChannel(guild, { name: 'late', nsfw: true }))).toContain('adults');
    expect(seen(discord.openDm(user))).toEqual(['everywhere', 'own', 'direct', 'managers']);
    expect(seen(discord.openGroup([user, manager]))).toEqual(['everywhere', 'own']);
    const elsewhere = discord.addGuild({ name: 'Elsewhere', botInstalled: false });
    expect(seen(discord.addChannel(elsewhere, { name: 'general' }), manager)).toEqual(['everywhere', 'own']);
  });

  test('who does not see a command cannot run it, unless the server opened it to them', async () => {
    const { guild, channel, user } = createScene(bench);
    await register(command('managers', { default_member_permissions: '32', contexts: [0] }));
    const run = (where: typeof channel) => bench.discord.runCommand({ user, channel: where, name: 'managers' });
    await expect(run(channel)).rejects.toThrow('ada does not see the command managers here');
    const role = bench.discord.addRole(guild, { name: 'keepers' });
    guild.opensCommandsTo.add(role.id);
    await expect(run(channel)).rejects.toThrow('does not see');
    bench.discord.setMember(guild, user, { roles: [role] });
    expect((await run(channel)).token).toBeTypeOf('string');
    await expect(run(bench.discord.openDm(user))).rejects.toThrow('does not see');
  });

  test('sends no file above their limit', async () => {
    const { channel, user } = createScene(bench);
    const image = { file: { name: 'fox.png', bytes: Buffer.alloc(51) } };
    const act = { user, channel, attachmentSizeLimit: 50 };
    const sent = bench.discord.runCommand({ ...act, name: 'imagine', options: { prompt: 'a', image } });
    await expect(sent).rejects.toThrow('fox.png has 51 bytes, more than the 50');
    const huge = { name: 'fox.png', bytes: Buffer.alloc(20 * 1024 * 1024 + 1) };
    await expect(bench.discord.post({ user, channel, files: [huge] })).rejects.toThrow('more than the 20971520');
  });
});

test('chosen members carry what their roles allow, chosen channels what the asking person and the bot may', async () => {
  const { guild, channel, user } = createScene(bench);
  const { discord } = bench;
  const role = discord.addRole(guild, { name: 'mods', permissions: ['MANAGE_GUILD'] });
  const eve = discord.addUser({ name: 'eve' });
  discord.setMember(guild, eve, { roles: [role] });
  discord.setBotPermissions(channel, { deny: ['SEND_MESSAGES'] });
  const options = [
    { type: 6, name: 'who', description: 'Whom' },
    { type: 7, name: 'where', description: 'Where' },
  ];
  const body = [{ name: 'choose', description: 'Chooses', options }];
  await bench.rest.put(Routes.applicationCommands(discord.applicationId), { body });
  const asked = new Promise<Record<string, unknown>>((resolve) => void discord.on('interaction', resolve));
  await discord.runCommand({ user, channel, name: 'choose', options: { who: eve.id, where: channel.id } });
  const { MANAGE_GUILD, SEND_MESSAGES } = PERMISSIONS;
  const members = { [eve.id]: { permissions: `${EVERYONE_DEFAULT | MANAGE_GUILD}` } };
  const seen = { permissions: `${EVERYONE_DEFAULT}`, app_permissions: `${BOT_DEFAULT & ~SEND_MESSAGES}` };
  expect(await asked).toMatchObject({ data: { resolved: { members, channels: { [channel.id]: seen } } } });
});
