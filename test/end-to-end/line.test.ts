import { expect, test } from 'vitest';
import { createScene, eventually, openBench, textOf } from './bench.ts';

test('whoever waits sees the line move', async () => {
  const bench = await openBench({ freepik: { taskMs: 8000 }, env: { PROVIDER_CONCURRENCY: '1' } });
  const scene = createScene(bench);
  const ask = () =>
    bench.discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox', resolution: '1k' } });
  await (await ask()).acknowledged;
  await (await ask()).acknowledged;
  const last = await ask();
  await last.acknowledged;
  expect(textOf(last.message())).toContain('"Queued"');
  await eventually(() => textOf(last.message()).includes('Queued, 2nd in line'));
  await eventually(() => textOf(last.message()).includes('Queued, next in line'));
  await bench.close();
});

test('whoever has too many at once is told to cancel one only where one of theirs can be', async () => {
  const env = { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '1' };
  const bench = await openBench({ freepik: { taskMs: 4000 }, env });
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
  expect(textOf((await ask(bob)).message())).toContain('Wait until one is finished, or cancel one: **/jobs**.');
  await bench.close();
});
