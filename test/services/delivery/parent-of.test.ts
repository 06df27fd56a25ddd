import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Post } from '../../../src/core/job.ts';
import { createParentOf } from '../../../src/services/delivery/card.ts';
import type { NewJob, Store } from '../../../src/services/store/contract.ts';
import { openTestStore, waitingJob } from '../jobs/open-test-store.ts';
import { somePost } from '../jobs/some-post.ts';

let store: Store;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

async function posted(over: Partial<Post>, jobs: readonly Partial<NewJob>[]) {
  const post = somePost(over);
  await store.posts.insert({ ...post, actionKey: null });
  const rows = jobs.map((job, index) => ({ ...waitingJob('a process'), postId: post.id, index, ...job }));
  await store.jobs.insert(rows);
  return rows.map(({ id }) => id);
}
const done = { phase: 'done', results: [{ spool: 'x' }] } as const;
const of = (parentId: string | undefined, ownerId = 'bob') => createParentOf(store)({ parentId, ownerId });
const link = 'https://discord.com/channels/guild/channel/message';

test('one picture needs no number; of several it is the one that the message shows', async () => {
  const [only] = await posted({}, [done]);
  expect(await of(only)).toEqual({ ownerId: 'ann', n: undefined, link });
  const [, , third] = await posted({}, [done, { phase: 'failed' }, done]);
  expect(await of(third)).toEqual({ ownerId: 'ann', n: 2, link });
});

test('a private picture is told to its owner alone, and has no link', async () => {
  const [hidden] = await posted({ isPrivate: true }, [done]);
  expect(await of(hidden)).toBeUndefined();
  expect(await of(hidden, 'ann')).toEqual({ ownerId: 'ann', n: undefined, link: undefined });
});

test('nothing is said of what was deleted, never was, or had no parent', async () => {
  const [gone] = await posted({}, [{ ...done, input: {}, results: [] }]);
  expect(await of(gone)).toBeUndefined();
  expect(await of('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBeUndefined();
  expect(await of(undefined)).toBeUndefined();
});
