import { ActionRowBuilder, ButtonBuilder, ButtonStyle, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, startBench } from './bot.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

function scene() {
  const { discord } = bench;
  const guild = discord.addGuild({ name: 'Painters' });
  const channel = discord.addChannel(guild, { name: 'pictures' });
  const user = discord.addUser({ name: 'ada' });
  return { discord, guild, channel, user };
}

const again = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('again').setLabel('Again').setStyle(ButtonStyle.Primary),
  );

test('a reply to a command is acknowledged and stored', async () => {
  const { discord, channel, user } = scene();
  await bench.connect((interaction) => {
    if (!interaction.isChatInputCommand()) return;
    return interaction.reply({
      content: `made ${interaction.options.getString('prompt', true)}`,
      components: [again()],
    });
  });
  const handle = await discord.runCommand({ user, channel, name: 'imagine', options: { prompt: 'a fox' } });
  const { type, message } = await handle.acknowledged;
  expect(type).toBe(4);
  expect(message?.content).toBe('made a fox');
  expect(handle.message()).toBe(message);
  expect(discord.messages(channel.id)).toEqual([message]);
});

test('a deferred reply turns into a message with files, and its button works', async () => {
  const { discord, channel, user } = scene();
  await bench.connect(async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: 'clicked', components: [] });
    if (!interaction.isChatInputCommand()) return;
    const response = await interaction.deferReply({ withResponse: true });
    expect(response.resource?.message?.flags.has(MessageFlags.Loading)).toBe(true);
    await interaction.editReply({
      content: 'here',
      files: [{ attachment: Buffer.from('hello'), name: 'note.txt' }],
      components: [again()],
    });
    await interaction.followUp({ content: 'and this', flags: MessageFlags.Ephemeral });
  });
  const handle = await discord.runCommand({ user, channel, name: 'imagine', options: { prompt: 'a fox' } });
  expect((await handle.acknowledged).type).toBe(5);
  const [followUp] = await discord.until(() => (handle.followUps().length > 0 ? handle.followUps() : undefined));
  expect(followUp?.ephemeralFor).toBe(user.id);
  const message = handle.message();
  expect(message?.content).toBe('here');
  const [file] = message?.attachments ?? [];
  expect(file && (await (await fetch(discord.attachmentUrl(file))).text())).toBe('hello');
  expect(message?.edits.map((edit) => edit.via)).toEqual(['token']);
  if (!message) return;
  const click = discord.click({ user, message, customId: 'again' });
  expect((await click.acknowledged).type).toBe(7);
  expect(click.message()?.content).toBe('clicked');
  expect(() => discord.click({ user, message, customId: 'again' })).toThrow('no component again');
});
