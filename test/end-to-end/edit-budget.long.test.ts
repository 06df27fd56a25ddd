import { afterEach, expect, test } from 'vitest';
import type { InteractionHandle } from '../../sandbox/discord/interactions.ts';
import { createMovableClock } from '../../sandbox/movable-clock.ts';
import { long } from '../support/long.ts';
import { type Bench, createScene, eventually, openBench } from './bench.ts';

let bench: Bench | undefined;
afterEach(() => bench?.close().finally(() => (bench = undefined)));

const MOST_EDITS = 12;
const MOMENT_MS = 20;

/** Time leaps on when this process, which is bot and Discord, has done what was due: else its lateness were minutes. */
async function moment(): Promise<void> {
  for (let late = Number.POSITIVE_INFINITY; late > MOMENT_MS; ) {
    const began = performance.now();
    await new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
    late = performance.now() - began - MOMENT_MS;
  }
}

async function run(count: number, minutes: number) {
  const clock = createMovableClock();
  const at = await openBench({
    clock,
    discord: { clock, keepAttachmentBytes: false },
    freepik: { taskMs: minutes * 60_000, clock },
    env: {
      PROVIDER_CONCURRENCY: String(count),
      DEFAULT_CONCURRENT_JOBS: String(count),
      DEFAULT_DAILY_CREDITS: String(count),
      JOB_DEADLINE_SECONDS: '14400',
    },
  });
  bench = at;
  const { user, channel } = createScene(at);
  const options = { prompt: 'a red fox', resolution: '1k' };
  const handles: InteractionHandle[] = [];
  while (handles.length < count) {
    const some = Array.from({ length: Math.min(20, count - handles.length) }, () =>
      at.discord.runCommand({ user, channel, name: 'imagine', options }),
    );
    handles.push(...(await Promise.all(some)));
    await Promise.all(handles.map(({ acknowledged }) => acknowledged));
  }
  await eventually(() => at.freepik.billed === count, 60_000);
  const arrived = () => handles.filter((handle) => handle.message()?.attachments.length).length;
  for (let minute = 6; minute < minutes; minute++) {
    clock.advance(60_000);
    await moment();
  }
  for (const end = Date.now() + 100_000; arrived() < count && Date.now() < end; ) {
    clock.advance(1000);
    await moment();
  }
  expect(arrived()).toBe(count);
  const refused = at.discord.exchanges.filter(({ status }) => status === 429);
  const edits = handles.map((handle) => handle.message()?.edits.length ?? 0);
  const [most, fewest] = [Math.max(...edits), Math.min(...edits)];
  const mean = edits.reduce((sum, each) => sum + each, 0) / count;
  // the figures of docs/performance.md
  process.stdout.write(
    `${count} jobs of ${minutes} min in one channel: ${fewest} to ${most} edits a job, ${mean.toFixed(1)} on average, ${refused.length} refused\n`,
  );
  return { refused: refused.length, most, fewest };
}

test('a job of five minutes is worth twelve edits at most', { timeout: 60_000 }, async () => {
  const { refused, most } = await run(1, 5);
  expect(most).toBeLessThanOrEqual(MOST_EDITS);
  expect(most).toBeGreaterThan(3);
  expect(refused).toBe(0);
});

const MANY = long(200, 20);
const LONG_ONES = long(40, 4);

test(`${MANY} jobs in one channel stay within the rates, and each shows its picture`, {
  timeout: 240_000,
}, async () => {
  const { refused, most, fewest } = await run(MANY, 5);
  expect(refused).toBe(0);
  expect(most).toBeLessThanOrEqual(MOST_EDITS);
  expect(fewest).toBeGreaterThanOrEqual(1);
});

test(`so do ${LONG_ONES} that took so long that the bot edits by its own right`, { timeout: 240_000 }, async () => {
  const { refused, most } = await run(LONG_ONES, 70);
  expect(refused).toBe(0);
  expect(most).toBeLessThanOrEqual(MOST_EDITS);
});
