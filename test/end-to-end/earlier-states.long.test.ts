import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { systemClock } from '../../src/core/clock.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { earlierStates, makeEarlier, readRows } from '../support/earlier-database.ts';
import { long } from '../support/long.ts';
import { createThrowaways } from '../support/throwaway.ts';
import { type Bench, buttonOf, createScene, eventually, finished, said, silent } from './bench.ts';
import { readBooks } from './books.ts';
import { worldTest } from './own-world.ts';

const TASK_MS = 600_000;
const { folder, dispose } = createThrowaways('earlier');
afterAll(dispose);

/** What a bot left behind, as a version would have left it that knew no more migrations than up to this one. */
async function asLeftAt(state: string, { dataDir }: Pick<Bench, 'dataDir'>): Promise<string> {
  const store = await openStore({ databaseUrl: undefined, dataDir, clock: systemClock, log: silent });
  const rows = await readRows(store).finally(() => store.close());
  const earlier = await folder();
  await makeEarlier({ databaseUrl: undefined, dataDir: earlier }, state, rows);
  for (const name of ['files', 'sources', 'spool'])
    await cp(join(dataDir, name), join(earlier, name), { recursive: true });
  return earlier;
}

describe('a bot on what an earlier version left', { timeout: 60_000 }, () => {
  worldTest.for(long(earlierStates, ['0001-skeleton', '0012-audit']))(
    'at %s brings what was ordered, sends what was in line once, and shows and goes on from what was made',
    async (state, { open }) => {
      const clock = createMovableClock();
      const env = { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '10' };
      const at = await open({ freepik: { clock, taskMs: TASK_MS }, env });
      const scene = createScene(at);
      const ask = async (name: string, options: Readonly<Record<string, string>> = {}) => {
        const handle = await at.discord.runCommand({ ...scene, name, options });
        await handle.acknowledged;
        return handle;
      };
      const imagine = (prompt: string) => ask('imagine', { prompt, resolution: '1k' });
      const billed = async (count: number) => {
        await eventually(() => at.freepik.billed === count);
        clock.advance(TASK_MS);
      };
      const done = await imagine('done before');
      await billed(1);
      const message = await finished(done);
      const sent = await imagine('sent before');
      await eventually(() => at.freepik.billed === 2);
      const inLine = await imagine('in line before');
      await at.app.stop();

      const there = { DATA_DIR: await asLeftAt(state, at) };
      await at.restart(there);
      expect(at.freepik.billed).toBe(2);
      await said(await ask('jobs'), 'in line before');
      await billed(2);
      await finished(sent);
      await billed(3);
      await finished(inLine);
      await said(await ask('history'), 'done before');
      const customId = buttonOf(message, 'again') ?? '';
      const again = at.discord.click({ user: scene.user, message, customId });
      await billed(4);
      await finished(again);
      await at.app.stop();
      const phases = Array.from({ length: 4 }, () => 'done');
      expect(await readBooks({ ...at.env, ...there })).toMatchObject({ phases, spent: 4, unbalanced: [], unknown: 0 });
    },
  );
});
