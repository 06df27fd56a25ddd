import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { createBoss } from '../services/jobs/boss.ts';
import { createLocalRunner, type Runner } from '../services/jobs/local-runner.ts';
import type { Machine } from '../services/jobs/machine.ts';
import type { Wakes } from '../services/jobs/parts.ts';
import { createSharedRunner } from '../services/jobs/shared-runner.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';

interface RunnerParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly processId: string;
  readonly machine: () => Machine;
}

export interface Running extends Runner {
  readonly wakes: Wakes;
  ownsPartition(partition: number): boolean;
}

/** One process with a timer on SQLite; on Postgres any number, with pg-boss between them. */
export function createRunner({ config, store, clock, log, processId, machine }: RunnerParts): Running {
  if (config.DATABASE_URL === undefined) {
    const runner = createLocalRunner({ store, clock, log, machine });
    const announce: Wakes['announce'] = async (_session, jobs) => {
      // after the transaction that is just ending
      setImmediate(() => {
        for (const { id, phase, provider } of jobs) {
          // what waits in line needs a slot, not a look
          if (phase === 'queued') machine().dispatcher.kick(provider);
          else machine().driver.wake(id);
        }
      });
    };
    return { ...runner, wakes: { announce }, ownsPartition: () => true };
  }
  const boss = createBoss({ databaseUrl: config.DATABASE_URL, log });
  const shared = createSharedRunner({ store, clock, log, boss, processId, machine });
  const works = config.ROLE !== 'gateway';
  return {
    wakes: boss.wakes,
    ownsPartition: shared.ownsPartition,
    async start() {
      await boss.start();
      if (works) await shared.start();
    },
    async stop() {
      if (works) await shared.stop();
      await boss.stop();
    },
  };
}
