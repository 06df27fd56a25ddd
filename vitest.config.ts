import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const INCLUDED: Readonly<Record<string, string>> = {
  long: 'test/**/*.long.test.ts',
  page: 'test/sandbox/page/*.test.ts',
};

export default defineConfig(({ mode }) => ({
  test: {
    // `npm run test:long`: see test/support/long.ts; `npm run test:page`: all of the sandbox's page, in a browser
    include: [INCLUDED[mode] ?? 'test/**/*.test.ts'],
    exclude: mode === 'page' ? [] : ['test/**/*.page.test.ts'],
    globalSetup: ['test/quick-folder.ts', 'test/not-held.ts', 'test/support/postgres-server.ts'],
    pool: 'forks',
    // of the programs that tests start: compiled once for all of them
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compiled') },
    // no module keeps a state of its own, as test/imports.test.ts holds: files may share what they load
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // most tests wait for servers and clocks: three of them leave a core idle; a browser and its bot do not
    maxWorkers: mode === 'page' ? 2 : 4,
    maxConcurrency: 3,
    restoreMocks: true,
  },
}));
