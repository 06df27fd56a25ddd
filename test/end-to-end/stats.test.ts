import sharp from 'sharp';
import { expect } from 'vitest';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { User } from '../../sandbox/discord/world.ts';
import { createScene, english, eventually, named, textOf } from './bench.ts';
import { type Open, test } from './own-world.ts';

async function begin(open: Open) {
  const bench = await open({ freepik: { taskMs: 60 }, env: { POLL_MIN_MS: '100' } });
  const { discord } = bench;
  const scene = createScene(bench);
  const mod = discord.addUser({ name: 'mod', locale: 'en-US' });
  discord.setMember(scene.guild, mod, { permissions: ['MANAGE_GUILD'] });
  const paint = async (user: User, end: RegExp) => {
    const options = { prompt: 'a red fox', resolution: '1k' };
    const handle = await discord.runCommand({ ...scene, user, name: 'imagine', options });
    await eventually(() => end.test(textOf(handle.message())));
  };
  const ask = async (user: User, options = {}) => {
    const handle = await discord.runCommand({ ...scene, user, name: 'stats', options });
    await handle.acknowledged;
    return eventually(() => (textOf(handle.message()).length > 20 ? handle.message() : undefined));
  };
  const press = (user: User, message: StoredMessage, customId: string, values: readonly string[] = []) =>
    discord.click({ user, message, customId, values });
  return { bench, discord, ...scene, mod, paint, ask, press };
}

/** Of a table without quoted cells. */
const cellsIn = (csv: string): Record<string, string>[] => {
  const [head = [], ...rows] = csv
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
};
const sum = (rows: readonly Record<string, string>[], name: string): number =>
  rows.reduce((total, row) => total + Number(row[name]), 0);

test('the numbers are those of the provider and the ledger, as a picture, as text and as a file', async ({ open }) => {
  const { bench: at, discord, user, mod, paint, ask, press } = await begin(open);
  const { freepik } = at;
  const bob = discord.addUser({ name: 'bob', locale: 'vi' });
  await paint(user, /v1:again:/);
  await paint(user, /v1:again:/);
  freepik.misbehave({ on: 'submit', as: 'fail', times: 1 });
  await paint(bob, /v1:retry:/);
  freepik.misbehave({ on: 'submit', as: '500', accepted: true, times: 1 });
  await paint(bob, /v1:retry:/);

  const message = await ask(mod);
  const text = textOf(message);
  expect(text).toContain('2 done, 2 failed, by 2 members · 2 credits charged');
  expect(text).toContain(
    'The providers took 3 tasks. 4 credits set aside: 2 paid, 2 given back, 0 for what is being made.',
  );
  expect(text).toContain('Nobody knows what became of the order of 1 job: 1 credit');
  expect(text).toContain(english.stats.balanced);
  const [picture] = message.attachments;
  expect(await sharp(picture?.bytes).metadata()).toMatchObject({ format: 'png', width: 1200, height: 640 });

  const csv = press(mod, message, 'v1:mod:stats:csv:30d.day:1');
  const file = await eventually(() => csv.message()?.attachments[0]);
  const rows = cellsIn(file.bytes?.toString('utf8') ?? '');
  expect(rows).toHaveLength(4);
  expect(rows.filter(({ submits }) => submits === 'accepted')).toHaveLength(freepik.billed - 1);
  expect(rows.filter(({ submits }) => submits === 'unknown')).toHaveLength(1);
  expect([sum(rows, 'reserved'), sum(rows, 'charged'), sum(rows, 'given-back'), sum(rows, 'unknown')]).toEqual([
    4, 2, 2, 1,
  ]);
  expect(file.bytes?.toString('utf8')).not.toContain('fox');

  await (await press(mod, message, 'v1:mod:stats:view:30d.member:1')).acknowledged;
  const shown = () => discord.message(message.channelId, message.id);
  await eventually(() => textOf(shown()).includes(`1\\\\. <@${user.id}> · 2 done · 2 credits`));
  await (await press(mod, message, 'v1:mod:stats:period:30d.member:1', ['last-month'])).acknowledged;
  await eventually(() => named(textOf(shown())).includes(english.stats.empty));
  expect(shown()?.attachments).toEqual([]);
}, 40_000);

test('only moderators see them, also by a forged button', async ({ open }) => {
  const { discord, guild, user, mod, ask, press } = await begin(open);
  guild.opensCommandsTo.add(user.id);
  expect(textOf(await ask(user))).toContain(english.notices.moderatorsOnly);
  const message = await ask(mod, { period: '7d', by: 'operation' });
  expect(named(textOf(message))).toContain(english.stats.empty);
  discord.setMember(guild, mod, { permissions: [] });
  const late = press(mod, message, 'v1:mod:stats:period:7d.operation:1', ['today']);
  await eventually(() => textOf(late.message()).includes(english.notices.moderatorsOnly));
});
