import { expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { createLearnedDurations } from '../../../src/services/providers/durations.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

/** What the database says, and how often it was asked. */
function begin(answers: readonly number[] | Error = []) {
  const clock = createMovableClock();
  const asked: string[] = [];
  const known = { answers };
  const jobs = {
    async recentDurations(operation: string, tier: string, count: number) {
      asked.push(`${operation} ${tier} ${count}`);
      if (known.answers instanceof Error) throw known.answers;
      return [...known.answers];
    },
  };
  return { clock, asked, known, learned: createLearnedDurations({ jobs, clock }) };
}

test('is read again after a while, also where the clock was set back', async () => {
  const { clock, learned, asked } = begin([1000]);
  learned.of('imagine', '1k');
  await soon();
  clock.setBack(3_600_000);
  clock.advance(61_000);
  learned.of('imagine', '1k');
  expect(asked).toHaveLength(2);
});

test('nothing is said before something was learned, and then without being asked for again', async () => {
  const { learned, asked } = begin([3000, 1000, 2000]);
  expect(learned.of('imagine', '1k')).toBeUndefined();
  expect(learned.of('imagine', '1k')).toBeUndefined();
  await soon();
  expect(learned.of('imagine', '1k')).toEqual({ median: 2000, early: 1000, late: 3000, count: 3 });
  expect(asked).toEqual(['imagine 1k 20']);
});

test('one of ten is early and one of ten is late', async () => {
  const { learned } = begin(Array.from({ length: 20 }, (_, n) => (20 - n) * 100));
  learned.of('imagine', '1k');
  await soon();
  expect(learned.of('imagine', '1k')).toEqual({ median: 1100, early: 300, late: 1900, count: 20 });
});

test('each operation and resolution is learned on its own', async () => {
  const { learned } = begin();
  learned.learn('imagine', '1k', 1000);
  learned.learn('imagine', '4k', 9000);
  learned.learn('upscale', '1k', 5000);
  expect(learned.of('imagine', '1k')?.median).toBe(1000);
  expect(learned.of('imagine', '4k')?.median).toBe(9000);
  expect(learned.of('upscale', '1k')?.median).toBe(5000);
});

test('only the last twenty count', () => {
  const { learned } = begin();
  for (let n = 0; n < 30; n++) learned.learn('imagine', '1k', n < 10 ? 90_000 : 2000);
  expect(learned.of('imagine', '1k')).toEqual({ median: 2000, early: 2000, late: 2000, count: 20 });
});

test('what is older than a minute is read again, and meanwhile still used', async () => {
  const { clock, learned, asked, known } = begin([1000]);
  learned.of('imagine', '1k');
  await soon();
  known.answers = [7000];
  clock.advance(59_000);
  expect(learned.of('imagine', '1k')?.median).toBe(1000);
  clock.advance(2000);
  expect(learned.of('imagine', '1k')?.median).toBe(1000);
  await soon();
  expect(learned.of('imagine', '1k')?.median).toBe(7000);
  expect(asked).toHaveLength(2);
});

test('a database that cannot answer harms nobody and is asked again', async () => {
  const { learned, known } = begin(new Error('locked'));
  expect(learned.of('imagine', '1k')).toBeUndefined();
  await soon();
  known.answers = [4000];
  expect(learned.of('imagine', '1k')).toBeUndefined();
  await soon();
  expect(learned.of('imagine', '1k')?.median).toBe(4000);
});

test('a database that falls silent does not take away what was known', async () => {
  const { clock, learned, known } = begin([4000]);
  learned.of('imagine', '1k');
  await soon();
  known.answers = new Error('locked');
  clock.advance(61_000);
  learned.of('imagine', '1k');
  await soon();
  expect(learned.of('imagine', '1k')?.median).toBe(4000);
});

test('what is learned while the database is being read is not forgotten', async () => {
  const { learned } = begin([]);
  learned.of('imagine', '1k');
  learned.learn('imagine', '1k', 3000);
  await soon();
  expect(learned.of('imagine', '1k')?.median).toBe(3000);
});
