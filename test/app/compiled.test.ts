import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { createThrowaways, runProgram } from '../support/throwaway.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const { folder, dispose } = createThrowaways('compiled');
afterEach(dispose);

/** All of it is loaded before it finds that it was told nothing. */
async function start(env: Readonly<Record<string, string>>): Promise<void> {
  const { code, stderr } = await runProgram(MAIN, [], { cwd: await folder(), env });
  expect(code).toBe(1);
  expect(stderr).toContain('DISCORD_TOKEN');
}

test('what Node compiled for a start is kept in the folder for temporary files', { timeout: 60_000 }, async () => {
  const TMPDIR = await folder();
  await start({ TMPDIR, TEMP: TMPDIR, NODE_COMPILE_CACHE: '' });
  const kept = await readdir(join(TMPDIR, 'node-compile-cache'), { recursive: true });
  expect(kept.length).toBeGreaterThan(600);
});

test('where nothing can be kept it starts all the same', { timeout: 60_000 }, () =>
  start({ NODE_COMPILE_CACHE: '/dev/null/compiled' }),
);
