import fc from 'fast-check';
import { orders } from './orders.ts';

const people = ['ann', 'bob', 'mod'] as const;
export type Person = (typeof people)[number];

const places = ['server', 'direct', 'elsewhere'] as const;
export type PlaceName = (typeof places)[number];

/** `owner`: whoever caused the message. */
const pressers = ['owner', 'owner', 'owner', 'ann', 'bob', 'mod'] as const;
export type Presser = (typeof pressers)[number];

/** How often one and the same action reaches the bot. */
const manners = ['once', 'once', 'once', 'double-click', 'redelivered'] as const;
export type Manner = (typeof manners)[number];

/** Buttons that are looked for by name, so that the rare ones are pressed too; `any` is whatever there is. */
const wanted = [
  ...[
    'any',
    'any',
    'any',
    'cancel',
    'cancel',
    'again',
    'vary',
    'upscale',
    'rmbg',
    'compare',
    'share',
    'share',
    'report',
  ],
  ...[
    'delete',
    'delete',
    'delete-sure',
    'delete-sure',
    'get',
    'get',
    'retry',
    'retry',
    'prompt',
    'reword',
    'redo',
    'page',
  ],
] as const;

const submitFaults = [
  '429',
  '503',
  '500',
  'html',
  'reset',
  'truncated',
  'no-task-id',
  'refuse-400',
  'fail',
  'refuse',
] as const;
/** The task is there and paid for, whatever the answer says. */
const lostAnswers = ['500', 'html', 'reset'] as const;
const pollFaults = ['429', '500', 'html', 'reset', 'truncated', 'unknown-status'] as const;
const downloadFaults = ['500', 'reset', 'cut-off', 'truncated-picture', 'expired-url'] as const;
const discordFaults = ['500', '429', 'reset', 'reset-after', 'slow'] as const;
const discordRoutes = ['answer', 'edit', 'message'] as const;
const fileFaults = ['500', 'reset', 'truncated', 'wrong-host', 'down', 'up'] as const;

export type ProviderFault =
  | { readonly on: 'submit'; readonly as: (typeof submitFaults)[number]; readonly accepted?: boolean }
  | { readonly on: 'poll'; readonly as: (typeof pollFaults)[number] }
  | { readonly on: 'download'; readonly as: (typeof downloadFaults)[number] };

/** What somebody or something does; as data, so that a walk can be printed, cut down and played again. */
export type Step =
  | {
      readonly kind: 'ask';
      readonly who: Person;
      readonly where: PlaceName;
      readonly order: number;
      readonly count: number;
      readonly isPrivate: boolean;
      readonly manner: Manner;
      readonly isHurried: boolean;
    }
  | {
      readonly kind: 'press';
      readonly who: Presser;
      readonly action: string;
      /** Which of those that there are: 0 is the newest, 1 the oldest. */
      readonly at: number;
      readonly manner: Manner;
      readonly isHurried: boolean;
    }
  | { readonly kind: 'fill'; readonly files: number; readonly manner: Manner }
  | { readonly kind: 'batch'; readonly who: Person; readonly where: PlaceName; readonly isPrivate: boolean }
  | {
      readonly kind: 'look';
      readonly who: Person;
      readonly where: PlaceName;
      readonly command: 'jobs' | 'history' | 'show';
    }
  | { readonly kind: 'menu'; readonly who: Person; readonly name: string; readonly at: number }
  | { readonly kind: 'delete-message'; readonly at: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'provider'; readonly name: 'freepik' | 'apiframe'; readonly fault: ProviderFault }
  | {
      readonly kind: 'discord';
      readonly on: (typeof discordRoutes)[number];
      readonly as: (typeof discordFaults)[number];
      readonly times: number;
    }
  | { readonly kind: 'files'; readonly as: (typeof fileFaults)[number] }
  | { readonly kind: 'wait'; readonly ms: number };

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
