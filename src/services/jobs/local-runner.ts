import type { Clock } from '../../core/clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/contract.ts';
import type { Machine } from './machine.ts';

/** What is run. */
export type RunnableMachine = Pick<Machine, 'wake' | 'kick' | 'kickAll' | 'start' | 'stop'>;

/** Decides when jobs are looked at. */
export interface Runner {
  start(machine: RunnableMachine): Promise<void>;
  /** No new looks. */
  stop(): Promise<void>;
}

const LONGEST_SLEEP_MS = 60_000;
const BATCH = 500;

interface RunnerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** One process: one timer for the earliest due row, at most a minute ahead. */
export function createLocalRunner({ store, clock, log }: RunnerParts): Runner {
  let running: RunnableMachine | undefined;
  let isStopped = false;
  let cancel = () => {};

  async function look(machine: RunnableMachine): Promise<void> {
    machine.kickAll();
    for (const id of await store.jobs.due(clock.now(), BATCH)) machine.wake(id);
    const nextJob = await store.jobs.earliestDue();
    const next = Math.min(nextJob ?? Infinity, clock.now() + LONGEST_SLEEP_MS);
    sleepFor(Math.max(next - clock.now(), 250), machine);
  }

  function sleepFor(ms: number, machine: RunnableMachine): void {
    if (isStopped) return;
    cancel = clock.schedule(ms, () => {
      look(machine).catch((error: unknown) => {
        log.error({ err: error }, 'due rows not read');
        sleepFor(5000, machine);
      });
    });
  }

  return {
    start(machine) {
      running = machine;
      machine.start();
      return look(machine);
    },
    async stop() {
      isStopped = true;
      cancel();
      await running?.stop();
    },
  };
}
