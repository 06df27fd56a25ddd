import { Client, Events, type Interaction, Status } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, createScene, startBench } from './bot.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const run = (scene: Pick<ReturnType<typeof createScene>, 'channel' | 'user'>) =>
  bench.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox' } });

const replyWith = (content: string) => async (interaction: Interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply(content);
};

const seen = (client: Client, event: Events.ShardResume | Events.ShardDisconnect | Events.GuildDelete) =>
  new Promise<void>((done) => {
    client.once(event, () => done());
  });

test('a client is ready with the servers of its bot and with their channels', async () => {
  const { guild, channel } = createScene(bench);
  bench.discord.addGuild({ name: 'Elsewhere', botInstalled: false });
  const client = await bench.connect();
  expect(client.user.id).toBe(bench.discord.botUserId);
  expect(client.guilds.cache.map((one) => one.name)).toEqual(['Painters']);
  expect(client.channels.cache.has(channel.id)).toBe(true);
  const application = await client.application.fetch();
  expect(application.owner?.id).toBe(bench.discord.ownerId);
  expect(client.guilds.cache.get(guild.id)?.members.me?.id).toBe(bench.discord.botUserId);
});

test('a dropped client resumes its session and gets what it missed', async () => {
  const scene = createScene(bench);
  const client = await bench.connect(replyWith('still here'));
  const [before] = bench.discord.gateway.sessions;
  const resumed = seen(client, Events.ShardResume);
  bench.discord.gateway.drop();
  const handle = await run(scene);
  await resumed;
  expect((await handle.acknowledged).message?.content).toBe('still here');
  expect(bench.discord.gateway.sessions.map((session) => session.id)).toEqual([before?.id]);
});

test('a client obeys the request to reconnect and resumes', async () => {
  const client = await bench.connect(replyWith('back'));
  const resumed = seen(client, Events.ShardResume);
  bench.discord.gateway.reconnect();
  await resumed;
  expect((await (await run(createScene(bench))).acknowledged).message?.content).toBe('back');
});

test('a session that is forgotten is replaced by a new one', async () => {
  const client = await bench.connect(replyWith('new'));
  const [before] = bench.discord.gateway.sessions;
  bench.discord.gateway.drop({ isResumable: false });
  await new Promise<void>((done) => {
    client.once(Events.ShardReady, () => done());
  });
  expect(bench.discord.gateway.sessions.map((session) => session.id)).not.toContain(before?.id);
  expect((await (await run(createScene(bench))).acknowledged).message?.content).toBe('new');
}, 20_000);

test('a wrong token, a refusal and a disallowed intent keep the client out', async () => {
  bench.discord.gateway.disallowIntents(1 << 9);
  await expect(bench.connect()).rejects.toThrow('disallowed intents');
  bench.discord.gateway.disallowIntents(0);
  bench.discord.gateway.refuse(4013);
  await expect(bench.connect()).rejects.toThrow('invalid intents');
  bench.discord.gateway.refuse(undefined);
  const client = new Client({ intents: [], rest: { api: bench.discord.apiUrl } });
  await expect(client.login('wrong')).rejects.toThrow('invalid token');
});

test('each shard sees its own servers, and direct messages come to the first', async () => {
  await bench.stop();
  bench = await startBench({ shards: 3 });
  const shardOf = (id: bigint) => Number((id >> 22n) % 3n);
  const made = [0n, 1n, 2n].map((shift) => {
    const id = ((1_100_000_000_000_000_000n >> 22n) + shift) << 22n;
    return { guild: bench.discord.addGuild({ name: `s${shift}`, id: id.toString() }), shard: shardOf(id) };
  });
  const shards: (number | undefined)[] = [];
  const client = await bench.connect(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    shards.push(interaction.guild?.shardId);
    await interaction.reply('ok');
  });
  expect(bench.discord.gateway.sessions.map((session) => session.shard).sort()).toEqual([0, 1, 2]);
  const user = bench.discord.addUser({ name: 'ada' });
  for (const { guild, shard } of made) {
    expect(client.guilds.cache.get(guild.id)?.shardId).toBe(shard);
    await (await run({ channel: bench.discord.addChannel(guild, { name: 'a' }), user })).acknowledged;
  }
  expect(shards).toEqual(made.map(({ shard }) => shard));
  const direct = await run({ channel: bench.discord.openDm(user), user });
  expect((await direct.acknowledged).message?.guildId).toBeUndefined();
});

test('of two clients one gets an interaction; redelivered to the other it is the same interaction', async () => {
  const scene = createScene(bench);
  const seenBy: string[] = [];
  const listen = (name: string) => (interaction: Interaction) => void seenBy.push(`${name} ${interaction.id}`);
  await bench.connect(listen('first'));
  await bench.connect(listen('second'));
  const [first] = bench.discord.gateway.sessions;
  const handle = await run(scene);
  bench.discord.redeliver(handle, first ? { session: first.id } : {});
  bench.discord.redeliver(handle);
  await expect
    .poll(() => seenBy.toSorted())
    .toEqual([`first ${handle.id}`, `second ${handle.id}`, `second ${handle.id}`]);
});

test('joining and leaving a server is heard at once', async () => {
  const client = await bench.connect();
  const joined = new Promise<string>((done) => {
    client.once(Events.GuildCreate, (guild) => done(guild.name));
  });
  const guild = bench.discord.addGuild({ name: 'Newcomers' });
  expect(await joined).toBe('Newcomers');
  const left = seen(client, Events.GuildDelete);
  bench.discord.leaveGuild(guild);
  await left;
  expect(client.guilds.cache.size).toBe(0);
});

test('public messages are heard with their edits and deletions, ephemeral ones are not', async () => {
  const scene = createScene(bench);
  const heard: string[] = [];
  const client = await bench.connect(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('public');
    await interaction.followUp({ content: 'private', flags: 64 });
    await interaction.editReply('changed');
    await interaction.deleteReply();
  });
  client.on(Events.MessageCreate, (message) => void heard.push(`create ${message.content}`));
  client.on(Events.MessageUpdate, (_old, message) => void heard.push(`update ${message.content}`));
  client.on(Events.MessageDelete, () => void heard.push('delete'));
  await run(scene);
  await expect.poll(() => heard).toEqual(['create public', 'update changed', 'delete']);
});

test('the clock of deadlines moves without cutting a client whose heart beats in real time', async () => {
  const client = await bench.connect(replyWith('alive'));
  bench.clock.advance(24 * 3_600_000);
  expect((await (await run(createScene(bench))).acknowledged).message?.content).toBe('alive');
  expect(client.ws.status).toBe(Status.Ready);
});

test('a client whose heart stops is cut', async () => {
  const strict = await startBench({ heartbeatMs: 100 });
  const socket = new WebSocket(`ws://${strict.discord.cdnHost}/gateway?v=10&encoding=json`);
  const closed = await new Promise<number>((done) => {
    socket.addEventListener('close', (event) => done(event.code));
  });
  expect(closed).toBe(4009);
  await strict.stop();
});
