import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DefaultRestOptions } from '@discordjs/rest';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startLocalDiscord } from '../../sandbox/discord/local-discord.ts';
import type { Shards } from '../../src/config.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { createGateway } from '../../src/events/gateway.ts';
import { createLog } from '../../src/services/log.ts';
import type { SeenServer } from '../../src/services/servers.ts';

interface Begin {
  readonly onInteraction?: (payload: unknown) => void;
  readonly shards?: Shards;
  readonly recommended?: number;
  readonly clock?: Clock;
}

async function begin({ onInteraction = () => {}, shards, recommended = 1, clock = systemClock }: Begin = {}) {
  const discord = await startLocalDiscord({ shards: recommended });
  const seen: SeenServer[] = [];
  const left: string[] = [];
  const complete: { ids: readonly string[]; isOurs: (id: string) => boolean }[] = [];
  const fatal: string[] = [];
  const logged: string[] = [];
  const gateway = createGateway({
    token: discord.token,
    apiUrl: new URL(discord.apiUrl),
    makeRequest: DefaultRestOptions.makeRequest,
    shards: shards ?? 'auto',
    clock,
    log: createLog({ level: 'info', secrets: [], destination: { write: (line) => void logged.push(line) } }),
    onInteraction,
    servers: {
      seen: async (server) => void seen.push(server),
      left: async (id) => void left.push(id),
      complete: async (ids, isOurs) => void complete.push({ ids, isOurs }),
    },
    onFatal: ({ message }) => void fatal.push(message),
  });
  onTestFinished(async () => {
    await gateway.close();
    await discord.close();
  });
  return { discord, gateway, seen, left, complete, fatal, logged };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('no collector');
  collect();
}

const INTERACTIONS = 3000;

test('thousands of interactions of other members with other messages leave nothing in memory', {
  timeout: 60_000,
}, async () => {
  const heard: WeakRef<object>[] = [];
  const onInteraction = (payload: unknown) => {
    if (typeof payload === 'object' && payload) heard.push(new WeakRef(payload));
  };
  const { discord, gateway } = await begin({ onInteraction });
  const guild = discord.addGuild({ name: 'a busy server' });
  const channel = discord.addChannel(guild, { name: 'pictures' });
  await gateway.connect();
  for (let n = 0; n < INTERACTIONS; n += 1) {
    const user = discord.addUser({ name: `member ${n}` });
    const message = await discord.post({ user, channel, content: 'with a button' });
    discord.click({ user, message, customId: 'v1:again:01M8JEQZA084ZP42Y4BR90F9XY:1', force: true });
  }
  await vi.waitUntil(() => heard.length === INTERACTIONS, { timeout: 20_000 });
  // the last few may still be in somebody's hands
  await vi.waitUntil(
    () => {
      collectGarbage();
      return heard.filter((payload) => payload.deref() !== undefined).length < 10;
    },
    { timeout: 10_000 },
  );
});

test('channels are known by what Discord last said of them, and not where it hides them', async () => {
  const { discord, gateway } = await begin();
  const guild = discord.addGuild({ name: 'a server' });
  const open = discord.addChannel(guild, { name: 'open' });
  const marked = discord.addChannel(guild, { name: 'marked', nsfw: true });
  const hidden = discord.addChannel(guild, { name: 'hidden', nsfw: true });
  discord.setBotPermissions(hidden, { deny: ['VIEW_CHANNEL'] });
  await gateway.connect();
  const known = () => [open, marked, hidden].map(({ id }) => gateway.isNsfw(id));
  expect(known()).toEqual([false, true, false]);
  const added = discord.addChannel(guild, { name: 'added', nsfw: true });
  await vi.waitUntil(() => gateway.isNsfw(added.id));
  discord.setBotPermissions(marked, { deny: ['VIEW_CHANNEL'] });
  await vi.waitUntil(() => !gateway.isNsfw(marked.id));
  discord.leaveGuild(guild);
  await vi.waitUntil(() => !gateway.isNsfw(added.id));
});

test('servers that Discord does not show are waited for, and no longer than it is worth', async () => {
  const waiting: (() => void)[] = [];
  const schedule = (_ms: number, task: () => void) => {
    waiting.push(task);
    return () => void waiting.splice(waiting.indexOf(task), 1);
  };
  const { discord, gateway, seen, complete } = await begin({ clock: { ...systemClock, schedule } });
  const shown = discord.addGuild({ name: 'shown' });
  const out = discord.addGuild({ name: 'out of order' });
  discord.setOutage(out, true);
  const connecting = gateway.connect();
  await vi.waitUntil(() => seen.length === 1 && waiting.length === 1);
  expect(gateway.isReady()).toBe(false);
  expect(gateway.self()).toBeUndefined();
  waiting[0]?.();
  await connecting;
  expect(gateway.isReady()).toBe(true);
  expect(gateway.self()).toEqual({ bot: expect.stringContaining('#0001'), servers: 2 });
  expect(complete.map(({ ids }) => ids.toSorted())).toEqual([[shown.id, out.id].toSorted()]);
  discord.setOutage(out, false);
  await vi.waitUntil(() => seen.length === 2);
  expect(waiting).toEqual([]);
});

test('a session is taken up again without a second look at all servers, and a new one looks again', {
  timeout: 30_000,
}, async () => {
  const { discord, gateway, seen, left, complete, logged } = await begin();
  const guild = discord.addGuild({ name: 'a server' });
  await gateway.connect();
  discord.gateway.drop();
  await vi.waitUntil(() => !gateway.isReady());
  discord.leaveGuild(guild);
  await vi.waitUntil(() => gateway.isReady(), { timeout: 10_000 });
  expect(left).toEqual([guild.id]);
  expect(seen).toHaveLength(1);
  expect(logged.join('')).toMatch(/"replayed":2,"msg":"shard resumed"/);
  discord.joinGuild(guild);
  await vi.waitUntil(() => seen.length === 2);
  discord.gateway.invalidate();
  await vi.waitUntil(() => !gateway.isReady());
  await vi.waitUntil(() => gateway.isReady(), { timeout: 20_000 });
  expect(seen).toHaveLength(3);
  expect(complete).toHaveLength(1);
});

test.for([4004, 4010, 4011, 4012, 4013, 4014])(
  'a connection that Discord ends with %i is told to a person once',
  async (code) => {
    const { discord, gateway, fatal, logged } = await begin();
    await gateway.connect();
    discord.gateway.drop({ code });
    await vi.waitUntil(() => fatal.length);
    expect(gateway.isReady()).toBe(false);
    expect(fatal).toHaveLength(1);
    expect(logged.join('')).toContain(`"code":${code},"msg":"shard disconnected"`);
  },
);

test('a process looks after the servers of its own shards alone', async () => {
  const { discord, gateway, complete } = await begin({ shards: { first: 1, last: 2, total: 4 }, recommended: 1 });
  const guilds = [0n, 1n, 2n, 3n].map((shard) =>
    discord.addGuild({ name: `of shard ${shard}`, id: (((1n << 40n) + shard) << 22n).toString() }),
  );
  await gateway.connect();
  expect(discord.gateway.sessions.map(({ shard, shardCount }) => [shard, shardCount])).toEqual([
    [1, 4],
    [2, 4],
  ]);
  expect(complete[0]?.ids).toEqual(guilds.slice(1, 3).map(({ id }) => id));
  expect(guilds.map(({ id }) => complete[0]?.isOurs(id))).toEqual([false, true, true, false]);
});
