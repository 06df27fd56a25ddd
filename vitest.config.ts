import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/not-held.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // most tests wait for servers and clocks: two of them leave a core idle
    maxWorkers: 3,
    maxConcurrency: 3,
    restoreMocks: true,
  },
});
