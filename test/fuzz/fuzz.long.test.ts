import { afterAll, beforeAll, expect, test } from 'vitest';
import { entrances } from '../../chaos/fuzz/entrances/registry.ts';
import { openPlace, type Place } from '../../chaos/fuzz/place.ts';
import { long } from '../support/long.ts';

/** `FUZZ_SEED=7` fuzzes in another way; a failure prints its seed and path. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_129);
const CASES = long(40_000, 4000);

let place: Place;
beforeAll(async () => {
  place = await openPlace();
}, 120_000);
afterAll(async () => {
  expect(await place.close()).toEqual([]);
}, 120_000);

const shares = entrances.reduce((total, { share }) => total + share, 0);

test.each(entrances)(
  'whatever comes in by $name is answered in words, and breaks nothing',
  {
    timeout: 600_000,
  },
  async (entrance) => {
    const fuzzed = await entrance.open(place);
    const cases = Math.min(Math.ceil((CASES * entrance.share) / shares), entrance.most ?? CASES);
    const { finding, cases: tried } = await fuzzed.run({ seed: SEED, cases });
    expect(finding).toBeUndefined();
    expect(tried).toBe(cases);
    expect(await fuzzed.close()).toEqual([]);
  },
);
