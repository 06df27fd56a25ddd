import fc from 'fast-check';
import { orders } from './orders.ts';
import {
  discordFaults,
  discordRoutes,
  downloadFaults,
  fileFaults,
  lostAnswers,
  manners,
  type PlaceName,
  people,
  places,
  pollFaults,
  pressers,
  type Step,
  submitFaults,
  wanted,
} from './steps.ts';

const person = fc.constantFrom(...people);
const place = fc.constantFrom<PlaceName>('server', 'server', 'server', ...places);
const manner = fc.constantFrom(...manners);
const seldom = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
/** Of many the new ones most often. */
const at = fc.integer({ min: 0, max: 999 }).map((n) => (n / 1000) ** 3);
const kind = <const K extends Step['kind']>(name: K) => fc.constant(name);

const providerFault = fc.oneof(
  fc.record({ on: fc.constant('submit' as const), as: fc.constantFrom(...submitFaults) }),
  fc.record({ on: fc.constant('submit' as const), as: fc.constantFrom(...lostAnswers), accepted: fc.constant(true) }),
  fc.record({ on: fc.constant('poll' as const), as: fc.constantFrom(...pollFaults) }),
  fc.record({ on: fc.constant('download' as const), as: fc.constantFrom(...downloadFaults) }),
);
const jumps = [50, 400, 1000, 3500, 10_000, 10_000, 30_000, 30_000, 120_000, 120_000, 300_000, 13 * 60_000];
const leaps = [3_600_000, 7 * 3_600_000];

const step = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: kind('ask'),
      who: person,
      where: place,
      order: fc.nat(orders.length - 1),
      count: fc.constantFrom(1, 1, 2, 3, 4),
      isPrivate: seldom,
      manner,
      isHurried: seldom,
    }),
  },
  {
    weight: 34,
    arbitrary: fc.record({
      kind: kind('press'),
      who: fc.constantFrom(...pressers),
      action: fc.constantFrom(...wanted),
      at,
      manner,
      isHurried: seldom,
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: kind('fill'), files: fc.integer({ min: 1, max: 3 }), manner }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('batch'), who: person, where: place, isPrivate: seldom }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('look'),
      who: person,
      where: place,
      command: fc.constantFrom('jobs' as const, 'history' as const, 'show' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('menu'),
      who: person,
      name: fc.constantFrom('Remove background', 'Upscale', 'Reimagine', 'Edit with words', 'Picture details'),
      at,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('delete-message'), at }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('restart') }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind('provider'),
      name: fc.constantFrom('freepik' as const, 'freepik' as const, 'apiframe' as const),
      fault: providerFault,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('discord'),
      on: fc.constantFrom(...discordRoutes),
      as: fc.constantFrom(...discordFaults),
      times: fc.constantFrom(1, 1, 5),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('files'), as: fc.constantFrom(...fileFaults, 'up') }) },
  { weight: 15, arbitrary: fc.record({ kind: kind('wait'), ms: fc.constantFrom(...jumps) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('wait'), ms: fc.constantFrom(...leaps) }) },
);

/** The same walk for the same seed. */
export const stepsOf = (seed: number, count: number): readonly Step[] => fc.sample(step, { seed, numRuns: count });
