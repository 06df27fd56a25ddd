import { expect } from 'vitest';
import { buttonOf, createScene, textOf } from './bench.ts';
import { test } from './own-world.ts';

test('a member types /imagine and gets the picture in the same message, with a link to the original', async ({
  open,
}) => {
  const bench = await open({ freepik: { taskMs: 300 } });
  const { discord, freepik, files } = bench;
  const { channel, user } = createScene(bench);
  const handle = await discord.runCommand({
    user,
    channel,
    name: 'imagine',
    options: { prompt: 'a red fox', resolution: '1k' },
  });
  const { type } = await handle.acknowledged;
  expect(type).toBe(4);
  await discord.until(() => handle.message()?.attachments.length || undefined, 15_000);
  const message = handle.message();
  expect(discord.messages(channel.id)).toHaveLength(1);
  expect(textOf(message)).toContain('a red fox');
  expect(textOf(message)).toContain(files?.linkHost);
  expect(textOf(message)).not.toContain(freepik.resultHost);
  expect(buttonOf(message, 'again')).toBeDefined();
  expect(freepik.billed).toBe(1);
  expect(freepik.complaints).toEqual([]);
  expect(files?.files.size).toBe(1);
});

test('a prompt that names everyone, a role and a member calls nobody', async ({ open }) => {
  const bench = await open({ freepik: { taskMs: 300 } });
  const { discord } = bench;
  const { guild, channel, user } = createScene(bench);
  const role = discord.addRole(guild, { name: 'painters' });
  discord.setBotPermissions(channel, { allow: ['MENTION_EVERYONE'] });
  const prompt = `@everyone @here <@&${role.id}> <@${discord.ownerId}> a red fox`;
  const handle = await discord.runCommand({ user, channel, name: 'imagine', options: { prompt, resolution: '1k' } });
  await discord.until(() => handle.message()?.attachments.length || undefined, 15_000);
  await discord.runCommand({ user, channel, name: 'history' }).then(({ acknowledged }) => acknowledged);
  expect(textOf(handle.message())).toContain('a red fox');
  const shown = discord
    .allMessages()
    .flatMap(({ mentions, edits }) => [mentions, ...edits.map((edit) => edit.mentions)]);
  expect(shown.length).toBeGreaterThan(2);
  for (const mentions of shown) expect(mentions).toEqual({ users: [], roles: [], isEveryone: false });
});
