import { test } from 'vitest';
import { long } from '../../support/long.ts';
import { play } from './play.ts';
import { stepsOf } from './sample.ts';
import { shrink } from './shrink.ts';
import type { Step } from './steps.ts';

/** `WALK_SEED=7 WALK_STEPS=200 npx vitest run test/end-to-end/walk` walks another way. */
const FIRST_SEED = Number(process.env['WALK_SEED'] ?? 1);
const STEPS = Number(process.env['WALK_STEPS'] ?? long(2000, 200));
const SHRINK_MS = Number(process.env['WALK_SHRINK_SECONDS'] ?? 240) * 1000;
/** A bot that never was in trouble is a better place for the next one. Short walks go side by side. */
const A_WALK = long(200, 50);

const seeds = Array.from({ length: Math.ceil(STEPS / A_WALK) }, (_, n) => FIRST_SEED + n);

async function report(seed: number, steps: readonly Step[], complaints: readonly string[]): Promise<string> {
  // should the test run out of time meanwhile
  process.stderr.write(`seed ${seed}: ${complaints.join('\n')}\n`);
  const end = Date.now() + SHRINK_MS;
  const script = await shrink(
    steps,
    async (fewer) => Date.now() < end && (await play(fewer)).length > 0,
    () => Date.now() > end,
  );
  const lines = script.map((step) => `  ${JSON.stringify(step)},`);
  return [`seed ${seed}:`, ...complaints, `${script.length} of ${steps.length} steps do it:`, ...lines].join('\n');
}

test.concurrent.for(seeds)(
  'nothing is lost, paid twice or left working after a random walk from seed %i',
  {
    timeout: 120_000 + SHRINK_MS,
  },
  async (seed, { expect }) => {
    const steps = stepsOf(seed, Math.min(A_WALK, STEPS));
    const complaints = await play(steps);
    const words = complaints.length > 0 ? await report(seed, steps, complaints) : '';
    expect(words).toBe('');
  },
);
