import { describe, expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { firstPollAfter, likelyDuration, nextPollAfter } from '../../../src/services/jobs/steps/waiting.ts';
import { createLearnedDurations } from '../../../src/services/providers/durations.ts';

const limits = { minimumMs: 2000, maximumMs: 20_000, isTold: false };

function createRandom(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Task after task of one kind, looked at as the plan says, and learned from. */
function watch(taskMs: number, spread: number, tasks: number) {
  const random = createRandom(7);
  const learned = createLearnedDurations({ jobs: { recentDurations: async () => [] }, clock: createMovableClock() });
  const looks: { readonly delay: number; readonly polls: number }[] = [];
  for (let n = 0; n < tasks; n++) {
    const endsAt = taskMs * (1 - spread + 2 * spread * random());
    const plan = () => ({ ...limits, learned: learned.of('imagine', '1k'), random: random() });
    let at = firstPollAfter(plan());
    let pendingAt: number | undefined;
    let polls = 1;
    for (; at < endsAt; polls++) {
      pendingAt = at;
      at += nextPollAfter(at, plan());
    }
    learned.learn('imagine', '1k', likelyDuration(at, pendingAt));
    looks.push({ delay: at - endsAt, polls });
  }
  const known = looks.slice(10);
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  return { delay: mean(known.map(({ delay }) => delay)), polls: mean(known.map(({ polls }) => polls)) };
}

describe.each([
  [5000, 0.02],
  [20_000, 0.1],
  [60_000, 0.1],
])('tasks of %i ms that vary by %d', (taskMs, spread) => {
  test('are noticed sooner than by a poller of two seconds, with half of its requests', () => {
    const { delay, polls } = watch(taskMs, spread, 80);
    expect(delay).toBeLessThan(1000);
    expect(polls).toBeLessThanOrEqual(taskMs / 2000 / 2);
  });
});

test('tasks that end now at once and now after a quarter of an hour are not asked about every second', () => {
  const learned = { median: 60_000, early: 2000, late: 900_000, count: 20 };
  let polls = 0;
  for (let at = 2000; at < 900_000; polls += 1) at += nextPollAfter(at, { ...limits, learned, random: 0.5 });
  expect(polls).toBeLessThan(100);
});

test('a task that was looked at before its kind was known to take long is not asked about every second until then', () => {
  const learned = { median: 911_000, early: 911_000, late: 911_000, count: 1 };
  let polls = 0;
  for (let at = 2000; at < 900_000; polls += 1) at += nextPollAfter(at, { ...limits, learned, random: 0.5 });
  expect(polls).toBeLessThan(100);
});

test('a kind that became twice as fast is found out about', () => {
  const learned = createLearnedDurations({ jobs: { recentDurations: async () => [] }, clock: createMovableClock() });
  for (let n = 0; n < 30; n++) learned.learn('imagine', '1k', 40_000);
  for (let n = 0; n < 60; n++) {
    const plan = { ...limits, learned: learned.of('imagine', '1k'), random: 0.5 };
    learned.learn('imagine', '1k', likelyDuration(Math.max(20_000, firstPollAfter(plan)), undefined));
  }
  expect(learned.of('imagine', '1k')?.median).toBeLessThan(36_000);
});

test('a task that takes for ever is asked about ever more rarely, up to the operator’s limit', () => {
  const learned = { median: 10_000, early: 9000, late: 11_000, count: 20 };
  const wait = (elapsed: number) => nextPollAfter(elapsed, { ...limits, learned, random: 0.5 });
  expect(wait(10_000)).toBeLessThan(1000);
  expect(wait(60_000)).toBeGreaterThan(wait(30_000));
  expect(wait(3_600_000)).toBe(20_000);
});

test('where the provider tells by itself, nobody looks before twice the time that is usual', () => {
  const learned = { median: 10_000, early: 9000, late: 11_000, count: 20 };
  const plan = { ...limits, isTold: true, random: 0.5 };
  expect(firstPollAfter({ ...plan, learned })).toBe(20_000);
  expect(firstPollAfter({ ...plan, learned: undefined })).toBe(4000);
});

test('looks of two tasks do not march in step', () => {
  const at = (random: number) => nextPollAfter(30_000, { ...limits, learned: undefined, random });
  expect(at(0.1)).not.toBe(at(0.9));
});
