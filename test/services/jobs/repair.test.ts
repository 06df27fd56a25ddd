import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { partitionOf } from '../../../src/core/job.ts';
import { createRepair } from '../../../src/services/jobs/repair.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { eventually } from '../../end-to-end/bench.ts';
import { madePost } from '../delivery/made-post.ts';
import { openTestStore } from './open-test-store.ts';

let store: Store;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

async function posts(clock: { now(): number }, count: number): Promise<string[]> {
  const made = Array.from({ length: count }, (_, n) => madePost({ createdAt: clock.now() - 600_000 + n }));
  for (const post of made) await store.posts.insert({ ...post, actionKey: null });
  return made.map(({ id }) => id);
}

/** What is checked, in order; `broken` throws, and the others are put right. */
function repairOf(clock: ReturnType<typeof createMovableClock>, owns: (partition: number) => boolean, broken?: string) {
  const checked: string[] = [];
  const check = async (id: string) => {
    checked.push(id);
    if (id === broken) throw new Error('damaged');
    await store.posts.checkAt(id, null);
  };
  const courier = {
    check,
    progress() {},
    deliver: async () => ({ kind: 'shown' as const }),
    redraw: async () => {},
    wasAcknowledged: async () => 'no' as const,
    stop: async () => {},
  };
  const repair = createRepair({ store, clock, log: pino({ level: 'silent' }), courier, ownsPartition: owns });
  return { checked, repair };
}

test("messages are looked at from the oldest on, and one that cannot be put right is in nobody else's way", async () => {
  const clock = createMovableClock();
  const [first = '', ...others] = await posts(clock, 120);
  const { checked, repair } = repairOf(clock, () => true, first);
  repair.start();
  clock.advance(1000);
  await eventually(() => checked.length >= 100);
  clock.advance(1000);
  await eventually(() => checked.length >= 120);
  expect(checked).toEqual([first, ...others]);
  clock.advance(301_000);
  await eventually(() => checked.length > 120);
  expect(checked.at(-1)).toBe(first);
  await repair.stop();
});

test('what belongs to another process is left to it', async () => {
  const clock = createMovableClock();
  await posts(clock, 3);
  const own = partitionOf('channel');
  const others = repairOf(clock, (partition) => partition !== own);
  const ours = repairOf(clock, (partition) => partition === own);
  others.repair.start();
  ours.repair.start();
  clock.advance(1000);
  await eventually(() => ours.checked.length === 3);
  await Promise.all([others.repair.stop(), ours.repair.stop()]);
  expect(others.checked).toEqual([]);
});

test('nothing is looked at before the start, or after the end', async () => {
  const clock = createMovableClock();
  await posts(clock, 1);
  const { checked, repair } = repairOf(clock, () => true);
  repair.hurry();
  clock.advance(10_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(checked).toEqual([]);
  repair.start();
  await repair.stop();
  clock.advance(10_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(checked).toEqual([]);
});
