import type { Clock } from '../../core/clock.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { Machine } from './machine.ts';

/** Decides when jobs are looked at. */
export interface Runner {
  start(): Promise<void>;
  /** No new looks. */
  stop(): Promise<void>;
}

const LONGEST_SLEEP_MS = 60_000;
const BATCH = 500;

interface RunnerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Built after this. */
  readonly machine: () => Pick<
    Machine,
    'driver' | 'dispatcher' | 'outbox' | 'housekeeping' | 'dropped' | 'line' | 'repair' | 'kickAll'
  >;
}

/** One process: one timer for the earliest due row, at most a minute ahead. */
export function createLocalRunner({ store, clock, log, machine }: RunnerParts): Runner {
  let isStopped = false;
  let cancel = () => {};

  async function look(): Promise<void> {
    const { driver, kickAll } = machine();
    kickAll();
    for (const id of await store.jobs.due(clock.now(), BATCH)) driver.wake(id);
    const nextJob = await store.jobs.earliestDue();
    const next = Math.min(nextJob ?? Infinity, clock.now() + LONGEST_SLEEP_MS);
    sleepFor(Math.max(next - clock.now(), 250));
  }

  function sleepFor(ms: number): void {
    if (isStopped) return;
    cancel = clock.schedule(ms, () => {
      look().catch((error: unknown) => {
        log.error({ err: error }, 'due rows not read');
        sleepFor(5000);
      });
    });
  }

  return {
    start() {
      machine().line.start();
      machine().repair.start();
      machine().outbox.start();
      machine().dropped.start();
      machine().housekeeping.start();
      return look();
    },
    async stop() {
      isStopped = true;
      cancel();
      machine().line.stop();
      const { dispatcher, driver, repair, outbox, dropped, housekeeping } = machine();
      await dispatcher.stop();
      await Promise.all([driver, repair, outbox, dropped, housekeeping].map((each) => each.stop()));
    },
  };
}
