import { expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { createScene, eventually, textOf } from './bench.ts';
import { test } from './own-world.ts';

test('whoever waits sees the line move', async ({ open }) => {
  const clock = createMovableClock();
  const env = { PROVIDER_CONCURRENCY: '1' };
  const bench = await open({ clock, discord: { clock }, freepik: { clock, taskMs: 60_000 }, env });
  const scene = createScene(bench);
  const ask = () =>
    bench.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox', resolution: '1k' } });
  await (await ask()).acknowledged;
  await eventually(() => bench.freepik.billed === 1);
  await (await ask()).acknowledged;
  const last = await ask();
  await last.acknowledged;
  const passUntil = (words: string) =>
    eventually(() => {
      clock.advance(500);
      return textOf(last.message()).includes(words);
    });
  expect(textOf(last.message())).toContain('"Queued, it starts by itself"');
  await passUntil('Queued, 2nd in line');
  await passUntil('Queued, next in line');
});

test('whoever has too many at once is told to cancel one only where one of theirs can be', async ({ open }) => {
  const env = { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '1' };
  const bench = await open({ freepik: { taskMs: 4000 }, env });
  const scene = createScene(bench);
  const bob = bench.discord.addUser({ name: 'bob' });
  const ask = async (user = scene.user) => {
    const options = { prompt: 'a fox', resolution: '1k' };
    const handle = await bench.discord.runCommand({ ...scene, user, name: 'imagine', options });
    await handle.acknowledged;
    return handle;
  };
  await ask();
  await eventually(() => bench.freepik.billed);
  const sent = textOf((await ask()).message());
  expect(sent).toContain('You have 1 request in the works and may have 1 at once. Wait until one is finished.');
  await ask(bob);
  expect(textOf((await ask(bob)).message())).toMatch(/Wait until one is finished, or cancel one: <\/jobs:\d+>\./);
});
