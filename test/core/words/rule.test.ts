import { expect, test } from 'vitest';
import { createMatcher } from '../../../src/core/words/matcher.ts';
import { type DiacriticsMode, parseRule, readingOf } from '../../../src/core/words/rule.ts';

const read = (typed: string, mode: DiacriticsMode = 'auto') => {
  const parsed = parseRule(typed, mode);
  return parsed.ok ? readingOf(parsed.pattern) : parsed.problem;
};
const catches = (rule: string, text: string, mode: DiacriticsMode = 'auto') => {
  const parsed = parseRule(rule, mode);
  if (!parsed.ok) throw new Error(parsed.problem);
  return createMatcher([parsed.pattern])(text).places.length > 0;
};

test.each([
  ['Nude', 'nude'],
  ['  HOT-dog ', 'hot dog'],
  ['18+', '18'],
  ['nud*', 'nud*'],
  ['nud***', 'nud*'],
  ['＊gore＊', '*gore*'],
  ['f*k', 'f*k'],
  ['f*k*', 'f*k*'],
  ['nud* girl', 'nud* girl'],
  ['🍆', '🍆'],
  ['裸体', '裸 体'],
  ['Đụ', 'đụ'],
])('%j is read as %j', (typed, reading) => expect(read(typed)).toBe(reading));

test.each([
  ['', 'blank'],
  ['  ...  ', 'blank'],
  ['*', 'blank'],
  ['* *', 'blank'],
  ['\u200b', 'blank'],
  ['a*', 'stars'],
  ['*a*', 'stars'],
  ['* girl', 'stars'],
  ['a*b*c', 'stars'],
  ['*a*b', 'stars'],
  ['x'.repeat(101), 'too-long'],
])('%j is refused: %s', (typed, problem) => expect(read(typed)).toBe(problem));

test('a star stands for letters of one word, or for none', () => {
  expect(catches('nud*', 'nud')).toBe(true);
  expect(catches('nud*', 'nudists')).toBe(true);
  expect(catches('nud*', 'nud ists')).toBe(true);
  expect(catches('nud*', 'denudes')).toBe(false);
  expect(catches('f*k', 'flower, k')).toBe(false);
  expect(catches('*gore*', 'categories')).toBe(false);
  expect(catches('*gore*', 'bloodygoreish')).toBe(true);
  expect(catches('nud* girl', 'nudist girl')).toBe(true);
  expect(catches('nud* girl', 'nudist  the girl')).toBe(false);
});

test('diacritics of the rule are asked of the text', () => {
  expect(catches('đụ', 'đụ')).toBe(true);
  expect(catches('đụ', 'đu')).toBe(false);
  expect(catches('đụ', 'du')).toBe(false);
  expect(catches('đụ', 'du', 'ignore')).toBe(true);
  expect(catches('đụ', 'đù', 'ignore')).toBe(true);
});

test('a rule without diacritics lets Vietnamese words pass, and no disguise', () => {
  expect(catches('lon', 'việc lớn')).toBe(false);
  expect(catches('lon', 'lön')).toBe(true);
  expect(catches('lon', 'lớn', 'ignore')).toBe(true);
  expect(catches('lon', 'lön', 'exact')).toBe(false);
  expect(catches('schwul', 'schwül', 'exact')).toBe(false);
});

test('of a rule of two letters only the plain text has a say', () => {
  expect(catches('ak', 'ak')).toBe(true);
  expect(catches('ak', '4k')).toBe(false);
  expect(catches('st', '1st')).toBe(false);
});

test('one letter more is another word, two are the word drawn out', () => {
  expect(catches('god', 'good')).toBe(false);
  expect(catches('god', 'goood')).toBe(true);
  expect(catches('god', 'ggodd')).toBe(true);
  expect(catches('good', 'god')).toBe(false);
});
