import { afterEach, expect, test } from 'vitest';
import type { User } from '../../sandbox/discord/types.ts';
import { type Bench, createScene, eventually, openBench, textOf } from './bench.ts';

let bench: Bench | undefined;
afterEach(() => bench?.close().finally(() => (bench = undefined)));

async function begin(options: Parameters<typeof openBench>[0] = {}) {
  bench = await openBench(options);
  const { discord } = bench;
  const scene = createScene(bench);
  const mod = discord.addUser({ name: 'mod', locale: 'en-US' });
  discord.setMember(scene.guild, mod, { permissions: ['MANAGE_GUILD'] });
  const ask = async (user: User) => {
    const handle = await discord.runCommand({ ...scene, user, name: 'doctor' });
    await handle.acknowledged;
    return eventually(() => (textOf(handle.message()).length > 20 ? handle.message() : undefined));
  };
  return { bench, discord, ...scene, mod, ask };
}

test('a moderator learns that all is well, and nothing of keys', async () => {
  const { bench: at, mod, ask } = await begin({ env: { PUBLIC_URL: 'http://127.0.0.1:9' } });
  const text = textOf(await ask(mod));
  expect(text).toContain('Freepik takes orders');
  expect(text).toContain('The file service took a test picture');
  expect(text).toContain('permissions=274878008320');
  expect(text).toMatch(/Darkroom \d+\.\d+\.\d+ on Node/);
  expect(text).not.toMatch(/accepts the key|SQLite/);
  expect(text).toContain('public address does not answer');
  expect(at.files?.files.size).toBe(0);
});

test('whoever runs the bot learns of the keys and the database too', async () => {
  const { bench: at, discord, guild, ask } = await begin();
  discord.setMember(guild, discord.owner, { permissions: ['MANAGE_GUILD'] });
  expect(textOf(await ask(discord.owner))).toMatch(/Freepik accepts the key .*SQLite answers/s);
  at.freepik.misbehave({ on: 'loras', as: '401' });
  expect(textOf(await ask(discord.owner))).toContain('Freepik refuses the key');
});

test('what is missing here is named, and looked at again by the button', async () => {
  const { bench: at, discord, guild, channel, mod, ask } = await begin();
  discord.setBotPermissions(channel, { deny: ['ATTACH_FILES', 'READ_MESSAGE_HISTORY'] });
  await at.files?.down('api');
  const message = await ask(mod);
  expect(textOf(message)).toMatch(/I am missing \*\*Attach Files\*\* and \*\*Read Message History\*\*/);
  expect(textOf(message)).toContain('did not take a test picture');

  discord.setBotPermissions(channel, { allow: ['ATTACH_FILES', 'READ_MESSAGE_HISTORY'] });
  await at.files?.up();
  const click = discord.click({ user: mod, message, customId: 'v1:mod:doctor:again::1' });
  await click.acknowledged;
  await eventually(() => textOf(discord.message(channel.id, message.id)).includes('took a test picture'));
  expect(textOf(discord.message(channel.id, message.id))).toContain('I have every permission that I need');

  // a role that was lost between the message and the click counts for nothing
  discord.setMember(guild, mod, { permissions: [] });
  const late = discord.click({ user: mod, message, customId: 'v1:mod:doctor:again::1' });
  await late.acknowledged;
  await eventually(() => textOf(late.message()).includes('This is for moderators'));
});

test('a member who is no moderator is told so', async () => {
  const { guild, user, ask } = await begin();
  guild.opensCommandsTo.add(user.id);
  expect(textOf(await ask(user))).toContain('This is for moderators');
});
