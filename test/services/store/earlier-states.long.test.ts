import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { HeldJob, Store } from '../../../src/services/store/contract.ts';
import { ledgerLine } from '../../../src/services/store/ledger.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { catalogOf, earlierStates, makeEarlier, type Rows, readRows, within } from '../../support/earlier-database.ts';
import { long } from '../../support/long.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { isPostgresThere } from '../../support/postgres.ts';
import { booksOf } from '../../support/tally-books.ts';
import { createThrowaways } from '../../support/throwaway.ts';
import { filledFor, fillStore } from './full-store.ts';

const log = pino({ level: 'silent' });
const { folder, database, dispose } = createThrowaways('earlier');
afterAll(dispose);

const hasPostgres = await isPostgresThere();
/** The first and one on the way, and on a file the last but one; all of them in the long run. */
const states = {
  sqlite: long(earlierStates, ['0001-skeleton', '0010-operator', ...earlierStates.slice(-2, -1)]),
  postgres: long(earlierStates, ['0001-skeleton', '0010-operator']),
};

interface Place {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

const open = (place: Place): Promise<Store> => openStore({ ...place, clock: systemClock, log });

/** What a start changes by itself: nobody who held anything is alive on a file. */
function asStarted(rows: Rows, kind: Store['kind']): Rows {
  const { processes, jobs = [], meta: _, ...others } = rows;
  const isAlive = kind === 'postgres' && processes;
  const started = jobs.map((row) => ({
    ...row,
    ...(kind === 'sqlite' && { lease: null, ...(row['phase'] === 'accepted' && { due_at: 0 }) }),
  }));
  return { ...others, jobs: started, ...(isAlive && { processes }) };
}

async function readAll(store: Store): Promise<readonly HeldJob[]> {
  const ids = (await readRows(store))['jobs']?.map((row) => String(row['id'])) ?? [];
  const jobs = await Promise.all(ids.map((id) => store.jobs.byId(id)));
  return jobs.filter((job) => job !== undefined);
}

/** One at the provider brings its picture, and the next in line is sent. */
async function goOn(store: Store): Promise<void> {
  await store.processes.beat('today', 'all', 60_000);
  const jobs = await readAll(store);
  const waiting = jobs.find(({ phase, provider }) => phase === 'waiting' && provider === 'freepik');
  const claimed = waiting && (await store.jobs.claim(waiting.id, 'today'));
  if (!claimed) throw new Error('nobody could take it');
  const results = [{ spool: 'new.png', type: 'png' as const }];
  const storing = await store.jobs.change(claimed, 'storing', { results, completedAt: filledFor.at });
  if (!storing) throw new Error('it has moved on');
  const done = await store.transaction(async (session) => {
    const delivering = await session.jobs.change(storing, 'delivering');
    await session.ledger.append([ledgerLine(storing, 'charged', filledFor.at)]);
    return delivering && session.jobs.change(delivering, 'done', { isTold: true, dueAt: null, lease: null });
  });
  expect(done).toMatchObject({ id: waiting.id, phase: 'done', lease: null });
  const next = await store.jobs.nextFair('freepik', Date.now());
  expect(next).toMatchObject({ phase: 'queued' });
  if (!next) return;
  const sending = await store.jobs.change(next, 'submitting', { lease: 'today', attempts: 1 });
  expect(sending).toMatchObject({ id: next.id, phase: 'submitting' });
}

/** What an upgrade tells from what there was before. */
const toldFrom = ({ ledger = [], tallies = [], jobs = [] }: Rows) => ({
  ledger,
  tallies: tallies
    .filter(({ scope }) => scope !== '')
    .map(({ scope, owner_id, period, command, credits }) => [scope, owner_id, period, command, credits].join(' '))
    .sort(),
  chains: jobs.map(({ id, parent_id, parent_index, root_id, depth }) => [id, parent_id, parent_index, root_id, depth]),
});

async function expectWellUsed(store: Store, filled: Rows): Promise<void> {
  const jobs = await readAll(store);
  const phaseOf = (rows: Rows) => rows['jobs']?.map(({ id, phase }) => `${id} ${phase}`).sort();
  expect(jobs.map(({ id, phase }) => `${id} ${phase}`).sort()).toEqual(phaseOf(filled));
  expect(await store.jobs.setAsideUnreadable()).toEqual([]);
  const pictured = await store.jobs.pictured(filledFor.memberId, { limit: 100, offset: 0 });
  expect(pictured.length).toBe(await store.jobs.countPictured(filledFor.memberId));
  expect(pictured.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['done', 'delivering']));
  const openPosts = await store.jobs.openPosts(filledFor.memberId, { limit: 100, offset: 0 });
  expect(openPosts).toHaveLength(7);
  expect(await store.posts.toCheck(Date.now(), 100)).toEqual(expect.arrayContaining([...openPosts]));
  const large = jobs.find(({ operation }) => operation === 'upscale');
  expect((await store.jobs.chain(large?.id ?? '', 10)).map(({ depth, rootId }) => [depth, rootId])).toEqual([
    [0, large?.rootId],
    [1, large?.rootId],
  ]);
  await goOn(store);
  const { told, summed } = await booksOf(store);
  expect(told).toEqual(summed);
  expect(Number(told.members.length)).toBeGreaterThan(0);
}

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`a database of every earlier version on ${kind}`, {
    timeout: 60_000,
    ...onlyWhere(kind === 'sqlite' || hasPostgres, 'Postgres'),
  }, () => {
    let filled: Rows;
    let catalog: unknown;

    const place = async (): Promise<Place> =>
      kind === 'sqlite'
        ? { databaseUrl: undefined, dataDir: await folder() }
        : { databaseUrl: (await database('bare')).url, dataDir: await folder() };

    beforeAll(async () => {
      const store = await open(await place());
      await fillStore(store);
      filled = await readRows(store);
      catalog = await catalogOf(store);
      await store.close();
    });

    test('has a row in every table, so that nothing is upgraded empty', () => {
      expect(Object.keys(filled).length).toBeGreaterThan(30);
      expect(
        Object.entries(filled)
          .filter(([, rows]) => rows.length === 0)
          .map(([name]) => name),
        // on a file nobody waits for a row of theirs
      ).toEqual(kind === 'sqlite' ? ['accounts'] : []);
    });

    test.each(states[kind])(
      'left at %s, is what a new one is, has lost and doubled nothing, and is used',
      async (state) => {
        const at = await place();
        const before = await makeEarlier(at, state, filled);
        const store = await open(at);
        expect(await catalogOf(store)).toEqual(catalog);
        const after = await readRows(store);
        const known = asStarted(before, kind);
        expect(within(after, known)).toEqual(within(known, known));
        const counts = (rows: Rows) => Object.entries(rows).map(([name, each]) => `${name} ${each.length}`);
        expect(counts(within(after, known))).toEqual(counts(known));
        expect(toldFrom(after)).toEqual(toldFrom(filled));
        await expectWellUsed(store, filled);
        await store.close();
        const again = await open(at);
        expect(await catalogOf(again)).toEqual(catalog);
        await again.close();
      },
    );
  });
