import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { createHousekeeping } from '../../../src/services/jobs/housekeeping.ts';
import { createLocalRunner } from '../../../src/services/jobs/local-runner.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';

const log = pino({ level: 'silent' });
const TEN_MINUTES_MS = 600_000;
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const never = async () => {
  throw new Error('Not part of this');
};
let store: Store | undefined;
afterEach(() => store?.close().finally(() => (store = undefined)));

async function begin(owns: boolean, sweep: () => Promise<void>) {
  const clock = createMovableClock();
  const opened = await openTestStore(clock);
  store = opened;
  let sweeps = 0;
  const housekeeping = createHousekeeping({
    store: opened,
    clock,
    log,
    files: { remove: never },
    spool: {
      remove: never,
      async sweep() {
        sweeps += 1;
        await sweep();
      },
    },
    sources: { expire: async () => 0 },
    settings: { keepFilesDays: 0 },
    ownsPartition: () => owns,
  });
  return { clock, store: opened, housekeeping, sweeps: () => sweeps };
}

describe('what is cleaned up now and then', () => {
  test('holds up no job, however long it takes', async () => {
    const { promise: swept, resolve: end } = Promise.withResolvers<void>();
    const { clock, store: at, housekeeping, sweeps } = await begin(true, () => swept);
    const looks: string[] = [];
    const runner = createLocalRunner({ store: at, clock, log });
    await runner.start({
      wake: (id) => void looks.push(id),
      kick: () => {},
      kickAll: () => {},
      start: housekeeping.start,
      stop: housekeeping.stop,
    });
    clock.advance(TEN_MINUTES_MS);
    while (sweeps() === 0) await settled();
    const job = { ...waitingJob('nobody'), lease: null, dueAt: clock.now() + 30_000 };
    await at.jobs.insert([job]);
    clock.advance(61_000);
    while (!looks.includes(job.id)) await settled();
    clock.advance(TEN_MINUTES_MS);
    await settled();
    expect(sweeps()).toBe(1);
    end();
    await runner.stop();
  }, 10_000);

  test('is done by one of the processes, and every ten minutes', async () => {
    const idle = await begin(false, async () => {});
    idle.housekeeping.start();
    idle.clock.advance(TEN_MINUTES_MS);
    await settled();
    expect(idle.sweeps()).toBe(0);
    await idle.housekeeping.stop();
    await idle.store.close();
    const busy = await begin(true, async () => {});
    busy.housekeeping.start();
    for (let sweeps = 1; sweeps <= 3; sweeps++) {
      busy.clock.advance(TEN_MINUTES_MS);
      while (busy.sweeps() < sweeps) await settled();
    }
    await settled();
    expect(busy.sweeps()).toBe(3);
    await busy.housekeeping.stop();
  });
});
