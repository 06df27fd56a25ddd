import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createAfterRestore } from '../../../src/services/jobs/repair.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { COPY_MARK, createCopiedDatabase } from '../../../src/services/store/engines/restored.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';
import { somePost } from './some-post.ts';

let store: Store;
afterEach(() => store.close());

const step = { operation: 'upscale', option: 'image', input: {}, tier: '2x', price: 2 };

async function play(isCopy: boolean, isShown = false) {
  store = await openTestStore();
  if (isCopy) await store.documents.set(COPY_MARK, '1');
  const sent = { ...waitingJob('dead'), ticket: 'a ticket' };
  const inLine = { ...waitingJob('dead'), phase: 'queued' as const };
  const beingSent = { ...waitingJob('dead'), phase: 'submitting' as const, ticket: undefined };
  const answered = { ...waitingJob('dead'), phase: 'submitting' as const, ticket: undefined };
  const posts = [sent, inLine, beingSent, answered].map(({ postId }) => ({
    ...somePost({ id: postId }),
    actionKey: null,
    plan: { kind: 'steps' as const, steps: [step, step, step] },
  }));
  for (const post of posts) await store.posts.insert(post);
  await store.jobs.insert([sent, inLine, beingSent, answered]);
  const submission = { attempt: 1, nonce: 'n', webhook: undefined, images: undefined, sentAt: 1 };
  await store.submissions.insert({
    ...submission,
    id: 'not accepted',
    jobId: beingSent.id,
    ticket: undefined,
    outcome: 'not-accepted',
  });
  await store.submissions.insert({
    ...submission,
    id: 'accepted',
    jobId: answered.id,
    ticket: 'its ticket',
    outcome: 'accepted',
  });
  const database = createCopiedDatabase(store, { read: async () => 0, note: () => {} });
  const afterRestore = createAfterRestore({
    store,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    database,
    showsPictures: async () => isShown,
  });
  await afterRestore();
  const stepsOf = async (postId: string) => {
    const plan = (await store.posts.byId(postId))?.plan;
    return plan?.kind === 'steps' ? plan.steps.length : undefined;
  };
  return {
    sent,
    inLine,
    beingSent,
    answered,
    database,
    afterRestore,
    stepsOf,
    row: (id: string) => store.jobs.byId(id),
  };
}

test('on a copy what was not sent ends as unknown, what was sent goes on, and no further step begins', async () => {
  const { sent, inLine, beingSent, answered, database, stepsOf, row } = await play(true);
  for (const { id } of [inLine, beingSent]) {
    expect(await row(id)).toMatchObject({ phase: 'failed', failure: { code: 'restored' }, isTold: false, lease: null });
    expect((await store.ledger.byJob(id)).map(({ kind }) => kind).sort()).toEqual(['given-back', 'unknown']);
  }
  expect(await row(answered.id)).toMatchObject({ phase: 'submitting' });
  expect(await row(sent.id)).toMatchObject({ phase: 'waiting', ticket: 'a ticket' });
  expect(await stepsOf(sent.postId)).toBe(1);
  expect(await database.isCopy()).toBe(false);
});

test('a message that shows its picture all the same is not written over', async () => {
  const { inLine, row } = await play(true, true);
  expect(await row(inLine.id)).toMatchObject({ phase: 'failed', isTold: true, dueAt: null });
});

test('on the database itself nothing is touched, however often it starts', async () => {
  const { sent, inLine, afterRestore, stepsOf, row } = await play(false);
  await afterRestore();
  expect(await row(inLine.id)).toMatchObject({ phase: 'queued' });
  expect(await stepsOf(sent.postId)).toBe(3);
});
