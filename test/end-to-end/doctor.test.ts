import { expect } from 'vitest';
import type { User } from '../../sandbox/discord/world.ts';
import { startFront } from '../support/front.ts';
import { createScene, english, eventually, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

async function begin(open: Open, options: Parameters<Open>[0] = {}) {
  const bench = await open(options);
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

test('a moderator learns that all is well, and nothing of keys', async ({ open }) => {
  const { bench: at, mod, ask } = await begin(open, { env: { PUBLIC_URL: 'http://127.0.0.1:9' } });
  const text = textOf(await ask(mod));
  expect(text).toContain('Freepik takes orders');
  expect(text).toContain('The file service took a test picture');
  expect(text).toContain('permissions=274878008320');
  expect(text).toMatch(/Darkroom \d+\.\d+\.\d+ on Node/);
  expect(text).not.toMatch(/accepts the key|SQLite/);
  expect(text).toContain('public address is not reached from here');
  expect(at.files?.files.size).toBe(0);
});

test('whoever runs the bot learns of the keys and the database too', async ({ open }) => {
  const { bench: at, discord, guild, ask } = await begin(open);
  discord.setMember(guild, discord.owner, { permissions: ['MANAGE_GUILD'] });
  expect(textOf(await ask(discord.owner))).toMatch(/Freepik accepts the key .*SQLite answers/s);
  at.freepik.misbehave({ on: 'loras', as: '401' });
  expect(textOf(await ask(discord.owner))).toContain('Freepik refuses the key');
});

test('what is missing here is named, and looked at again by the button', async ({ open }) => {
  const { bench: at, discord, guild, channel, mod, ask } = await begin(open);
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
  expect(textOf(discord.message(channel.id, message.id))).toContain(english.doctor.hereGood);

  // a role that was lost between the message and the click counts for nothing
  discord.setMember(guild, mod, { permissions: [] });
  const late = discord.click({ user: mod, message, customId: 'v1:mod:doctor:again::1' });
  await late.acknowledged;
  await eventually(() => textOf(late.message()).includes(english.notices.moderatorsOnly));
});

test('a member who is no moderator is told so', async ({ open }) => {
  const { guild, user, ask } = await begin(open);
  guild.opensCommandsTo.add(user.id);
  expect(textOf(await ask(user))).toContain(english.notices.moderatorsOnly);
});

test('the way from outside is tried, and what stands there instead is told from nothing at all', async ({
  open,
  onTestFinished,
}) => {
  const front = await startFront(onTestFinished);
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const env = { PUBLIC_URL: `${front.url}/`, FREEPIK_WEBHOOK_SECRET: secret };
  const { bench, discord, guild, channel, user, mod, ask } = await begin(open, {
    env,
    freepik: { taskMs: 100, webhookSecret: secret },
  });
  expect(textOf(await ask(mod))).toContain('Something else answers at the bot’s public address');
  front.leadTo(bench.app.port);
  expect(textOf(await ask(mod))).toContain('public address leads here');
  discord.setMember(guild, discord.owner, { permissions: ['MANAGE_GUILD'] });
  expect(textOf(await ask(discord.owner))).not.toMatch(/tells by itself|no word of it/);

  const imagine = async () => {
    const handle = await discord.runCommand({ channel, user, name: 'imagine', options: { prompt: 'a fox' } });
    await eventually(() => handle.message()?.attachments.length);
  };
  bench.freepik.tell({ as: 'never' });
  await imagine();
  expect(textOf(await ask(discord.owner))).toContain('no word of it came within a day');
  bench.freepik.tell({ as: 'due' });
  await imagine();
  await eventually(async () =>
    textOf(await ask(discord.owner)).includes('Freepik tells by itself') ? true : undefined,
  );
});
