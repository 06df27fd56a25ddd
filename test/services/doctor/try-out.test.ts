import { expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { PATIENCE_MS, tryOut } from '../../../src/services/doctor.ts';

const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
};

test('what answers no is bad, and so is what breaks', async () => {
  const clock = createMovableClock();
  expect(await tryOut(clock, async () => true)).toMatchObject({ answer: 'good' });
  expect(await tryOut(clock, async () => false)).toMatchObject({ answer: 'bad' });
  expect(await tryOut(clock, () => Promise.reject(new Error('no')))).toMatchObject({ answer: 'bad' });
});

test('what says nothing is given up, and told so', async () => {
  const clock = createMovableClock();
  let given: AbortSignal | undefined;
  const tried = tryOut(clock, (signal) => {
    given = signal;
    return new Promise(() => {});
  });
  await until(() => given !== undefined);
  expect(given?.aborted).toBe(false);
  clock.advance(PATIENCE_MS);
  expect((await tried).answer).toBe('silent');
  expect(given?.aborted).toBe(true);
});
