import { afterEach, beforeEach, expect, test } from 'vitest';
import { PERMISSIONS } from '../../../sandbox/discord/permissions.ts';
import { type Bench, createScene, openCommand, refusalOf, startBench, tokenRoutes } from './bot.ts';

const EPHEMERAL = 64;
const V2 = 32768;
const button = (custom_id: string) => ({ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id }] });

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ limits: { tokenEdits: 'off' } });
});
afterEach(() => bench.stop());

test('a first response after three seconds is refused as unknown, and the handle says that it timed out', async () => {
  const { handle, answer } = await openCommand(bench, createScene(bench));
  bench.clock.advance(3_100);
  await expect(handle.acknowledged).rejects.toThrow('timed out');
  expect(await refusalOf(answer({ type: 5 }))).toBe('404 10062');
});

test('only the first response counts', async () => {
  const { answer } = await openCommand(bench, createScene(bench));
  await answer({ type: 5 });
  expect(await refusalOf(answer({ type: 4, data: { content: 'late' } }))).toBe('400 40060');
});

test('a token opens nothing before the acknowledgement and nothing after fifteen minutes', async () => {
  const { answer, edit, followUp, read } = await openCommand(bench, createScene(bench));
  expect(await refusalOf(edit({ content: 'early' }))).toBe('404 10015');
  await answer({ type: 5 });
  bench.clock.advance(15 * 60_000 - 5_000);
  expect(await refusalOf(edit({ content: 'in time' }))).toBe('done');
  bench.clock.advance(6_000);
  for (const late of [() => edit({ content: 'late' }), () => followUp({ content: 'late' }), read]) {
    expect(await refusalOf(late())).toBe('401 50027');
  }
});

test('whether only one user sees the answer is settled by the deferral', async () => {
  const scene = createScene(bench);
  const { handle, answer, edit, followUp } = await openCommand(bench, scene);
  await answer({ type: 5, data: { flags: EPHEMERAL } });
  await edit({ content: 'still private' });
  expect(handle.message()).toMatchObject({ ephemeralFor: scene.user.id, flags: EPHEMERAL });
  await followUp({ content: 'public' });
  expect(handle.followUps()[0]).toMatchObject({ content: 'public', ephemeralFor: undefined });
});

test('the first follow-up of a deferred reply becomes that reply', async () => {
  const { handle, answer, followUp } = await openCommand(bench, createScene(bench));
  await answer({ type: 5 });
  await followUp({ content: 'the answer', flags: EPHEMERAL });
  expect(handle.followUps()).toEqual([]);
  expect(handle.message()).toMatchObject({ content: 'the answer', ephemeralFor: undefined, flags: 0 });
});

test('a deferral takes no other flag than EPHEMERAL', async () => {
  const { answer } = await openCommand(bench, createScene(bench));
  expect(await refusalOf(answer({ type: 5, data: { flags: V2 } }))).toBe('400 50035');
  expect(await refusalOf(answer({ type: 5 }))).toBe('done');
});

test('a refused first response leaves the interaction open', async () => {
  const { answer } = await openCommand(bench, createScene(bench));
  expect(await refusalOf(answer({ type: 4, data: {} }))).toBe('400 50006');
  expect(await refusalOf(answer({ type: 6 }))).toBe('400 50035');
  expect(await refusalOf(answer({ type: 8, data: { choices: [] } }))).toBe('400 50035');
  expect(await refusalOf(answer({ type: 4, data: { content: 'x'.repeat(2001) } }))).toBe('400 50035');
  expect(await refusalOf(answer({ type: 4, data: { content: 'fine' } }))).toBe('done');
});

test('a deleted answer is unknown afterwards', async () => {
  const { handle, answer, edit, remove, followUp } = await openCommand(bench, createScene(bench));
  await answer({ type: 4, data: { content: 'here' } });
  await remove();
  expect(handle.message()?.deletedAt).toBeTypeOf('number');
  expect(await refusalOf(edit({ content: 'again' }))).toBe('404 10008');
  expect(await refusalOf(followUp({ content: 'but this works' }))).toBe('done');
});

test('a click on a message edits that message; a forged click is answered like any other', async () => {
  const { discord } = bench;
  const scene = createScene(bench);
  const { handle, answer } = await openCommand(bench, scene);
  await answer({ type: 4, data: { content: 'here', components: [button('go')] } });
  const message = handle.message();
  if (!message) throw new Error('no answer');
  expect(() => discord.click({ user: scene.user, message, customId: 'gone' })).toThrow('no component gone');
  const forged = discord.click({ user: scene.user, message, customId: 'gone', force: true });
  await tokenRoutes(bench, forged).answer({ type: 6 });
  await tokenRoutes(bench, forged).edit({ content: 'changed', components: [] });
  expect(forged.message()).toBe(message);
  expect(discord.message(message.channelId, message.id)).toMatchObject({ content: 'changed', components: [] });
});

test('an app that only the user installed has five follow-ups and no channel routes', async () => {
  const { discord } = bench;
  const guild = discord.addGuild({ name: 'Elsewhere', botInstalled: false });
  const channel = discord.addChannel(guild, { name: 'general' });
  const user = discord.addUser({ name: 'eve' });
  const { handle, answer, followUp } = await openCommand(bench, { channel, user });
  await answer({ type: 4, data: { content: 'one' } });
  for (let made = 0; made < 5; made++) await followUp({ content: `more ${made}` });
  expect(await refusalOf(followUp({ content: 'too many' }))).toBe('400 40094');
  expect(await refusalOf(bench.rest.get(`/channels/${channel.id}/messages/${handle.message()?.id}`))).toBe('403 50001');
});

test('without USE_EXTERNAL_APPS the answers of a user install are for the user alone', async () => {
  const { discord } = bench;
  const guild = discord.addGuild({ name: 'Strict', botInstalled: false });
  const everyone = guild.roles.get(guild.id);
  if (everyone) everyone.permissions &= ~PERMISSIONS.USE_EXTERNAL_APPS;
  const channel = discord.addChannel(guild, { name: 'general' });
  const user = discord.addUser({ name: 'eve' });
  const { handle, answer } = await openCommand(bench, { channel, user });
  await answer({ type: 5 });
  expect(handle.message()?.ephemeralFor).toBe(user.id);
});

test('a file above the limit and a request above 25 MiB are too large; eleven files are too many', async () => {
  const { answer, edit } = await openCommand(bench, createScene(bench));
  await answer({ type: 5 });
  const file = (size: number) => ({ name: 'a.bin', data: Buffer.alloc(size) });
  expect(await refusalOf(edit({}, [file(20 * 1024 * 1024 + 1)]))).toBe('413 40005');
  expect(await refusalOf(edit({}, [file(13e6), file(13e6), file(13e6)]))).toBe('413 40005');
  expect(
    await refusalOf(
      edit(
        {},
        Array.from({ length: 11 }, () => file(1)),
      ),
    ),
  ).toBe('400 30015');
});
