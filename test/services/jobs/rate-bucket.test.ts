import { expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { createRateBucket } from '../../../src/services/jobs/rate-bucket.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a full bucket serves at once, an empty one when time has passed', async () => {
  const clock = createMovableClock();
  const bucket = createRateBucket({ clock, perMinute: 12 });
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
  const clock = createMovableClock();
  const bucket = createRateBucket({ clock, perMinute: 6 });
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
  const bucket = createRateBucket({
    clock: createMovableClock(),
    perMinute: 60_000,
    takeShared: async () => ({ waitMs: 0 }),
  });
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
  const clock = createMovableClock();
  const bucket = createRateBucket({ clock, perMinute: 6 });
  await bucket.take('poll');
  const tired = new AbortController();
  const waiting = bucket.take('poll', tired.signal);
  tired.abort(new Error('tired'));
  await expect(waiting).rejects.toThrow('tired');
});
