import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { ProviderName } from '../../../src/core/provider.ts';
import type { GuardedProvider } from '../../../src/services/jobs/contract.ts';
import { createDispatcher } from '../../../src/services/jobs/dispatcher.ts';
import { createRateBucket, keepInMemory } from '../../../src/services/providers/rate-bucket.ts';
import type { HeldJob, Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';

const JOBS = 50;
const database = await createTestDatabase();
afterAll(() => database?.drop());
const log = pino({ level: 'silent' });
const never = async () => {
  throw new Error('Not part of a dispatch');
};
const bucket = createRateBucket({
  clock: systemClock,
  keeper: keepInMemory(systemClock, { perMinute: 1_000_000, submitsPerSecond: 1_000_000 }),
});
const guarded: GuardedProvider = {
  provider: { submit: never, poll: never, probe: never, presence: never },
  ask: never,
  bucket,
  gate: {
    pausedFor: () => null,
    mayOrder: () => true,
    mayAsk: () => true,
    suspect: never,
    outOfCredits: never,
    orderTaken: never,
    watch: never,
  },
  download: never,
};

const queuedJob = () => ({ ...waitingJob('nobody'), phase: 'queued' as const, attempts: 0, dueAt: 0 });

const open = (store: Store, submit: (job: HeldJob) => void, { clock = systemClock, processId = 'process' } = {}) =>
  createDispatcher({
    store,
    clock,
    log,
    lease: { processId, isFresh: () => true },
    settings: {
      pollMinMs: 1,
      pollMaxMs: 1,
      deadlineMs: 1,
      concurrency: JOBS,
      dailyCredits: 1,
      concurrentJobs: 1,
      keepFilesDays: 0,
      publicUrl: undefined,
    },
    providers: new Map<ProviderName, GuardedProvider>([['freepik', guarded]]),
    submit,
    expect: () => () => {},
    isSwitchedOff: async () => false,
    giveBack: never,
    witness: { note: () => {} },
  });

async function race(stores: readonly Store[]): Promise<readonly string[]> {
  const [store] = stores;
  if (!store) throw new Error('no store');
  const jobs = Array.from({ length: JOBS }, queuedJob);
  await store.jobs.insert(jobs);
  for (const job of jobs) await store.jobs.release(job.id, 'nobody', 0);
  const submitted: string[] = [];
  const dispatchers = stores.map((each, n) =>
    open(each, ({ id }) => void submitted.push(id), { processId: `process ${n}` }),
  );
  for (let n = 0; n < JOBS; n++) for (const dispatcher of dispatchers) dispatcher.kick('freepik');
  const isAll = () => submitted.length >= JOBS;
  for (const end = Date.now() + 20_000; !isAll() && Date.now() < end; ) await new Promise((go) => setTimeout(go, 20));
  // whoever was second may still be on its way
  await new Promise((go) => setTimeout(go, 300));
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
  const sent = await Promise.all(jobs.map(({ id }) => store.submissions.latest(id)));
  expect(sent.every((submission) => submission?.attempt === 1)).toBe(true);
  return submitted;
}

describe('of several that would send a job one does', () => {
  test('on SQLite', async () => {
    const store = await openTestStore();
    const submitted = await race([store, store, store]);
    expect(submitted).toHaveLength(JOBS);
    expect(new Set(submitted).size).toBe(JOBS);
    await store.close();
  });

  test('on Postgres, over four connections of their own', onlyWhere(database !== undefined, 'Postgres'), async () => {
    const open = () => openStore({ databaseUrl: database?.url, dataDir: '', clock: systemClock, log });
    const first = await open();
    const stores = [first, ...(await Promise.all([open(), open(), open()]))];
    const submitted = await race(stores);
    expect(submitted).toHaveLength(JOBS);
    expect(new Set(submitted).size).toBe(JOBS);
    await Promise.all(stores.map((store) => store.close()));
  });
});

test.for([
  ['', systemClock],
  [
    ', by timers that run ahead of the time of day',
    { ...systemClock, schedule: (ms: number, task: () => void) => systemClock.schedule(ms / 2, task) },
  ],
] as const)('what a process finds in line for later is sent when it is due%s', async ([_, clock]) => {
  const store = await openTestStore();
  const [first, second] = [queuedJob(), queuedJob()];
  const dueAt = Date.now() + 500;
  await store.jobs.insert([first, second]);
  await store.jobs.release(first.id, 'nobody', dueAt);
  await store.jobs.release(second.id, 'nobody', dueAt + 500);
  const submitted: (readonly [string, number])[] = [];
  const dispatcher = open(store, ({ id }) => void submitted.push([id, Date.now()]), { clock });
  dispatcher.kick('freepik');
  await expect.poll(() => submitted, { timeout: 5000 }).toHaveLength(2);
  await dispatcher.stop();
  expect(submitted.map(([id]) => id)).toEqual([first.id, second.id]);
  for (const [n, [, at]] of submitted.entries()) expect(at).toBeGreaterThanOrEqual(dueAt + n * 500);
  await store.close();
});
