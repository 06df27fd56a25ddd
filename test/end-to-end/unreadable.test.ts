import { expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { createScene, eventually, openBench, silent, textOf } from './bench.ts';
import { readBooks } from './books.ts';

test('a row that an update can no longer read is told, given back, and in nobody’s way', {
  timeout: 60_000,
}, async () => {
  const bench = await openBench({ freepik: { taskMs: 3000 }, env: { PROVIDER_CONCURRENCY: '1' } });
  const { discord, dataDir, env } = bench;
  const scene = createScene(bench);
  const ask = () => discord.runCommand({ ...scene, name: 'imagine', options: { prompt: 'a fox', resolution: '1k' } });
  const first = await ask();
  await first.acknowledged;
  await eventually(() => bench.freepik.billed);
  const second = await ask();
  await second.acknowledged;
  await new Promise((resolve) => setTimeout(resolve, 200));
  await bench.app.stop();
  const store = await openStore({ databaseUrl: undefined, dataDir, clock: systemClock, log: silent });
  await store.sql(`update jobs set input = '[not json' where phase = 'queued'`, []);
  await store.close();
  await bench.restart();
  await eventually(() => /given back/.test(textOf(second.message())));
  expect(textOf(second.message())).not.toContain('v1:retry:');
  await eventually(() => first.message()?.attachments.length);
  await bench.app.stop();
  expect(bench.freepik.billed).toBe(1);
  expect(await readBooks(env)).toMatchObject({ spent: 1 });
  await bench.close();
});
