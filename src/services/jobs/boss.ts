import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { PARTITIONS } from '../../core/job.ts';
import type { Log } from '../logging/create-log.ts';
import { patience } from '../store/postgres-open.ts';
import type { Wakes } from './parts.ts';

/** Wakes of all processes, through the database: at least once, at once by NOTIFY, later by a look. */
export interface Boss {
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

export function createBoss({ databaseUrl, log }: { readonly databaseUrl: string; readonly log: Log }): Boss {
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
