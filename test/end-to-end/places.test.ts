import { describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { type Bench, createScene, eventually, textOf } from './bench.ts';
import { test } from './own-world.ts';

const options = { prompt: 'a red fox', resolution: '1k' };
const dead = { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } };

/** Where a command can be typed, and by which way a picture reaches it once the token is dead. */
const places = {
  'in a direct message with the bot': ({ discord }: Bench) => {
    const user = discord.addUser({ name: 'ann', locale: 'en-US' });
    return { user, channel: discord.openDm(user) };
  },
  'in a group of friends': ({ discord }: Bench) => {
    const [user, bob] = ['ann', 'bob'].map((name) => discord.addUser({ name, locale: 'en-US' }));
    if (!user || !bob) throw new Error('nobody');
    return { user, channel: discord.openGroup([user, bob]) };
  },
  'in a server without the bot': (at: Bench) => {
    const scene = createScene(at);
    at.discord.leaveGuild(scene.guild);
    return scene;
  },
} as const;

describe.each(Object.entries(places))('%s', (name, placeOf) => {
  test('a picture comes in the message that it began with', async ({ open }) => {
    const bench = await open({ freepik: { taskMs: 300 } });
    const handle = await bench.discord.runCommand({ ...placeOf(bench), name: 'imagine', options });
    await eventually(() => handle.message()?.attachments.length);
    expect(textOf(handle.message())).toContain('v1:again:');
  });

  test('a picture comes although the token died meanwhile', async ({ open }) => {
    const bench = await open({ freepik: { taskMs: 300 } });
    const { discord, freepik } = bench;
    discord.fault(({ path }) => (path.includes('/webhooks/') ? dead : undefined));
    const place = placeOf(bench);
    await (await discord.runCommand({ ...place, name: 'imagine', options })).acknowledged;
    const direct = discord.openDm(place.user);
    const seen = () => discord.messages(direct.id).filter(({ attachments }) => attachments.length > 0);
    await eventually(() => seen().length);
    expect(seen()).toHaveLength(1);
    expect(freepik.billed).toBe(1);
    expect(name.length).toBeGreaterThan(0);
  });
});

test('a private picture whose token has ended waits where only its owner looks', { timeout: 60_000 }, async ({
  open,
}) => {
  const clock = createMovableClock();
  const bench = await open({ clock, freepik: { taskMs: 20 * 60_000 }, env: { JOB_DEADLINE_SECONDS: '7200' } });
  const { discord } = bench;
  const scene = createScene(bench);
  const handle = await discord.runCommand({ ...scene, name: 'imagine', options: { ...options, private: true } });
  await handle.acknowledged;
  await eventually(() => bench.freepik.billed);
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (let minutes = 0; minutes < 24; minutes += 2) {
    clock.advance(120_000);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  const direct = discord.openDm(scene.user);
  await eventually(() => discord.messages(direct.id).some(({ attachments }) => attachments.length === 1));
  expect(discord.messages(scene.channel.id).filter(({ ephemeralFor }) => ephemeralFor === undefined)).toEqual([]);
});
