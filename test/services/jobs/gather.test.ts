import { expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { createGather } from '../../../src/services/jobs/gather.ts';

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

function begin(deed: (all: readonly number[]) => Promise<void> = async () => {}) {
  const clock = createMovableClock();
  const done: (readonly number[])[] = [];
  const add = createGather<number>({ clock, withinMs: 10_000 }, (all) => {
    done.push(all);
    return deed(all);
  });
  return { clock, done, add };
}

test('what comes within a moment is done once, together and in order', async () => {
  const { clock, done, add } = begin();
  const all = [1, 2, 3].map(add);
  await soon();
  expect(done).toEqual([]);
  clock.advance(10_000);
  await Promise.all(all);
  expect(done).toEqual([[1, 2, 3]]);
});

test('nobody is told before the deed is done', async () => {
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  const { clock, add } = begin(() => promise);
  let isTold = false;
  const told = add(1).then(() => {
    isTold = true;
  });
  clock.advance(10_000);
  await soon();
  expect(isTold).toBe(false);
  finish();
  await told;
  expect(isTold).toBe(true);
});

test('who comes while the deed is under way is in the next one, and lost in neither', async () => {
  const { clock, done, add } = begin(soon);
  const first = add(1);
  clock.advance(10_000);
  while (done.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const second = add(2);
  await first;
  const third = add(3);
  clock.advance(10_000);
  await Promise.all([second, third]);
  expect(done).toEqual([[1], [2, 3]]);
});

test('a deed that fails fails for all who took part, and for nobody after them', async () => {
  const { clock, add } = begin(async ([first]) => {
    if (first === 1) throw new Error('locked');
  });
  const outcomes = Promise.allSettled([add(1), add(2)]);
  clock.advance(10_000);
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = add(3);
  clock.advance(10_000);
  await expect(next).resolves.toBeUndefined();
});
