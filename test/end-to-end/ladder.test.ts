import { describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { createScene, eventually } from './bench.ts';
import {
  calls,
  direct,
  getButton,
  imagine,
  type LongBench,
  openLongBench,
  type Place,
  pass,
  pictures,
  press,
} from './long-job.ts';
import { test } from './own-world.ts';

type Choose = (at: LongBench) => Place;

const ownPlaces: Readonly<Record<string, Choose>> = {
  'a channel': createScene,
  'a thread'(at) {
    const { guild, channel, user } = createScene(at);
    return { user, channel: at.discord.addChannel(guild, { name: 'talk', parent: channel }) };
  },
  'a direct message'({ discord }) {
    const user = discord.addUser({ name: 'ann', locale: 'en-US' });
    return { user, channel: discord.openDm(user) };
  },
};

const tokenPlaces: Readonly<Record<string, { readonly choose: Choose; readonly isPrivate: boolean }>> = {
  'a private answer': { choose: createScene, isPrivate: true },
  'a group of friends': {
    isPrivate: false,
    choose({ discord }) {
      const user = discord.addUser({ name: 'ann', locale: 'en-US' });
      return { user, channel: discord.openGroup([user, discord.addUser({ name: 'bob', locale: 'en-US' })]) };
    },
  },
  'a server without the bot': {
    isPrivate: false,
    choose(at) {
      const scene = createScene(at);
      at.discord.leaveGuild(scene.guild);
      return scene;
    },
  },
};

describe.each([16, 120])('a job of %i minutes', { timeout: 60_000 }, (minutes) => {
  test.for(Object.entries(ownPlaces))(
    'in %s: the bot edits its message, and calls its owner once',
    async ([, choose], { open }) => {
      const bench = await openLongBench(open, minutes);
      const place = choose(bench);
      const handle = await imagine(bench, place);
      await pass(bench, minutes + 1, minutes > 30 ? 3 : 1);
      await eventually(() => pictures(handle));
      await eventually(() => calls(bench, place.user));
      await pass(bench, 12);
      expect(handle.message()?.edits.at(-1)?.via).toBe('channel');
      expect(calls(bench, place.user)).toBe(1);
      const shown = bench.discord.allMessages().filter(({ attachments }) => attachments.length > 0);
      expect(shown).toHaveLength(1);
    },
  );

  test.for(Object.entries(tokenPlaces))(
    'in %s, the button pressed: by the token of that click',
    async ([, where], { open }) => {
      const bench = await openLongBench(open, minutes);
      const place = where.choose(bench);
      const handle = await imagine(bench, place, where.isPrivate);
      await pass(bench, 12.6);
      await getButton(handle);
      for (const wait of minutes > 30 ? [0, minutes - 16] : [0]) {
        await pass(bench, wait, 3);
        const edits = handle.message()?.edits.length ?? 0;
        await press(bench, place.user, handle);
        await eventually(() => (handle.message()?.edits.length ?? 0) > edits);
      }
      expect(pictures(handle)).toBe(0);
      await pass(bench, 5);
      await eventually(() => pictures(handle));
      expect(handle.message()?.edits.at(-1)?.via).toBe('token');
      expect(direct(bench, place.user)).toBe(0);
    },
  );

  test.for(Object.entries(tokenPlaces))(
    'in %s, nobody there: as a direct message, and by a press',
    async ([, where], { open }) => {
      const bench = await openLongBench(open, minutes);
      const at = bench;
      const place = where.choose(at);
      const handle = await imagine(at, place, where.isPrivate);
      await pass(at, 12.6);
      await getButton(handle);
      await pass(at, minutes - 11, minutes > 30 ? 3 : 1);
      await eventually(() => direct(at, place.user));
      expect(pictures(handle)).toBe(0);
      expect(calls(at, place.user)).toBe(0);
      await press(at, place.user, handle);
      await eventually(() => showsPicture(handle));
      await pass(at, 6);
      expect(direct(at, place.user)).toBe(1);
    },
  );
});

test('what came as a direct message half-way is not left waiting when a press brings the rest to the message', {
  timeout: 60_000,
}, async ({ open }) => {
  const clock = createMovableClock();
  const at = await open({
    clock,
    discord: { clock },
    freepik: { clock, taskMs: (ordinal) => (ordinal === 1 ? 20 : 40) * 60_000 },
    env: { JOB_DEADLINE_SECONDS: '14400' },
  });
  const bench = Object.assign(at, { clock });
  const { user, channel, guild } = createScene(at);
  at.discord.leaveGuild(guild);
  const options = { prompt: 'a red fox', resolution: '1k', count: 2 };
  const handle = await at.discord.runCommand({ user, channel, name: 'imagine', options });
  await eventually(() => at.freepik.billed === 2);
  await pass(bench, 12.6);
  await getButton(handle);
  await pass(bench, 10);
  await eventually(() => direct(at, user) === 1);
  await press(bench, user, handle);
  await eventually(() => pictures(handle) === 1);
  // the copy is taken down after the picture is back where it belongs
  await eventually(() => direct(at, user) === 0);
  await pass(bench, 13);
  await press(bench, user, handle);
  await pass(bench, 10);
  await eventually(() => pictures(handle) === 2);
});

const showsPicture = (handle: Awaited<ReturnType<typeof imagine>>) =>
  JSON.stringify(handle.message()?.components ?? []).includes('"media"');
