import { describe, expect } from 'vitest';
import type { PermissionName } from '../../sandbox/discord/permissions.ts';
import { createScene, english, eventually, textOf } from './bench.ts';
import { calls, direct, getButton, imagine, openLongBench, pass, pictures, press } from './long-job.ts';
import { type Open, test } from './own-world.ts';

async function begin(open: Open, { isPrivate = false, isThread = false } = {}) {
  const at = await openLongBench(open, 16);
  const scene = createScene(at);
  const thread = isThread ? at.discord.addChannel(scene.guild, { name: 'talk', parent: scene.channel }) : undefined;
  const place = { user: scene.user, channel: thread ?? scene.channel };
  const handle = await imagine(at, place, isPrivate);
  return { at, ...scene, ...place, handle };
}

type Begun = Awaited<ReturnType<typeof begin>>;

const obstacles: Readonly<Record<string, (begun: Begun) => void>> = {
  'the bot may not see the channel any more': ({ at, channel }) =>
    at.discord.setBotPermissions(channel, { deny: ['VIEW_CHANNEL'] satisfies PermissionName[] }),
  'the channel was deleted': ({ at, channel }) => at.discord.deleteChannel(channel),
  'the bot was removed from the server': ({ at, guild }) => at.discord.leaveGuild(guild),
  'somebody deleted the message'({ at, handle }) {
    const message = handle.message();
    if (message) at.discord.deleteMessage(message);
  },
};

describe.each(Object.entries(obstacles))('%s', (_, happen) => {
  test('the picture comes as a direct message, which calls by itself', { timeout: 30_000 }, async ({ open }) => {
    const begun = await begin(open);
    const { at, user, channel } = begun;
    await pass(at, 5);
    happen(begun);
    await pass(at, 12);
    await eventually(() => direct(at, user));
    await pass(at, 6);
    expect(direct(at, user)).toBe(1);
    expect(calls(at, user)).toBe(0);
    const left = at.discord.messages(channel.id).filter(({ deletedAt }) => deletedAt === undefined);
    expect(left.length).toBeLessThanOrEqual(1);
    expect(left.flatMap(({ attachments }) => attachments)).toEqual([]);
  });

  test('a member who takes no direct messages finds it in /history', { timeout: 30_000 }, async ({ open }) => {
    const begun = await begin(open);
    const { at, user, handle } = begun;
    user.acceptsDirectMessages = false;
    await pass(at, 5);
    happen(begun);
    await pass(at, 12);
    await eventually(() => at.logged.some((line) => line.includes('no way to the member')));
    expect(pictures(handle)).toBe(0);
    const history = await at.discord.runCommand({ user, channel: at.discord.openDm(user), name: 'history' });
    await eventually(() => textOf(history.message()).includes('"media"'));
    expect(at.freepik.billed).toBe(1);
  });
});

test('an archived thread is woken by a new message, which calls its owner', { timeout: 30_000 }, async ({ open }) => {
  const { at, user, channel } = await begin(open, { isThread: true });
  await pass(at, 5);
  at.discord.closeThread(channel, { locked: false });
  await pass(at, 12);
  await eventually(() => at.discord.messages(channel.id).some(({ attachments }) => attachments.length === 1));
  await pass(at, 6);
  expect(at.discord.messages(channel.id)).toHaveLength(2);
  expect(calls(at, user)).toBe(1);
  expect(direct(at, user)).toBe(0);
  const sent = at.discord.messages(channel.id).at(-1);
  expect(String(sent?.nonce).length).toBe(25);
});

test('a locked thread stays as it is: the picture comes as a direct message', { timeout: 30_000 }, async ({ open }) => {
  const { at, user, channel } = await begin(open, { isThread: true });
  await pass(at, 5);
  at.discord.closeThread(channel, { locked: true });
  await pass(at, 12);
  await eventually(() => direct(at, user));
  expect(at.discord.messages(channel.id)).toHaveLength(1);
  expect(calls(at, user)).toBe(0);
});

test('a press brings the picture a year later, also when the message is gone', { timeout: 30_000 }, async ({
  open,
}) => {
  const { at, user, handle } = await begin(open, { isPrivate: true });
  user.acceptsDirectMessages = false;
  await pass(at, 12.6);
  await getButton(handle);
  await pass(at, 5);
  await eventually(() => at.logged.some((line) => line.includes('no way to the member')));
  const waiting = handle.message();
  if (!waiting) throw new Error('no message');
  const forgotten = { ...waiting };
  at.clock.advance(365 * 86_400_000);
  await press(at, user, handle);
  await eventually(() => textOf(handle.message()).includes('"media"'));
  expect(direct(at, user)).toBe(0);

  at.discord.deleteMessage(waiting);
  const customId = /"(v1:get:[^"]+)"/.exec(JSON.stringify(forgotten.components))?.[1] ?? '';
  const click = at.discord.click({ user, message: forgotten, customId, force: true });
  const { message } = await click.acknowledged;
  expect(message?.ephemeralFor).toBe(user.id);
  await eventually(() => textOf(click.message()).includes('"media"'));
  expect(at.freepik.billed).toBe(1);
});

test("nobody else's press shows a private picture", { timeout: 30_000 }, async ({ open }) => {
  const { at, handle } = await begin(open, { isPrivate: true });
  await pass(at, 12.6);
  await getButton(handle);
  const bob = at.discord.addUser({ name: 'bob', locale: 'en-US' });
  const click = await press(at, bob, handle);
  expect(textOf(click.message())).toContain(english.notices.jobMissing);
  await pass(at, 5);
  expect(pictures(handle)).toBe(0);
});
