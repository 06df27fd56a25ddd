import { DefaultRestOptions, Events, GatewayDispatchEvents } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { type LocalDiscord, startLocalDiscord } from '../../sandbox/discord/local-discord.ts';
import { createClient } from '../../src/events/gateway.ts';

let discord: LocalDiscord | undefined;
afterEach(() => discord?.close().finally(() => (discord = undefined)));

const INTERACTIONS = 3000;
const CHANNELS = 10;

test('thousands of interactions of other members with other messages leave nothing in memory', {
  timeout: 60_000,
}, async () => {
  discord = await startLocalDiscord();
  const at = discord;
  const guild = at.addGuild({ name: 'a busy server' });
  const channels = Array.from({ length: CHANNELS }, (_, n) =>
    at.addChannel(guild, { name: `pictures ${n}`, nsfw: n === 0 }),
  );
  const client = createClient({
    apiUrl: new URL(at.apiUrl),
    makeRequest: DefaultRestOptions.makeRequest,
    shards: 'auto',
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(at.token);
  await ready;

  let heard = 0;
  const all = new Promise<void>((resolve) => {
    client.ws.on(GatewayDispatchEvents.InteractionCreate, () => {
      heard += 1;
      if (heard === INTERACTIONS) resolve();
    });
  });
  for (let n = 0; n < INTERACTIONS; n += 1) {
    const channel = channels[n % CHANNELS];
    if (!channel) throw new Error('no channel');
    const user = at.addUser({ name: `member ${n}` });
    const message = await at.post({ user, channel, content: 'with a button' });
    at.click({ user, message, customId: 'v1:again:01M8JEQZA084ZP42Y4BR90F9XY:1', force: true });
  }
  await all;
  const home = client.guilds.cache.get(guild.id);
  const messages = channels.flatMap(({ id }) => {
    const known = client.channels.cache.get(id);
    return known?.isTextBased() ? [...known.messages.cache.keys()] : [];
  });
  expect(messages).toEqual([]);
  expect([...client.users.cache.keys()]).toEqual([at.botUserId]);
  expect([...(home?.members.cache.keys() ?? [])]).toEqual([at.botUserId]);
  // what is asked of the caches is there
  expect(home?.channels.cache.size).toBe(CHANNELS);
  expect(home?.members.me?.id).toBe(at.botUserId);
  await client.destroy();
});

test('an interaction of a kind that discord.js does not know is heard, and breaks nothing', async () => {
  discord = await startLocalDiscord();
  const at = discord;
  const guild = at.addGuild({ name: 'a server' });
  const channel = at.addChannel(guild, { name: 'pictures' });
  const user = at.addUser({ name: 'ann' });
  const client = createClient({
    apiUrl: new URL(at.apiUrl),
    makeRequest: DefaultRestOptions.makeRequest,
    shards: 'auto',
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(at.token);
  await ready;
  const strays: unknown[] = [];
  const stray = (error: unknown) => void strays.push(error);
  process.on('unhandledRejection', stray).on('uncaughtException', stray);
  const heard = new Promise((resolve) => client.ws.on(GatewayDispatchEvents.InteractionCreate, resolve));
  at.tamper(({ data: _left, ...payload }) => ({ ...payload, app_permissions: 'a new form' }));
  const message = await at.post({ user, channel, content: 'with a button' });
  at.click({ user, message, customId: 'v1:again:01M8JEQZA084ZP42Y4BR90F9XY:1', force: true });
  expect(await heard).toMatchObject({ app_permissions: 'a new form' });
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', stray).off('uncaughtException', stray);
  expect(strays).toEqual([]);
  await client.destroy();
});
