import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createLateTicket, createSettle } from '../../../src/services/jobs/settle.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { wholeOf } from '../../../src/services/store/session.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';

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
          ...wholeOf(session),
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

describe.each([
  ['a ticket', (store: Store) => store.submissions.ticketArrived('s', '/v1/ai/mystic/told')],
  [
    'a picture',
    (store: Store) => store.submissions.imagesArrived('s', [{ source: { url: 'https://x.example/a.png' } }]),
  ],
] as const)('a job of which a webhook told %s', (_, tell) => {
  test('is not put down, whatever the answer to its order was', async () => {
    const store = await openTestStore();
    const job = { ...waitingJob('ours'), phase: 'submitting' as const, ticket: undefined };
    await store.jobs.insert([job]);
    const sent = { attempt: 1, nonce: 'n', webhook: undefined, sentAt: 1, ticket: undefined, images: undefined };
    await store.submissions.insert({ ...sent, id: 's', jobId: job.id, outcome: 'sent' });
    await tell(store);
    const settle = createSettle({ store, clock: systemClock, log, wakes: { announce: async () => {} } });
    expect(await settle.fail(job, { code: 'unknown' })).toBe(false);
    expect(await settle.fail(job, { code: 'refused' })).toBe(false);
    expect(await store.jobs.byId(job.id)).toMatchObject({ phase: 'submitting' });
    await store.jobs.change(job, 'waiting');
    expect(await settle.fail({ ...job, phase: 'waiting' }, { code: 'unknown' })).toBe(true);
    await store.close();
  });
});

describe('on Postgres', onlyWhere(database !== undefined, 'Postgres'), () => {
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
        publicUrl: undefined,
      },
      wakes: { announce: async () => {} },
      spool: { write: () => Promise.reject(new Error('not asked for')) },
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
