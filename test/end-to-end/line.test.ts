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
