import { Routes } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isObject } from '../../../sandbox/discord/json.ts';
import { type Bench, createScene, openCommand, refusalOf, restFor, startBench } from './bot.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ limits: { channelMessages: 'off' } });
});
afterEach(() => bench.stop());

async function send(channelId: string, body: object): Promise<string> {
  const message = await bench.rest.post(Routes.channelMessages(channelId), { body });
  return isObject(message) ? String(message['id']) : '';
}

const edit = (channelId: string, id: string) =>
  refusalOf(bench.rest.patch(Routes.channelMessage(channelId, id), { body: { content: 'edited' } }));
const read = (channelId: string, id: string) => refusalOf(bench.rest.get(Routes.channelMessage(channelId, id)));

test('without SEND_MESSAGES nothing new is sent, but what is there can be edited', async () => {
  const { channel } = createScene(bench);
  const id = await send(channel.id, { content: 'first' });
  bench.discord.setBotPermissions(channel, { deny: ['SEND_MESSAGES'] });
  expect(await refusalOf(send(channel.id, { content: 'second' }))).toBe('403 50013');
  expect(await edit(channel.id, id)).toBe('done');
});

test('without VIEW_CHANNEL everything is refused until it is given back', async () => {
  const { channel } = createScene(bench);
  const id = await send(channel.id, { content: 'first' });
  bench.discord.setBotPermissions(channel, { deny: ['VIEW_CHANNEL'] });
  expect(await edit(channel.id, id)).toBe('403 50001');
  expect(await refusalOf(bench.rest.get(Routes.channel(channel.id)))).toBe('403 50001');
  bench.discord.setBotPermissions(channel, { allow: ['VIEW_CHANNEL'] });
  expect(await edit(channel.id, id)).toBe('done');
});

test('a file needs ATTACH_FILES, and a thread its own permission to send', async () => {
  const { guild, channel } = createScene(bench);
  const thread = bench.discord.addChannel(guild, { name: 'talk', parent: channel });
  bench.discord.setBotPermissions(channel, { deny: ['ATTACH_FILES'] });
  const files = [{ name: 'a.txt', data: Buffer.from('a') }];
  expect(await refusalOf(bench.rest.post(Routes.channelMessages(channel.id), { files }))).toBe('403 50013');
  bench.discord.setBotPermissions(thread, { deny: ['SEND_MESSAGES'] });
  expect(await refusalOf(send(thread.id, { content: 'a' }))).toBe('done');
  bench.discord.setBotPermissions(thread, { deny: ['SEND_MESSAGES_IN_THREADS'] });
  expect(await refusalOf(send(thread.id, { content: 'a' }))).toBe('403 50013');
});

test('a server that the bot left, or that does not exist, is out of reach', async () => {
  const { guild, channel } = createScene(bench);
  bench.discord.leaveGuild(guild);
  expect(await refusalOf(send(channel.id, { content: 'a' }))).toBe('403 50001');
  expect(await refusalOf(bench.rest.get(Routes.guild(guild.id)))).toBe('403 50001');
  expect(await refusalOf(send('100000000000000001', { content: 'a' }))).toBe('404 10003');
});

test('an ephemeral message does not exist on channel routes', async () => {
  const scene = createScene(bench);
  const { handle, answer } = await openCommand(bench, scene);
  await answer({ type: 4, data: { content: 'secret', flags: 64 } });
  const id = handle.message()?.id ?? '';
  expect(await edit(scene.channel.id, id)).toBe('404 10008');
  expect(await read(scene.channel.id, id)).toBe('404 10008');
  expect(await bench.rest.get(Routes.channelMessages(scene.channel.id))).toEqual([]);
});

test('a public reply is edited by channel route after its token died', async () => {
  const scene = createScene(bench);
  const { handle, answer } = await openCommand(bench, scene);
  await answer({ type: 4, data: { content: 'open' } });
  bench.clock.advance(20 * 60_000);
  expect(await edit(scene.channel.id, handle.message()?.id ?? '')).toBe('done');
  expect(handle.message()?.edits.at(-1)).toMatchObject({ via: 'channel', content: 'edited' });
});

test('messages older than an hour take three edits in six seconds', async () => {
  const { channel } = createScene(bench);
  const id = await send(channel.id, { content: 'old' });
  for (let edits = 0; edits < 5; edits++) expect(await edit(channel.id, id)).toBe('done');
  bench.clock.advance(3_600_000);
  for (let edits = 0; edits < 3; edits++) expect(await edit(channel.id, id)).toBe('done');
  expect(await edit(channel.id, id)).toContain('429');
  expect(bench.discord.exchanges.at(-1)?.response).toMatchObject({ code: 30046 });
  bench.clock.advance(6_000);
  expect(await edit(channel.id, id)).toBe('done');
});

test('the same enforced nonce makes one message, for some minutes', async () => {
  const { channel } = createScene(bench);
  const body = { content: 'once', nonce: 'abc', enforce_nonce: true };
  const first = await send(channel.id, body);
  expect(await send(channel.id, body)).toBe(first);
  bench.clock.advance(10 * 60_000);
  expect(await send(channel.id, body)).not.toBe(first);
});

test('a user who closed direct messages gets none', async () => {
  const { discord, rest } = bench;
  const user = discord.addUser({ name: 'eve' });
  const opened = await rest.post(Routes.userChannels(), { body: { recipient_id: user.id } });
  const { id } = discord.openDm(user);
  expect(opened).toMatchObject({ id, type: 1, recipients: [{ id: user.id }] });
  expect(await refusalOf(send(id, { content: 'hi' }))).toBe('done');
  user.acceptsDirectMessages = false;
  expect(await refusalOf(send(id, { content: 'hi' }))).toBe('403 50007');
});

test("people write too: their messages are not the bot's to edit, and deleting takes MANAGE_MESSAGES", async () => {
  const { channel, user } = createScene(bench);
  const message = await bench.discord.post({ user, channel, content: 'mine' });
  expect(await edit(channel.id, message.id)).toBe('403 50005');
  const remove = () => refusalOf(bench.rest.delete(Routes.channelMessage(channel.id, message.id)));
  expect(await remove()).toBe('403 50013');
  bench.discord.setBotPermissions(channel, { allow: ['MANAGE_MESSAGES'] });
  expect(await remove()).toBe('done');
  expect(await read(channel.id, message.id)).toBe('404 10008');
});

test('a list of messages is newest first and pages by id', async () => {
  const { channel } = createScene(bench);
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c']) ids.push(await send(channel.id, { content }));
  const list = (query: string) =>
    bench.rest.get(Routes.channelMessages(channel.id), { query: new URLSearchParams(query) });
  expect(await list('limit=2')).toMatchObject([{ content: 'c' }, { content: 'b' }]);
  expect(await list(`before=${ids[1]}`)).toMatchObject([{ content: 'a' }]);
  expect(await list(`after=${ids[0]}`)).toMatchObject([{ content: 'c' }, { content: 'b' }]);
});

test('a wrong token is unauthorized', async () => {
  expect(await refusalOf(restFor(bench.discord, 'wrong').get(Routes.user()))).toBe('401 0');
  const { headers } = bench.discord.exchanges.at(-1) ?? {};
  expect(headers?.['authorization']).not.toContain('wrong');
});

test('an archived thread keeps its messages as they are until a new one wakes it; a locked one takes none', async () => {
  const { guild, channel } = createScene(bench);
  const thread = bench.discord.addChannel(guild, { name: 'talk', parent: channel });
  const id = await send(thread.id, { content: 'first' });
  bench.discord.closeThread(thread, { locked: true });
  expect(await edit(thread.id, id)).toBe('400 50083');
  expect(await refusalOf(send(thread.id, { content: 'second' }))).toBe('400 160005');
  bench.discord.closeThread(thread, { locked: false });
  expect(await edit(thread.id, id)).toBe('400 50083');
  expect(await refusalOf(send(thread.id, { content: 'second' }))).toBe('done');
  expect(await edit(thread.id, id)).toBe('done');
});

test('a channel that was deleted is unknown, and so are its messages', async () => {
  const { channel } = createScene(bench);
  const id = await send(channel.id, { content: 'first' });
  bench.discord.deleteChannel(channel);
  expect(await edit(channel.id, id)).toBe('404 10003');
  expect(bench.discord.messages(channel.id)).toEqual([]);
});

test('a channel that the bot may not see has no name on the gateway, and is in no list, until it may', async () => {
  const { guild, channel } = createScene(bench);
  const secret = bench.discord.addChannel(guild, { name: 'secret', appPermissions: [] });
  bench.discord.addChannel(guild, { name: 'whispers', parent: secret });
  const client = await bench.connect();
  const seen = () => client.guilds.cache.get(guild.id)?.channels.cache.map(({ id, name }) => [id, name]);
  expect(seen()).toEqual([
    [channel.id, 'pictures'],
    [secret.id, '___hidden___'],
  ]);
  const listed = async () => {
    const channels = await bench.rest.get(Routes.guildChannels(guild.id));
    return Array.isArray(channels) ? channels.map(({ name }: { name: string }) => name) : [];
  };
  expect(await listed()).toEqual(['pictures']);
  bench.discord.setBotPermissions(secret, { allow: ['VIEW_CHANNEL'] });
  bench.discord.setBotPermissions(channel, { deny: ['VIEW_CHANNEL'] });
  await expect.poll(seen).toEqual([
    [channel.id, '___hidden___'],
    [secret.id, 'secret'],
  ]);
  expect(await listed()).toEqual(['secret']);
});
