import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choice,
  type Field,
  flag,
  integer,
  number,
  optional,
  PROMPT_LIMIT,
  picture,
  text,
} from '../../src/core/fields.ts';

const texts = { localNames: { vi: 'x' }, description: { en: 'x', vi: 'y' } };
const takes = ({ schema }: Field, value: unknown): boolean => schema.safeParse(value).success;
const range = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(500))
  .map(([minimum, width]) => ({ minimum, maximum: minimum + width }));
const named = (value: string) => ({ en: value, vi: value });
/** What no field but one of its own kind may take. */
const strange = fc.oneof(fc.constantFrom(null, undefined, Number.NaN, {}, [], Symbol.iterator), fc.bigInt());

test('an integer is taken where the option says, and nowhere else', () => {
  fc.assert(
    fc.property(range, fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.double(), strange), (limits, value) => {
      const { option, schema } = integer(texts, limits);
      const { minimum = Number.NaN, maximum = Number.NaN } = option;
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
      expect(takes({ option, schema }, value)).toBe(fits);
    }),
    { numRuns: 1000 },
  );
});

test('a number is taken where the option says, and nowhere else', () => {
  const value = fc.oneof(fc.double({ min: -2000, max: 2000 }), fc.double(), strange);
  fc.assert(
    fc.property(range, value, (limits, candidate) => {
      const field = number(texts, limits);
      const { minimum = Number.NaN, maximum = Number.NaN } = field.option;
      const fits = typeof candidate === 'number' && candidate >= minimum && candidate <= maximum;
      expect(takes(field, candidate)).toBe(fits);
    }),
    { numRuns: 1000 },
  );
});

test('both ends of a range are inside', () => {
  for (const make of [integer, number]) {
    const field = make(texts, { minimum: -3, maximum: 7 });
    expect([-4, -3, 7, 8].map((value) => takes(field, value))).toEqual([false, true, true, false]);
  }
});

test('a choice takes exactly what it offers, by its own names only', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 25 });
  const candidate = fc.oneof(fc.string(), fc.constantFrom('toString', '__proto__', 'constructor'), strange);
  fc.assert(
    fc.property(names, candidate, (values, other) => {
      const field = choice(texts, Object.fromEntries(values.map((value) => [value, named(value)])));
      const offered = (field.option.choices ?? []).map(({ value }) => value);
      expect([...offered].sort()).toEqual([...values].sort());
      for (const value of offered) expect(takes(field, value)).toBe(true);
      expect(takes(field, other)).toBe(offered.some((value) => value === other));
    }),
  );
});

test('words are taken trimmed, from one letter to the limit', () => {
  const words = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(' ', '\n', 'x'), maxLength: 30 }),
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 20 }), (value, limit) => {
      const { length } = value.trim();
      const parsed = text(texts, limit).schema.safeParse(value);
      expect(parsed.success).toBe(length >= 1 && length <= limit);
      if (parsed.success) expect(parsed.data).toBe(value.trim());
    }),
  );
  expect([PROMPT_LIMIT, PROMPT_LIMIT + 1].map((length) => takes(text(texts), 'x'.repeat(length)))).toEqual([
    true,
    false,
  ]);
});

test('a flag is yes or no, not a word for it', () => {
  expect([true, false, 'true', 1, 0, null].map((value) => takes(flag(texts), value))).toEqual([
    ...[true, true],
    ...[false, false, false, false],
  ]);
});

const invisible = [
  ...['', ' ', '\u00a0', '\u200b', '\u200c', '\u200d', '\u200e', '\u202e', '\u2060', '\u2066', '\ufeff', '\u00ad'],
  ...['\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u180e', '\u2800', '\u3000', '\u3164', '\uffa0', '\ufe0f'],
  ...['\u{e0001}', '\u{e0041}', '\u{e007f}', '\u{e0100}', '\u{1d159}', '\u{1d173}', '\u0000', '\u2028', '\ufff9'],
];

test('nothing but gaps and signs that nobody sees is a blank text', () => {
  const { schema } = text(texts);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...invisible), { maxLength: 40 }), (signs) => {
      const parsed = schema.safeParse(signs.join(''));
      expect(parsed.error?.issues).toMatchObject([{ code: 'too_small', origin: 'string' }]);
    }),
  );
  for (const sign of invisible) expect(schema.safeParse(sign).success, sign.codePointAt(0)?.toString(16)).toBe(false);
});

test('beside something that shows, invisible signs stay as typed', () => {
  for (const typed of ['👩‍🚀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', 'می‌خواهم', 'क्‍ष', 'a\u200bb', '\u200bfox\u2060', '한', '.']) {
    expect(text(texts).schema.parse(typed)).toBe(typed);
  }
});

describe('whether a member may leave it out', () => {
  const fields: Readonly<Record<string, Field>> = {
    text: text(texts),
    choice: choice(texts, { a: named('a') }),
    integer: integer(texts, { minimum: 0, maximum: 1 }),
    number: number(texts, { minimum: 0, maximum: 1 }),
    flag: flag(texts),
    picture: picture(texts),
  };
  test.each(Object.entries(fields))('%s: the option and the schema agree', (kind, field) => {
    expect(field.option).toMatchObject({ kind, required: true, ...texts });
    expect(takes(field, undefined)).toBe(false);
    const free = optional(field);
    expect(free.option).toEqual({ ...field.option, required: false });
    expect(takes(free, undefined)).toBe(true);
    expect(takes(free, null)).toBe(false);
    expect(field.option.required).toBe(true);
  });
});
