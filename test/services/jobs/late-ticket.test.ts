import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createLateTicket } from '../../../src/services/jobs/late-ticket.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { waitingJob } from './open-test-store.ts';

const database = await createTestDatabase();
afterAll(() => database?.drop());
const log = pino({ level: 'silent' });

/** The same store, where somebody else gets a word in after each of the first reads of a job. */
function interrupted(store: Store, words: (() => Promise<unknown>)[]): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((session) =>
        work({
          ...session,
          jobs: {
            ...session.jobs,
            async byId(id) {
              const row = await session.jobs.byId(id);
              await words.shift()?.();
              return row;
            },
          },
        }),
      ),
  };
}

describe.skipIf(!database)('on Postgres', () => {
  test('a ticket that comes in the moment in which the end of its job was told opens the job all the same', async () => {
    const store = await openStore({ databaseUrl: database?.url, dataDir: '', clock: systemClock, log });
    const job = { ...waitingJob('other'), phase: 'failed' as const, ticket: undefined };
    await store.jobs.insert([job]);
    const putDown = () => store.jobs.change(job, 'failed', { lease: null, isTold: true });
    const lateTicket = createLateTicket({
      store: interrupted(store, [putDown]),
      clock: systemClock,
      log,
      settings: {
        pollMinMs: 1,
        pollMaxMs: 1,
        deadlineMs: 60_000,
        concurrency: 1,
        dailyCredits: 1,
        concurrentJobs: 1,
        keepFilesDays: 0,
      },
      wakes: { announce: async () => {} },
    });
    await lateTicket.arrived(job.id, '/v1/ai/mystic/late');
    expect(await store.jobs.byId(job.id)).toMatchObject({
      phase: 'waiting',
      ticket: '/v1/ai/mystic/late',
      isLate: true,
    });
    await store.close();
  });
});
