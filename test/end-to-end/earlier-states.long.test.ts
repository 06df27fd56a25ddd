import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { systemClock } from '../../src/core/clock.ts';
import { openStore } from '../../src/services/store/open-store.ts';
import { earlierStates, makeEarlier, type Rows, readRows } from '../support/earlier-database.ts';
import { long } from '../support/long.ts';
import { onlyWhere } from '../support/only-where.ts';
import { isPostgresThere } from '../support/postgres.ts';
import { createThrowaways } from '../support/throwaway.ts';
import { type Bench, buttonOf, createScene, eventually, finished, said, silent } from './bench.ts';
import { readBooks } from './books.ts';
import { type Open, worldTest } from './own-world.ts';

const TASK_MS = 600_000;
const { folder, database, dispose } = createThrowaways('earlier');
afterAll(dispose);

/** Where the database stands is written into it, and this one stands elsewhere: without that it would be taken for a copy. */
const unplaced = ({ documents = [], ...rows }: Rows): Rows => ({
  ...rows,
  documents: documents.filter(({ key }) => key !== 'database:home'),
});

/** What a bot left behind, as a version would have left it that knew no more migrations than up to this one. */
async function asLeftAt(state: string, { dataDir }: Bench, databaseUrl?: string): Promise<Record<string, string>> {
  const store = await openStore({ databaseUrl, dataDir, clock: systemClock, log: silent });
  const rows = await readRows(store).finally(() => store.close());
  const earlier = await folder();
  const url = databaseUrl === undefined ? undefined : (await database('bare')).url;
  await makeEarlier({ databaseUrl: url, dataDir: earlier }, state, unplaced(rows));
  for (const name of ['files', 'sources', 'spool'])
    await cp(join(dataDir, name), join(earlier, name), { recursive: true });
  return { DATA_DIR: earlier, ...(url !== undefined && { DATABASE_URL: url }) };
}

async function goOnFrom(state: string, open: Open, databaseUrl?: string): Promise<void> {
  const clock = createMovableClock();
  const limits = { PROVIDER_CONCURRENCY: '1', DEFAULT_CONCURRENT_JOBS: '10' };
  const env = { ...limits, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) };
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

  const there = await asLeftAt(state, at, databaseUrl);
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
}

const CLAIM = 'at %s brings what was ordered, sends what was in line once, and shows and goes on from what was made';

describe('a bot on what an earlier version left in a file', { timeout: 60_000 }, () => {
  worldTest.for(long(earlierStates, ['0001-skeleton', '0012-audit']))(CLAIM, (state, { open }) =>
    goOnFrom(state, open),
  );
});

const onPostgres = onlyWhere(await isPostgresThere(), 'Postgres');
describe('a bot on what an earlier version left in Postgres', { timeout: 60_000, ...onPostgres }, () => {
  worldTest.for(long(['0001-skeleton', '0010-operator', '0016-stats', '0022-reporters'], ['0001-skeleton']))(
    CLAIM,
    async (state, { open }) => goOnFrom(state, open, (await database()).url),
  );
});
