import { expect, test } from 'vitest';
import type { Passing, Ruling, TcpProxy } from '../../chaos/proxy.ts';
import { lieInWait, sightOf } from '../../chaos/sights.ts';

const ID = '123e4567-e89b-42d3-a456-426614174000';
const request = (line: string) => Buffer.from(`${line} HTTP/1.1\r\nhost: x\r\n\r\n`);
const query = (words: string) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(words.length + 5);
  return Buffer.concat([Buffer.from('Q'), length, Buffer.from(`${words}\0`)]);
};

test.each([
  ['freepik', 'POST /v1/ai/mystic', 'submit'],
  ['freepik', `GET /v1/ai/mystic/${ID}`, 'poll'],
  ['freepik', `GET /v1/ai/image-upscaler/${ID}?x=1`, 'poll'],
  ['freepik', 'GET /v1/ai/loras', undefined],
  ['apiframe', 'POST /flux-imagine', 'submit'],
  ['apiframe', 'POST /fetch', 'poll'],
  ['apiframe', 'POST /fetch-many', 'poll'],
  ['apiframe', 'GET /v2/jobs/abc', 'poll'],
  ['apiframe', 'POST /v2/uploads', undefined],
  ['freepik-results', 'GET /x.png', 'download'],
  ['files', 'POST /api/v1/file/uploads', 'upload'],
  ['discord', 'POST /api/v10/interactions/1/abc/callback', 'callback'],
  ['discord', 'PATCH /api/v10/webhooks/1/abc/messages/%40original', 'edit'],
  ['discord', 'GET /api/v10/gateway/bot', undefined],
  ['bot', 'POST /webhooks/freepik/job/nonce', 'webhook'],
  ['bot', 'GET /healthz', undefined],
] as const)('%s sees in %s: %s', (peer, line, sight) => {
  expect(sightOf(peer, request(line))).toBe(sight);
});

test('a commit is seen in the protocol of Postgres, also behind something else, and in no other words', () => {
  expect(sightOf('database', query('commit'))).toBe('commit');
  expect(sightOf('database', Buffer.concat([query('select 1'), query('COMMIT')]))).toBe('commit');
  expect(sightOf('database', query('rollback'))).toBeUndefined();
  expect(sightOf('database', query(`select 'commit'`))).toBeUndefined();
  expect(sightOf('files', query('commit'))).toBeUndefined();
});

/** A way of which only what it shows is real. */
function shown() {
  const listeners = new Set<(passing: Passing) => Ruling>();
  const proxy: Pick<TcpProxy, 'watch'> = {
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const show = (connection: number, way: Passing['way'], bytes: Buffer): Ruling | undefined =>
    [...listeners].map((listener) => listener({ connection, way, bytes }))[0];
  return { proxy, show };
}

const submit = request('POST /v1/ai/mystic');
const answer = Buffer.from('HTTP/1.1 200 OK\r\n\r\n');
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

function lie(moment: 'half' | 'before' | 'after', nth = 1) {
  const way = shown();
  const struck: string[] = [];
  const stop = lieInWait(
    [{ peer: 'freepik', proxy: way.proxy, whose: 'the bot' }],
    { sight: 'submit', moment, nth, lagMs: moment === 'after' ? 1 : 0 },
    (whose) => void struck.push(whose),
  );
  return { ...way, struck, stop };
}

test('half of the second one gets through, then its process is struck', async () => {
  const { show, struck } = lie('half', 2);
  expect(show(1, 'up', submit)).toBe('pass');
  expect(show(1, 'down', answer)).toBe('pass');
  expect(show(1, 'up', submit)).toBe('half');
  expect(struck).toEqual([]);
  await soon();
  expect(struck).toEqual(['the bot']);
});

test('the answer is held back, and no other that comes meanwhile', async () => {
  const { show, struck } = lie('before');
  expect(show(7, 'up', submit)).toBe('pass');
  expect(show(8, 'down', answer)).toBe('pass');
  expect(show(7, 'down', answer)).toBe('hold');
  await soon();
  expect(struck).toEqual(['the bot']);
});

test('the answer gets through, and its process is struck just after', async () => {
  const { show, struck } = lie('after');
  show(7, 'up', submit);
  expect(show(7, 'down', answer)).toBe('pass');
  expect(struck).toEqual([]);
  await soon();
  expect(struck).toEqual(['the bot']);
});

test('one that never gets its answer is not waited for: the next is as good', async () => {
  const { show, struck } = lie('after');
  show(7, 'up', submit);
  show(8, 'up', submit);
  expect(show(8, 'down', answer)).toBe('pass');
  await soon();
  expect(struck).toEqual(['the bot']);
});

test('one strike is all, and what was called off strikes nobody', async () => {
  const first = lie('half');
  first.show(1, 'up', submit);
  expect(first.show(2, 'up', submit)).toBe('pass');
  const second = lie('half');
  second.stop();
  expect(second.show(1, 'up', submit)).toBeUndefined();
  await soon();
  expect([first.struck, second.struck]).toEqual([['the bot'], []]);
});
