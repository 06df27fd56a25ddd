import { expect } from 'vitest';
import { buttonOf, createScene, eventually, textOf } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, test } from './own-world.ts';

async function begin(open: Open, options: Parameters<Open>[0] = {}) {
  const bench = await open({ freepik: { taskMs: 200 }, ...options });
  const scene = createScene(bench);
  const { discord } = bench;
  const imagine = (prompt = 'a red fox', more: Record<string, string | number | boolean> = {}) =>
    discord.runCommand({
      user: scene.user,
      channel: scene.channel,
      name: 'imagine',
      options: { prompt, resolution: '1k', ...more },
    });
  return { bench, discord, ...scene, imagine };
}

const done = (handle: Awaited<ReturnType<Awaited<ReturnType<typeof begin>>['imagine']>>) =>
  eventually(() => handle.message()?.attachments.length);

test('the same interaction delivered twice makes one job and one answer', async ({ open }) => {
  const { bench, discord, imagine } = await begin(open);
  const handle = await imagine();
  discord.redeliver(handle);
  await done(handle);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(bench.freepik.billed).toBe(1);
  expect(discord.allMessages()).toHaveLength(1);
});

test('a double click is one action and says so; two deliberate ones are two', async ({ open }) => {
  let ahead = 0;
  const clock = {
    now: () => Date.now() + ahead,
    elapsed: () => performance.now() + ahead,
    schedule: (ms: number, task: () => void) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
  const { bench, discord, user, imagine } = await begin(open, { clock });
  const handle = await imagine();
  await done(handle);
  const message = handle.message();
  const customId = buttonOf(message, 'again');
  if (!message || !customId) throw new Error('no button');
  const clicks = [discord.click({ user, message, customId }), discord.click({ user, message, customId })];
  await Promise.all(clicks.map(({ acknowledged }) => acknowledged));
  await eventually(() => clicks.some((click) => click.message()?.attachments.length));
  expect(bench.freepik.billed).toBe(2);
  expect(clicks.filter((click) => click.message()?.ephemeralFor !== undefined)).toHaveLength(1);
  ahead = 4000;
  const later = discord.click({ user, message, customId });
  await later.acknowledged;
  await eventually(() => later.message()?.attachments.length);
  expect(bench.freepik.billed).toBe(3);
});

test('a job in line can be cancelled by its owner, and by nobody else', async ({ open }) => {
  const { bench, discord, guild, channel, user, imagine } = await begin(open, {
    env: { PROVIDER_CONCURRENCY: '1' },
    freepik: { taskMs: 1500 },
  });
  await imagine();
  await eventually(() => bench.freepik.billed);
  const handle = await imagine('a blue boat');
  await handle.acknowledged;
  const message = handle.message();
  const customId = buttonOf(message, 'cancel');
  if (!message || !customId) throw new Error('no button');
  const stranger = discord.addUser({ name: 'bob' });
  discord.setMember(guild, stranger, {});
  const refused = discord.click({ user: stranger, message, customId });
  await refused.acknowledged;
  expect(refused.message()?.ephemeralFor).toBe(stranger.id);
  const click = discord.click({ user, message, customId });
  await click.acknowledged;
  await eventually(() => /v1:retry:/.test(textOf(handle.message())));
  expect(channel.id).toBe(message.channelId);
  await eventually(() => discord.allMessages().some(({ attachments }) => attachments.length > 0));
  await bench.app.stop();
  expect(bench.freepik.billed).toBe(1);
  expect(await readBooks(bench.env)).toMatchObject({ phases: ['done', 'cancelled'], unbalanced: [], spent: 1 });
});

test('cancelling a job that runs is answered, and the picture comes all the same', async ({ open }) => {
  const { bench, discord, user, imagine } = await begin(open, { freepik: { taskMs: 900 } });
  const handle = await imagine();
  await handle.acknowledged;
  const message = handle.message();
  const customId = buttonOf(message, 'cancel');
  if (!message || !customId) throw new Error('no button');
  await eventually(() => bench.freepik.billed);
  const click = discord.click({ user, message, customId, force: true });
  await click.acknowledged;
  expect(click.message()?.ephemeralFor).toBe(user.id);
  await done(handle);
});

test('a forged or ancient button is answered in words', async ({ open }) => {
  const { discord, user, imagine } = await begin(open);
  const handle = await imagine();
  await done(handle);
  const message = handle.message();
  if (!message) throw new Error('no message');
  for (const customId of [
    'v1:again:01ARZ3NDEKTSV4RRFFQ69G5FAV:1',
    'v0:again:x',
    "v1:again:'; drop table jobs:1",
    'nonsense',
  ]) {
    const click = discord.click({ user, message, customId, force: true });
    await click.acknowledged;
    expect(textOf(click.message()).length).toBeGreaterThan(20);
    expect(click.message()?.ephemeralFor).toBe(user.id);
  }
});

test('an unknown outcome gives one free repeat', async ({ open }) => {
  const { bench, discord, user, imagine } = await begin(open);
  bench.freepik.misbehave({ on: 'submit', as: 'html', times: 1 });
  const handle = await imagine();
  await eventually(() => /v1:retry:/.test(textOf(handle.message())));
  const message = handle.message();
  const customId = buttonOf(message, 'retry');
  if (!message || !customId) throw new Error('no button');
  const click = discord.click({ user, message, customId });
  await click.acknowledged;
  await eventually(() => click.message()?.attachments.length);
  await bench.app.stop();
  expect(await readBooks(bench.env)).toMatchObject({
    phases: ['failed', 'done'],
    spent: 0,
    unknown: 1,
    unbalanced: [],
  });
});

test('of fifty requests at once a member whose day allows seven gets seven', { timeout: 60_000 }, async ({ open }) => {
  const { bench, imagine } = await begin(open, {
    env: { DEFAULT_DAILY_CREDITS: '7', DEFAULT_CONCURRENT_JOBS: '1000' },
  });
  const handles = await Promise.all(Array.from({ length: 50 }, (_, n) => imagine(`fox ${n}`)));
  await Promise.all(handles.map(({ acknowledged }) => acknowledged));
  await eventually(() => handles.filter((handle) => handle.message()?.attachments.length).length >= 7);
  await bench.app.stop();
  expect(bench.freepik.billed).toBe(7);
  expect((await readBooks(bench.env)).spent).toBe(7);
});

test('no more of a member run at once than allowed', async ({ open }) => {
  const { bench, imagine } = await begin(open, { env: { DEFAULT_CONCURRENT_JOBS: '2' }, freepik: { taskMs: 600 } });
  const handles = await Promise.all(Array.from({ length: 6 }, (_, n) => imagine(`fox ${n}`)));
  await Promise.all(handles.map(({ acknowledged }) => acknowledged));
  expect(handles.filter((handle) => handle.message()?.ephemeralFor !== undefined)).toHaveLength(4);
  await eventually(() => bench.freepik.billed === 2);
});

test('a private picture is seen by its owner alone, button and all', async ({ open }) => {
  const { discord, user, imagine } = await begin(open);
  const handle = await imagine('a secret', { private: true });
  await done(handle);
  const message = handle.message();
  expect(message?.ephemeralFor).toBe(user.id);
  const customId = buttonOf(message, 'again');
  if (!message || !customId) throw new Error('no button');
  const stranger = discord.addUser({ name: 'eve' });
  const click = discord.click({ user: stranger, message, customId, force: true });
  await click.acknowledged;
  expect(textOf(click.message())).not.toContain('secret');
});
