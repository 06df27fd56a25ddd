import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type Clock, within } from '../../core/clock.ts';
import { PARTITIONS } from '../../core/job.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/contract.ts';
import { patience } from '../store/engines/postgres.ts';
import type { Wakes } from './contract.ts';
import type { RunnableMachine, Runner } from './local-runner.ts';

/** Wakes of all processes, through the database: at least once, at once by NOTIFY, later by a look. */
interface WakeQueue {
  readonly wakes: Wakes;
  start(): Promise<void>;
  listen(partition: number, wake: (jobId: string) => void): Promise<void>;
  mute(partition: number): Promise<void>;
  stop(): Promise<void>;
}

const KEEP_DONE_SECONDS = 60;
const BACKSTOP_SECONDS = 10;
const payload = z.object({ jobId: z.string() });

const queueOf = (partition: number): string => `wake-${partition}`;

export function createWakeQueue({ databaseUrl, log }: { readonly databaseUrl: string; readonly log: Log }): WakeQueue {
  const boss = new PgBoss({
    ...patience,
    connectionString: databaseUrl,
    useListenNotify: true,
    schedule: false,
    max: 4,
  });
  boss.on('error', (error) => log.error({ err: errorOf(error) }, 'queue of wakes'));

  return {
    wakes: {
      async announce(session, jobs) {
        // in the job's own transaction: the wake exists exactly when the row does
        const db = {
          executeSql: async (text: string, values: unknown[] = []) => ({
            rows: [...(await session.sql(text, values))],
          }),
        };
        for (const { id, partition } of jobs) await boss.send(queueOf(partition), { jobId: id }, { db });
      },
    },
    async start() {
      await boss.start();
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        const options = { notify: true, deleteAfterSeconds: KEEP_DONE_SECONDS, retryLimit: 5, expireInSeconds: 30 };
        await boss.createQueue(queueOf(partition), options);
      }
    },
    async listen(partition, wake) {
      const options = { batchSize: 50, notifyPollingIntervalSeconds: BACKSTOP_SECONDS };
      await boss.work(queueOf(partition), options, async (messages) => {
        for (const { data } of messages) {
          const { success, data: read } = payload.safeParse(data);
          if (success) wake(read.jobId);
        }
      });
    },
    mute: (partition) => boss.offWork(queueOf(partition)),
    stop: () => boss.stop({ graceful: false }),
  };
}

/** Its workers tell only what their errors say. */
function errorOf(told: unknown): Error {
  if (told instanceof Error) return told;
  const says = typeof told === 'object' && told !== null && 'message' in told ? String(told.message) : 'unknown';
  return new Error(says);
}

interface SharedRunner extends Runner {
  ownsPartition(partition: number): boolean;
}

interface SharedRunnerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: WakeQueue;
  readonly processId: string;
}

const SWEEP_MS = 5000;
const FIRST_SWEEPS_MS = 1000;
/** Over a connection that died in silence nothing comes any more: the next look goes over another. */
const LOOK_LIMIT_MS = 10_000;
const BATCH = 500;

/** One of several processes: its share of the channels, woken through the database, and a sweep for what was missed. */
export function createSharedRunner({ store, clock, log, queue, processId }: SharedRunnerParts): SharedRunner {
  const owned = new Set<number>();
  let running: RunnableMachine | undefined;
  let isStopped = false;
  let cancel = () => {};

  async function rebalance({ wake }: RunnableMachine): Promise<void> {
    const dead = await store.processes.removeDead();
    if (dead.length > 0) log.warn({ processes: dead.length }, 'took over from processes that are gone');
    const share = await store.transaction((session) => session.processes.sharePartitions(processId, PARTITIONS));
    for (const partition of [...owned].filter((each) => !share.includes(each))) {
      owned.delete(partition);
      await queue.mute(partition);
    }
    for (const partition of share.filter((each) => !owned.has(each))) {
      owned.add(partition);
      await queue.listen(partition, (jobId) => {
        // a partition that was just given away: its new owner finds what is due
        if (owned.has(partition)) wake(jobId);
      });
    }
  }

  async function look(machine: RunnableMachine): Promise<void> {
    await rebalance(machine);
    for (const id of await store.jobs.due(clock.now(), BATCH, [...owned])) machine.wake(id);
    machine.kickAll();
  }

  async function sweep(machine: RunnableMachine): Promise<void> {
    const done = look(machine).then(() => true);
    if (!(await within(clock, LOOK_LIMIT_MS, done, false))) log.error('due rows are not read in time');
  }

  function next(ms: number, machine: RunnableMachine): void {
    if (isStopped) return;
    cancel = clock.schedule(ms, () => {
      sweep(machine)
        .catch((error: unknown) => log.error({ err: error }, 'sweep failed'))
        .finally(() => next(SWEEP_MS, machine));
    });
  }

  return {
    ownsPartition: (partition) => owned.has(partition),
    async start(machine) {
      // stopped while the queue was still being opened
      if (isStopped) return;
      running = machine;
      machine.start();
      await sweep(machine);
      next(FIRST_SWEEPS_MS, machine);
    },
    async stop() {
      isStopped = true;
      cancel();
      await running?.stop();
    },
  };
}
