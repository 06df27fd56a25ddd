import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job, Post } from '../../../src/core/job.ts';
import type { PingWish } from '../../../src/core/settings.ts';
import { createPingWishes, createTellEnd, type TellEndParts } from '../../../src/services/delivery/tell-end.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { createDocuments } from '../../../src/services/store/documents.ts';
import { renderEnd } from '../../../src/views/card.ts';
import { openTestStore, waitingJob } from '../jobs/open-test-store.ts';
import { MADE_AT, madePost } from './made-post.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

async function scene(changes: Partial<Post> = {}): Promise<Post> {
  const post = madePost(changes);
  await store.posts.insert({ ...post, actionKey: null });
  return post;
}

interface Call {
  readonly way: 'token' | 'channel';
  readonly body: object;
}

/** Ends a post after this time, as often as is said, and answers with the calls that went out. */
async function end(post: Post, afterMs: number, { times = 1, phase = 'done' as Job['phase'] } = {}) {
  const calls: Call[] = [];
  const sent = { id: 'm', attachments: [], components: [] };
  const take = (call: Call) => {
    calls.push(call);
    return sent;
  };
  const api = {
    followUp: async (_at, body) => take({ way: 'token', body }),
    createMessage: async (_channel, _nonce, body) => take({ way: 'channel', body }),
  } satisfies TellEndParts['api'];
  const tellEnd = createTellEnd({
    api,
    store,
    clock: { now: () => MADE_AT + afterMs, elapsed: () => afterMs, schedule: () => () => {} },
    log: pino({ level: 'silent' }),
    turn: async () => {},
    wishes: createPingWishes(createDocuments(store)),
    renderEnd,
  });
  const jobs = [{ ...waitingJob('p'), phase }];
  for (let n = 0; n < times; n++) await tellEnd.tell(post, jobs, await tellEnd.isWanted(post, jobs));
  return calls;
}

test('a job of more than thirty seconds calls its owner once, and nobody else', async () => {
  const post = await scene();
  const [call, ...rest] = await end(post, 31_000, { times: 3 });
  expect(rest).toEqual([]);
  expect(call).toMatchObject({ way: 'token', body: { allowed_mentions: { parse: [], users: [post.ownerId] } } });
});

test('a shorter one does not, and neither does what its message gains later', async () => {
  const post = await scene();
  expect(await end(post, 29_000)).toEqual([]);
  expect(await end(post, 3_000_000)).toEqual([]);
});

test('without a token it answers the message in its channel, where the bot may write', async () => {
  const [call] = await end(await scene(), 900_000);
  expect(call).toMatchObject({ way: 'channel', body: { message_reference: { message_id: 'message' } } });
  const muted = await scene();
  expect(await end({ ...muted, place: { ...muted.place, appPermissions: '1024' } }, 900_000)).toEqual([]);
});

test('a failure is told, a cancelled or private one is not', async () => {
  expect(await end(await scene(), 60_000, { phase: 'failed' })).toHaveLength(1);
  expect(await end(await scene(), 60_000, { phase: 'cancelled' })).toEqual([]);
  expect(await end(await scene({ isPrivate: true }), 60_000)).toEqual([]);
  expect(await end(await scene(), 60_000, { phase: 'waiting' })).toEqual([]);
});

test('members say whether they want it', async () => {
  const wishes = createPingWishes(createDocuments(store));
  const told = async (wish: PingWish, afterMs: number) => {
    const post = await scene();
    await wishes.set(post.ownerId, wish);
    expect(await wishes.of(post.ownerId)).toBe(wish);
    return (await end(post, afterMs)).length;
  };
  expect(await wishes.of('somebody')).toBe('long');
  expect(await told('never', 60_000)).toBe(0);
  expect(await told('always', 1000)).toBe(1);
  expect(await told('long', 1000)).toBe(0);
});
