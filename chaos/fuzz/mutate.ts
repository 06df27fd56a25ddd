import fc from 'fast-check';
import { isObject, type Json } from '../../sandbox/discord/json.ts';

/** One entry of a list or an object; of a list the key is its place. */
type Entry = readonly [key: string, value: Json];

/** Discord, providers and browsers name fields so by no accident. */
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then'];

export const HOSTILE_TEXTS: readonly string[] = [
  ...PROTOTYPE_NAMES,
  ...[
    '',
    ' ',
    '\n',
    '\0',
    '\ud800',
    '\u202e\u2066',
    '\ufeff',
    'ı',
    'ﷺ',
    '👩‍👩‍👧‍👦',
    'a\u0300'.repeat(40),
    '<@1>',
    '@everyone',
  ],
  ...['](https://evil.example)', '```', '||x||', '</help:1>', '-# x', '**/limits set**', '<t:0:R>', 'attachment://x'],
  ...[
    '../../../etc/passwd',
    '..%2f..%2f',
    '%',
    '%zz',
    '%00',
    '\\\\x\\y',
    'C:\\x',
    'file:///etc/passwd',
    'http://[::1]:1/',
  ],
  ...['http://169.254.169.254/', 'https://user:word@evil.example/', 'javascript:alert(1)', 'data:image/png;base64,AA'],
  ...["' or 1=1 --", '"; drop table jobs; --', '{{7*7}}', '$(id)', '%n%s', '\r\nX-Bad: 1', '<svg onload=x>'],
  ...['0', '-1', '1e309', 'NaN', 'Infinity', '0x10', '9'.repeat(25), '18446744073709551615', '1.5', 'true', 'null'],
  ...[
    '2026-13-40',
    '99999d',
    '30m',
    '2h',
    '#ff8800',
    '#gggggg',
    '16:9',
    '0:0',
    '1:1e9',
    'v1:',
    'v1:again:x:1',
    'v1:mod:a:b:c:1',
  ],
];

const LONG_TEXTS: readonly string[] = [
  'a'.repeat(5000),
  ' '.repeat(20_000),
  'ﷺ'.repeat(2000),
  '<@1>'.repeat(2000),
  '**/'.repeat(3000),
  '\\'.repeat(5001),
  '`'.repeat(3001),
  `${'a '.repeat(8000)}!`,
  'é'.normalize('NFD').repeat(6000),
  `https://${'a.'.repeat(4000)}`,
  'x'.repeat(120_000),
];

const NUMBERS: readonly number[] = [0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324];

function nested(depth: number, isList: boolean): Json {
  let value: Json = 'deep';
  for (let at = 0; at < depth; at += 1) value = isList ? [value] : { components: [value] };
  return value;
}

const DEEP: readonly Json[] = [nested(12, true), nested(12, false), nested(900, true)];

const hostileValue: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<Json>(...HOSTILE_TEXTS) },
  { weight: 8, arbitrary: fc.constantFrom<Json>(...NUMBERS, true, false, null, [], {}, [null], [[]], { '': '' }) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom<Json>(...LONG_TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom<Json>(...DEEP) },
  // JavaScript can make no text of some of these
  { weight: 4, arbitrary: fc.constantFrom<Json>(...PROTOTYPE_NAMES.map((name) => ({ [name]: 1 }))) },
);

/** As JSON tells it, where a name of a prototype is a name like any other. */
const objectOfEntries = (entries: readonly Entry[]): Json => Object.fromEntries(entries);

const textIn = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const retyped = (value: Json): Json => {
  if (typeof value === 'string') return /^\d{1,15}$/.test(value) ? Number(value) : [value];
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 0;
  if (Array.isArray(value)) return objectOfEntries(value.map((each, at) => [String(at), each]));
  return isObject(value) ? Object.values(value) : {};
};

const DEEDS = {
  replace: ([key], given) => [[key, given]],
  remove: () => [],
  double: ([key, value]) => [
    [key, value],
    [`${key}2`, value],
  ],
  many: ([key, value]) => Array.from({ length: 40 }, (_, at) => [at === 0 ? key : `${key}${at}`, value]),
  rename: ([, value], given) => [[textIn(given).slice(0, 200), value]],
  retype: ([key, value]) => [[key, retyped(value)]],
  list: ([key, value]) => [[key, [value, value]]],
  wrap: ([key, value], given) => [[key, { [textIn(given).slice(0, 40)]: value }]],
  add: ([key, value], given) => [[key, isObject(value) ? { ...value, [textIn(given).slice(0, 200)]: given } : given]],
  append: ([key, value], given) => [[key, textIn(value) + textIn(given)]],
  cut: ([key, value]) => [[key, textIn(value).slice(0, -1)]],
} as const satisfies Readonly<Record<string, (entry: Entry, given: Json) => readonly Entry[]>>;

type Deed = keyof typeof DEEDS;
const deeds: readonly Deed[] = [
  'replace',
  'replace',
  'remove',
  'double',
  'many',
  'rename',
  'retype',
  'list',
  'wrap',
  'add',
  'append',
  'cut',
];

interface Change {
  /** Which of all places, counted through. */
  readonly at: number;
  readonly deed: Deed;
  readonly given: Json;
}

const sizeOf = (value: Json): number => {
  if (Array.isArray(value)) return value.reduce<number>((total, each: Json) => total + sizeOf(each), 1);
  return isObject(value) ? Object.values(value).reduce<number>((total, each) => total + sizeOf(each), 1) : 1;
};

function walk(entry: Entry, left: { places: number }, change: Change): readonly Entry[] {
  const [key, value] = entry;
  left.places -= 1;
  if (left.places === -1) return DEEDS[change.deed](entry, change.given);
  if (left.places < -1 || typeof value !== 'object' || value === null) return [entry];
  if (Array.isArray(value)) {
    const list = value.flatMap((each: Json, at) => walk([String(at), each], left, change).map(([, kept]) => kept));
    return [[key, list]];
  }
  return [[key, objectOfEntries(Object.entries(value).flatMap((each) => walk(each, left, change)))]];
}

/** With one place changed; undefined where that was all. */
export const changed = (value: Json, change: Change): Json =>
  walk(['', value], { places: change.at % sizeOf(value) }, change)[0]?.[1];

/** `pool`: what stands in other samples, so that what is wrong in one place is right in another. */
export const anyChange = (pool: readonly Json[]): fc.Arbitrary<Change> =>
  fc.record({
    at: fc.noBias(fc.nat(99_999)),
    deed: fc.constantFrom(...deeds),
    given: pool.length > 0 ? fc.oneof(hostileValue, fc.constantFrom(...pool)) : hostileValue,
  });

/** Once in so many cases. */
export const rarely = <T>(oneIn: number, any: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: any });

const MOST_CHANGES = 4;

/** One of these, mostly changed in a place or more. */
export const mutated = (samples: readonly Json[], pool: readonly Json[] = poolOf(samples)): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.noBias(fc.nat(samples.length - 1)), fc.array(anyChange(pool), { maxLength: MOST_CHANGES }))
    .map(([at, changes]) => changes.reduce(changed, samples[at]));

const MOST_POOLED = 400;

/** Texts that stand in samples, each once. */
export function poolOf(samples: readonly Json[]): readonly Json[] {
  const found = new Set<string>();
  const look = (value: Json): void => {
    if (typeof value === 'string' && value.length < 200) found.add(value);
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) look(each);
  };
  for (const sample of samples) look(sample);
  const all = [...found];
  const step = Math.max(1, Math.ceil(all.length / MOST_POOLED));
  return all.filter((_, at) => at % step === 0);
}
