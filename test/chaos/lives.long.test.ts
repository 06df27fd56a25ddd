import fc from 'fast-check';
import { test } from 'vitest';
import { openTestStore } from '../services/jobs/open-test-store.ts';
import { long } from '../support/long.ts';
import { holds } from './lives-steps.ts';

/** `LIVES_SEED=7 LIVES_PATH=1:0:3` plays one case again, as a failure prints it. */
const SEED = Number(process.env['LIVES_SEED'] ?? 20_261_129);
const PATH = process.env['LIVES_PATH'];
const CASES = Number(process.env['LIVES_CASES'] ?? long(800, 40));

test('in whatever order promises resolve, nothing is lost, paid for twice or over a limit', {
  timeout: 300_000,
}, async () => {
  const store = await openTestStore();
  const path = PATH === undefined ? {} : { path: PATH };
  await fc.assert(holds(store), { seed: SEED, numRuns: CASES, ...path });
  await store.close();
});
