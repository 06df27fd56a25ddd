import { test as base } from 'vitest';
import { openBench } from './bench.ts';

export type Open = typeof openBench;

/** With worlds of its own: each is closed and inspected when its test ends. */
export const worldTest = base.extend<{ open: Open }>({
  open: ({ onTestFinished }, use) =>
    use(async (options) => {
      const bench = await openBench(options);
      onTestFinished(() => bench.close());
      return bench;
    }),
});

/** Nothing is shared between them, so they run side by side. */
export const test = worldTest.concurrent;
