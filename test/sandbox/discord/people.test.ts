import { Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, createScene, startBench } from './bot.ts';

let bench: Bench;
let scene: ReturnType<typeof createScene>;
beforeEach(async () => {
  bench = await startBench();
  scene = createScene(bench);
});
afterEach(() => bench.stop());

const named = (name: string) => {
  const user = bench.discord.addUser({ name });
  bench.discord.setMember(scene.guild, user, {});
  return user;
};

test('who listens for members hears of those who come, go and are given roles', async () => {
  const client = await bench.connect(undefined, [GatewayIntentBits.GuildMembers]);
  const heard: string[] = [];
  client.on(Events.GuildMemberAdd, ({ user }) => heard.push(`${user.username} came`));
  client.on(Events.GuildMemberUpdate, (_, { user, roles }) => heard.push(`${user.username} has ${roles.cache.size}`));
  client.on(Events.GuildMemberRemove, ({ user }) => heard.push(`${user?.username} went`));
  const { discord } = bench;
  const user = named('eve');
  discord.setMember(scene.guild, user, { roles: [discord.addRole(scene.guild, { name: 'painters' })] });
  discord.removeMember(scene.guild, user);
  await expect.poll(() => heard.at(-1)).toBe('eve went');
  expect(heard.filter((line) => !line.includes(' has '))).toEqual(['eve came', 'eve went']);
  expect(heard.some((line) => line.includes('eve has'))).toBe(true);
});

test('somebody who left has no rights, and does not come back by what others do', async () => {
  const { discord } = bench;
  const user = named('eve');
  discord.setMember(scene.guild, user, { permissions: ['MANAGE_MESSAGES'] });
  const message = await discord.post({ user, channel: scene.channel, content: 'bye' });
  expect(discord.mayDelete(user, message)).toBe(true);
  discord.removeMember(scene.guild, user);
  expect(discord.mayDelete(user, message)).toBe(false);
  discord.deleteMessage(message);
  expect(scene.guild.members.has(user.id)).toBe(false);
});

test('a message is deleted by its author, by a moderator, and by nobody else', async () => {
  const { discord } = bench;
  const [author, other, moderator] = [named('ada'), named('eve'), named('mo')];
  discord.setMember(scene.guild, moderator, { permissions: ['MANAGE_MESSAGES'] });
  const post = () => discord.post({ user: author, channel: scene.channel, content: 'hello' });
  const message = await post();
  expect(() => discord.deleteAs(other, message)).toThrow('Only its author or a moderator');
  expect(message.deletedAt).toBeUndefined();
  discord.deleteAs(author, message);
  const second = await post();
  discord.deleteAs(moderator, second);
  expect(discord.messages(scene.channel.id)).toEqual([]);
});

test('a reaction is told of, counted once for each person, and taken back', async () => {
  const client = await bench.connect(undefined, [GatewayIntentBits.GuildMessageReactions]);
  const heard: string[] = [];
  client.on(Events.MessageReactionAdd, ({ emoji }, user) => heard.push(`${user.id} ${emoji.name}`));
  client.on(Events.MessageReactionRemove, ({ emoji }, user) => heard.push(`${user.id} no ${emoji.name}`));
  const { discord } = bench;
  const user = named('eve');
  const message = await discord.post({ user, channel: scene.channel, content: 'look' });
  discord.react({ user, message, emoji: '🔥', isAdded: true });
  discord.react({ user, message, emoji: '🔥', isAdded: true });
  expect(discord.payload(message)['reactions']).toMatchObject([{ count: 1, emoji: { name: '🔥' } }]);
  discord.react({ user, message, emoji: '🔥', isAdded: false });
  expect(discord.payload(message)['reactions']).toBeUndefined();
  await expect.poll(() => heard).toEqual([`${user.id} 🔥`, `${user.id} no 🔥`]);
});
