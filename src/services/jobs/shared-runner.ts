import { type Clock, within } from '../../core/clock.ts';
import { PARTITIONS } from '../../core/job.ts';
import type { Log } from '../logging/create-log.ts';
import type { Store } from '../store/contract.ts';
import type { Boss } from './boss.ts';
import type { Runner } from './local-runner.ts';
import type { Machine } from './machine.ts';

export interface SharedRunner extends Runner {
  ownsPartition(partition: number): boolean;
}

interface SharedRunnerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly boss: Boss;
  readonly processId: string;
  /** Built after this, since it asks who owns what. */
  readonly machine: () => Pick<
    Machine,
    'driver' | 'dispatcher' | 'outbox' | 'housekeeping' | 'dropped' | 'line' | 'repair' | 'kickAll'
  >;
}

const SWEEP_MS = 5000;
const FIRST_SWEEPS_MS = 1000;
/** Over a connection that died in silence nothing comes any more: the next look goes over another. */
const LOOK_LIMIT_MS = 10_000;
const BATCH = 500;

/** One of several processes: its share of the channels, woken through the database, and a sweep for what was missed. */
export function createSharedRunner({ store, clock, log, boss, processId, machine }: SharedRunnerParts): SharedRunner {
  const owned = new Set<number>();
  let isStopped = false;
  let cancel = () => {};

  async function rebalance(): Promise<void> {
    const dead = await store.processes.removeDead();
    if (dead.length > 0) log.warn({ processes: dead.length }, 'took over from processes that are gone');
    const share = await store.transaction((session) => session.processes.sharePartitions(processId, PARTITIONS));
    for (const partition of [...owned].filter((each) => !share.includes(each))) {
      owned.delete(partition);
      await boss.mute(partition);
    }
    for (const partition of share.filter((each) => !owned.has(each))) {
      owned.add(partition);
      await boss.listen(partition, (jobId) => {
        // a partition that was just given away: its new owner finds what is due
        if (owned.has(partition)) machine().driver.wake(jobId);
      });
    }
  }

  async function look(): Promise<void> {
    await rebalance();
    const { driver, kickAll } = machine();
    for (const id of await store.jobs.due(clock.now(), BATCH, [...owned])) driver.wake(id);
    kickAll();
  }

  async function sweep(): Promise<void> {
    const done = look().then(() => true);
    if (!(await within(clock, LOOK_LIMIT_MS, done, false))) log.error('due rows are not read in time');
  }

  function next(ms: number): void {
    if (isStopped) return;
    cancel = clock.schedule(ms, () => {
      sweep()
        .catch((error: unknown) => log.error({ err: error }, 'sweep failed'))
        .finally(() => next(SWEEP_MS));
    });
  }

  return {
    ownsPartition: (partition) => owned.has(partition),
    async start() {
      machine().line.start();
      machine().repair.start();
      machine().outbox.start();
      machine().dropped.start();
      machine().housekeeping.start();
      await sweep();
      next(FIRST_SWEEPS_MS);
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
