import { expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import type { Rate } from '../../../src/core/allowance.ts';
import { createRateBucket, keepInMemory } from '../../../src/services/providers/rate-bucket.ts';

function open({ perMinute = 60_000, submitsPerSecond = 1000 }: Partial<Rate>) {
  const clock = createMovableClock();
  const keeper = keepInMemory(clock, { perMinute, submitsPerSecond });
  return { clock, bucket: createRateBucket({ clock, keeper }) };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a full bucket serves at once, an empty one when time has passed', async () => {
  const { clock, bucket } = open({ perMinute: 12 });
  await bucket.take('poll');
  await bucket.take('poll');
  let isServed = false;
  const third = bucket.take('poll').then(() => {
    isServed = true;
  });
  await soon();
  expect(isServed).toBe(false);
  clock.advance(5100);
  await third;
  expect(isServed).toBe(true);
});

test('submits go before polls and polls before look-ups, but polls get every second token', async () => {
  const { clock, bucket } = open({ perMinute: 6 });
  await bucket.take('poll');
  const order: string[] = [];
  const kinds = ['look-up', 'poll', 'poll', 'submit', 'submit', 'submit'] as const;
  const all = kinds.map((kind) => bucket.take(kind).then(() => order.push(kind)));
  for (let n = 0; n < kinds.length; n++) {
    clock.advance(10_100);
    await soon();
  }
  await Promise.all(all);
  expect(order).toEqual(['submit', 'poll', 'submit', 'poll', 'submit', 'look-up']);
});

test('whoever asks in the very moment in which the last one was served is served too', async () => {
  const { bucket } = open({});
  for (let hops = 0; hops < 12; hops++) {
    await bucket.take('look-up');
    let later = Promise.resolve();
    for (let hop = 0; hop < hops; hop++) later = later.then(() => {});
    await later.then(() => bucket.take('poll'));
  }
  expect(await Promise.race([bucket.take('submit').then(() => 'served'), soon().then(() => 'left behind')])).toBe(
    'served',
  );
});

test('who no longer wants a token does not take one', async () => {
  const { bucket } = open({ perMinute: 6 });
  await bucket.take('poll');
  const tired = new AbortController();
  const waiting = bucket.take('poll', tired.signal);
  tired.abort(new Error('tired'));
  await expect(waiting).rejects.toThrow('tired');
});

test('submits are as far apart as the operator said, and what else is asked does not wait for them', async () => {
  const { clock, bucket } = open({ submitsPerSecond: 0.5 });
  await bucket.take('submit');
  const sent: number[] = [];
  const from = clock.elapsed();
  const submits = [1, 2].map(() => bucket.take('submit').then(() => sent.push(clock.elapsed() - from)));
  await soon();
  await bucket.take('poll');
  await bucket.take('look-up');
  expect(sent).toEqual([]);
  for (let n = 0; n < 50 && sent.length < 2; n++) {
    clock.advance(100);
    await soon();
  }
  await Promise.all(submits);
  expect(sent[0]).toBeGreaterThanOrEqual(1900);
  expect(Number(sent[1]) - Number(sent[0])).toBeGreaterThanOrEqual(1900);
});

test('while a key was told to wait nothing is sent, and all goes on afterwards', async () => {
  const { clock, bucket } = open({});
  await bucket.rest(30_000);
  const served: string[] = [];
  const all = (['look-up', 'poll', 'submit'] as const).map((kind) => bucket.take(kind).then(() => served.push(kind)));
  clock.advance(29_000);
  await soon();
  expect(served).toEqual([]);
  clock.advance(1100);
  await Promise.all(all);
  expect(served).toHaveLength(3);
});

test('a clock that is set back holds up nobody', async () => {
  const { clock, bucket } = open({ perMinute: 60, submitsPerSecond: 1 });
  for (let n = 0; n < 10; n++) await bucket.take('poll');
  clock.setBack(3_600_000);
  const next = Promise.all([bucket.take('poll'), bucket.take('submit')]);
  for (let n = 0; n < 30; n++) {
    clock.advance(100);
    await soon();
  }
  await next;
});

test('what is being tried when nobody wants it any more is told to the end: what it took is not dropped', async () => {
  const { bucket } = open({});
  const tired = new AbortController();
  const begun = Promise.withResolvers<void>();
  const { promise: claimed, resolve: claim } = Promise.withResolvers<string>();
  const turn = bucket.inTurn(
    'submit',
    async () => {
      begun.resolve();
      return { value: await claimed };
    },
    tired.signal,
  );
  await begun.promise;
  tired.abort(new Error('tired'));
  claim('a job');
  expect(await turn).toBe('a job');
});
