import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration, type ViteUserConfig } from 'vitest/config';

/** Each alone when all others are over: whether a storm is answered in time is to be told by the bot, not by who else is at work. */
const STORMS = 'test/chaos/{storm,power,own-postgres}.long.test.ts';
const LONG: TestProjectInlineConfiguration[] = [
  {
    extends: true,
    test: { name: 'long', include: ['test/**/*.long.test.ts'], exclude: [STORMS], sequence: { groupOrder: 0 } },
  },
  { extends: true, test: { name: 'storms', include: [STORMS], maxWorkers: 1, sequence: { groupOrder: 1 } } },
];

/** `npm run test:long`: see test/support/long.ts; `npm run test:page`: all of the sandbox's page, in a browser. */
const FILES: Readonly<Record<string, NonNullable<ViteUserConfig['test']>>> = {
  long: { projects: LONG },
  page: { include: ['test/sandbox/page/*.test.ts'], exclude: [] },
};

export default defineConfig(({ mode }) => ({
  test: {
    ...(FILES[mode] ?? { include: ['test/**/*.test.ts'], exclude: ['test/**/*.page.test.ts'] }),
    globalSetup: ['test/quick-folder.ts', 'test/not-held.ts', 'test/support/postgres-server.ts'],
    pool: 'forks',
    // of the programs that tests start: compiled once for all of them
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compiled') },
    // no module keeps a state of its own, as test/imports.test.ts holds: files may share what they load
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // most tests wait for servers and clocks: three of them leave a core idle; a browser and its bot, or five processes, do not
    maxWorkers: mode === 'page' || mode === 'long' ? 2 : 4,
    maxConcurrency: mode === 'long' ? 2 : 3,
    restoreMocks: true,
  },
}));
