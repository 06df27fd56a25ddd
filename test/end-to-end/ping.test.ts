import { describe, expect } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import type { StoredMessage } from '../../sandbox/discord/messages.ts';
import type { PingWish } from '../../src/core/settings.ts';
import { createScene, eventually, textOf } from './bench.ts';
import { calls, imagine, type LongBench, openLongBench, type Place, pass, pictures } from './long-job.ts';
import { type Open, test } from './own-world.ts';

const MENU = 'v1:ping:jobs';

async function begin(open: Open, minutes: number) {
  const opened = await openLongBench(open, minutes);
  return { bench: opened, ...createScene(opened) };
}

async function jobsPage(at: LongBench, { user, channel }: Place): Promise<StoredMessage> {
  const handle = await at.discord.runCommand({ user, channel, name: 'jobs', options: {} });
  return eventually(() => (textOf(handle.message()).includes(MENU) ? handle.message() : undefined));
}

async function choose(at: LongBench, place: Place, wish: string, force = false): Promise<InteractionHandle> {
  const message = await jobsPage(at, place);
  const click = at.discord.click({ user: place.user, message, customId: MENU, values: [wish], force });
  await click.acknowledged;
  return click;
}

const chosenIn = (handle: InteractionHandle) => /"value":"(\w+)","default":true/.exec(textOf(handle.message()))?.[1];

async function finished(at: LongBench, place: Place, minutes: number): Promise<void> {
  const handle = await imagine(at, place);
  await pass(at, minutes, minutes / 3);
  await eventually(() => pictures(handle));
  // what would be sent is sent by now
  await at.app.stop();
}

describe('when a member is called', { timeout: 40_000 }, () => {
  const cases: readonly (readonly [PingWish, number, number])[] = [
    ['long', 3, 1],
    ['long', 0.1, 0],
    ['never', 3, 0],
    ['always', 0.1, 1],
  ];
  test.for(cases)('%s: a job of %d minutes means %d calls', async ([wish, minutes, wanted], { open }) => {
    const { bench, ...place } = await begin(open, minutes);
    const click = await choose(bench, place, wish);
    await eventually(() => chosenIn(click) === wish);
    await finished(bench, place, minutes);
    expect(calls(bench, place.user)).toBe(wanted);
  });

  test('is shown as it was chosen, after a restart too, and is nobody else’s', async ({ open }) => {
    const { bench, ...place } = await begin(open, 1);
    const bob = { ...place, user: bench.discord.addUser({ name: 'bob', locale: 'vi' }) };
    await choose(bench, place, 'never');
    await bench.restart();
    expect(textOf(await jobsPage(bench, place))).toContain('"value":"never","default":true');
    const others = textOf(await jobsPage(bench, bob));
    expect(others).toContain('"value":"long","default":true');
    expect(others).toContain('Nhắc tên bạn khi ảnh xong');
  });

  test('a wish that there is not changes nothing and is answered', async ({ open }) => {
    const { bench, ...place } = await begin(open, 1);
    const click = await choose(bench, place, 'sometimes', true);
    await eventually(() => /no longer works/.test(textOf(click.message())));
    expect(textOf(await jobsPage(bench, place))).toContain('"value":"long","default":true');
  });
});
