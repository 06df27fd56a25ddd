import { pino } from 'pino';
import { expect, test } from 'vitest';
import { operations } from '../../../src/commands/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createAcknowledge } from '../../../src/services/jobs/acknowledge.ts';
import { createSettle } from '../../../src/services/jobs/settle.ts';
import type { HeldJob } from '../../../src/services/store/contract.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';
import { somePost } from './some-post.ts';

/** An order that was accepted, and whose member has just been shown a card. */
async function begin() {
  const store = await openTestStore();
  const wakes = { announce: async () => {} };
  const settle = createSettle({ store, clock: systemClock, log: pino({ level: 'silent' }), wakes });
  const catalog = {
    known: (name: string) => operations.find((each) => each.name === name),
    facts: () => ({ looks: [], characters: [], disabledModels: [] }),
  };
  const { shown: _shown, ...post } = somePost();
  const job: HeldJob = { ...waitingJob('nobody'), postId: post.id, phase: 'accepted', ticket: undefined, lease: null };
  await store.posts.insert({ ...post, actionKey: null });
  await store.jobs.insert([job]);
  const acknowledge = createAcknowledge({ store, clock: systemClock, wakes, catalog, settle });
  return {
    store,
    job,
    isLookedAtLater: async () => (await store.posts.toCheck(Number.MAX_SAFE_INTEGER, 10)).includes(post.id),
    isDoubted: async () => (await store.posts.toCheck(Date.now() + 1, 10)).includes(post.id),
    seen: () => acknowledge.seen({ ...post, shown: [] }, [job], 'm'),
    unseen: () => acknowledge.missed({ ...post, shown: [] }, [job], 'no'),
  };
}

test('a job whose card was seen goes on, and its card is believed', async () => {
  const { store, job, isDoubted, seen } = await begin();
  await seen();
  expect(await store.jobs.byId(job.id)).toMatchObject({ phase: 'queued' });
  expect(await isDoubted()).toBe(false);
  await store.close();
});

test('a card that was shown after another process had gone on with its job is shown anew', async () => {
  const { store, job, isDoubted, seen } = await begin();
  const taken = await store.jobs.claim(job.id, 'another');
  expect(taken && (await store.jobs.change(taken, 'queued', { lease: null }))).toMatchObject({ phase: 'queued' });
  await seen();
  expect(await isDoubted()).toBe(true);
  await store.close();
});

test('a message that never was is not looked at later', async () => {
  const { store, job, isLookedAtLater, unseen } = await begin();
  expect(await isLookedAtLater()).toBe(true);
  await unseen();
  expect(await store.jobs.byId(job.id)).toMatchObject({ phase: 'cancelled' });
  expect(await isLookedAtLater()).toBe(false);
  await store.close();
});
