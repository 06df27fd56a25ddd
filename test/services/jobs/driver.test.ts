import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { StoreError } from '../../../src/core/errors.ts';
import type { Next } from '../../../src/services/jobs/contract.ts';
import { createDriver } from '../../../src/services/jobs/driver.ts';
import type { HeldJob, Jobs, Store } from '../../../src/services/store/contract.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';

interface More {
  readonly owned?: number;
  readonly clock?: Clock;
  readonly giveUp?: () => Promise<void>;
}

async function begin(advance: (job: HeldJob) => Promise<Next>, { owned = 0, ...more }: More = {}) {
  const store: Store = await openTestStore();
  const job = waitingJob('me');
  await store.jobs.insert([job]);
  const jobs: Jobs = store.jobs;
  const driver = createDriver({
    store: { ...store, jobs },
    clock: systemClock,
    log: pino({ level: 'silent' }),
    lease: { processId: 'me', isFresh: () => true },
    advance,
    onQueued: () => {},
    ownsPartition: (partition) => partition === owned,
    async handOver(held) {
      await store.jobs.change(held, held.phase, { lease: null });
    },
    giveUp: async () => {},
    ...more,
  });
  return { store, driver, job };
}

const soon = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));

test('a wake that comes while a step runs, or just as it ends, is not lost', async () => {
  let looks = 0;
  const { store, driver, job } = await begin(async () => {
    looks += 1;
    return { kind: 'park', dueAt: null };
  });
  for (let hops = 0; hops < 20; hops++) {
    const before = looks;
    driver.wake(job.id);
    // the next wake comes as soon as the step was seen: sometimes before it has ended, sometimes after
    await vi.waitFor(() => expect(looks).toBeGreaterThan(before), { interval: hops % 4, timeout: 5000 });
  }
  await driver.stop();
  await store.close();
});

test('a step that fails is tried again, and one job never has two steps at once', async () => {
  let tries = 0;
  let running = 0;
  let most = 0;
  const { store, driver, job } = await begin(async () => {
    running += 1;
    most = Math.max(most, running);
    await soon(5);
    running -= 1;
    tries += 1;
    if (tries === 1) throw new Error('on purpose');
    return { kind: 'park', dueAt: null };
  });
  for (let n = 0; n < 5; n++) driver.wake(job.id);
  await soon(900);
  expect(tries).toBeGreaterThanOrEqual(2);
  expect(most).toBe(1);
  await driver.stop();
  await store.close();
});

test('a stop waits for the step that runs and starts no other', async () => {
  let isDone = false;
  const { store, driver, job } = await begin(async () => {
    await soon(50);
    isDone = true;
    return { kind: 'at', time: Date.now() + 60_000 };
  });
  driver.wake(job.id);
  await soon(10);
  await driver.stop();
  expect(isDone).toBe(true);
  expect(driver.active()).toBe(0);
  await store.close();
});

test('a job that the dispatcher has just taken is not mistaken for one that a restart cut short', async () => {
  const seen: string[] = [];
  const { store, driver, job } = await begin(async ({ phase }) => {
    seen.push(phase);
    return { kind: 'park', dueAt: null };
  });
  const forget = driver.expect(job.id);
  driver.wake(job.id);
  await soon();
  expect(seen).toEqual([]);
  driver.begin(job, async () => {
    seen.push('submit');
    return { kind: 'park', dueAt: null };
  });
  driver.wake(job.id);
  await soon();
  expect(seen[0]).toBe('submit');
  forget();
  await driver.stop();
  await store.close();
});

test('what is about to be taken and was not is anybody’s again', async () => {
  let looks = 0;
  const { store, driver, job } = await begin(async () => {
    looks += 1;
    return { kind: 'park', dueAt: null };
  });
  driver.expect(job.id)();
  driver.wake(job.id);
  await soon();
  expect(looks).toBe(1);
  await driver.stop();
  await store.close();
});

test('a job is given up after errors that nobody foresaw, and never because the database is away', async () => {
  const clock: Clock = {
    now: Date.now,
    elapsed: () => performance.now(),
    schedule(_ms, task) {
      const hurried = setImmediate(task);
      return () => clearImmediate(hurried);
    },
  };
  const outcomes: string[] = [];
  for (const error of [new StoreError('The database does not answer'), new Error('on purpose')]) {
    let tries = 0;
    let ended = () => {};
    const isOver = new Promise<void>((resolve) => (ended = resolve));
    const advance = async (): Promise<Next> => {
      tries += 1;
      if (tries <= 20) throw error;
      outcomes.push('went on');
      ended();
      return { kind: 'park', dueAt: null };
    };
    const giveUp = async () => {
      outcomes.push(`given up after ${tries}`);
      tries = 20;
    };
    const { store, driver, job } = await begin(advance, { clock, giveUp });
    driver.wake(job.id);
    await isOver;
    await driver.stop();
    await store.close();
  }
  expect(outcomes).toEqual(['went on', 'given up after 8', 'went on']);
});

test('what was sent for another process’s channel goes to that process as soon as it is sent', async () => {
  const seen: string[] = [];
  const step = async (name: string): Promise<Next> => {
    seen.push(name);
    return { kind: 'on' };
  };
  const { store, driver, job } = await begin(() => step('poll'), { owned: 7 });
  driver.begin(job, () => step('submit'));
  await vi.waitFor(async () => expect(await store.jobs.byId(job.id)).toMatchObject({ lease: null, phase: 'waiting' }));
  await driver.stop();
  expect(seen).toEqual(['submit']);
  await store.close();
});
