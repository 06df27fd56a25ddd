import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import type { Next } from '../../../src/services/jobs/contract.ts';
import { createDriver } from '../../../src/services/jobs/driver.ts';
import { createDroppedJobs } from '../../../src/services/jobs/housekeeping.ts';
import { createProcessLease } from '../../../src/services/jobs/process-lease.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';

const log = pino({ level: 'silent' });
const DAY_MS = 86_400_000;
let store: Store | undefined;
afterEach(() => store?.close().finally(() => (store = undefined)));

async function begin(kind: Store['kind'] = 'sqlite') {
  const clock = createMovableClock();
  const opened = await openTestStore(clock);
  store = opened;
  const lease = createProcessLease({ store: { ...opened, kind }, processId: 'me', role: 'all', clock, log });
  await lease.start();
  return { clock, lease, store: opened };
}

/** The row, too, is as old as the clock says. */
const isFreeAfter = async (ms: number, at: { readonly clock: MovableClock; readonly store: Store }) => {
  const job = waitingJob('me');
  await at.store.jobs.insert([job]);
  at.clock.advance(ms);
  return (await at.store.jobs.due(at.clock.now(), 9)).includes(job.id);
};

test('on SQLite a process that lives keeps what it holds, however old it is', async () => {
  const at = await begin();
  expect(await isFreeAfter(30 * DAY_MS, at)).toBe(false);
  await at.lease.stop();
  expect(await isFreeAfter(0, at)).toBe(true);
});

describe('among several processes, money is spent only by one that was alive a moment ago', () => {
  test('as time tells', async () => {
    const { clock, lease } = await begin('postgres');
    expect(lease.isFresh()).toBe(true);
    await lease.stop();
    clock.advance(11_000);
    expect(lease.isFresh()).toBe(false);
  });

  test('also where the clock was set back', async () => {
    const { clock, lease } = await begin('postgres');
    await lease.stop();
    clock.setBack(3_600_000);
    clock.advance(11_000);
    expect(lease.isFresh()).toBe(false);
  });
});

test('a job that this process holds and forgot is taken up again, one in its hands is left alone', async () => {
  const { clock, store: at, lease } = await begin();
  const [forgotten, inHand] = [waitingJob('me'), waitingJob('me')];
  await at.jobs.insert([forgotten, inHand]);
  const looks: string[] = [];
  const driver = createDriver({
    store: at,
    clock,
    log,
    lease,
    async advance({ id }): Promise<Next> {
      looks.push(id);
      return { kind: 'at', time: clock.now() + DAY_MS };
    },
    onQueued: () => {},
    ownsPartition: () => true,
    handOver: async () => {},
    giveUp: async () => {},
  });
  const dropped = createDroppedJobs({ store: at, clock, log, lease, driver });
  driver.wake(inHand.id);
  dropped.start();
  while (looks.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  for (let minutes = 0; minutes < 10; minutes++) {
    clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(looks).toEqual([inHand.id, forgotten.id]);
  await Promise.all([dropped.stop(), driver.stop()]);
});
