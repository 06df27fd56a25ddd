import { expect, test } from 'vitest';
import { createMatcher } from '../../../src/core/words/matcher.ts';
import { type DiacriticsMode, parseRule, readingOf } from '../../../src/core/words/rules.ts';

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

test.each([
  ['khỏa', 'khoả'],
  ['hòa', 'hoà'],
  ['lõa thể', 'loã thể'],
  ['thủy', 'thuỷ'],
  ['khỏe', 'khoẻ'],
  ['họa', 'hoạ'],
  ['mỹ', 'mĩ'],
  ['lý', 'lí'],
  ['quý', 'quí'],
  ['Kỵ', 'kị'],
  ['*khỏa*', '*khoả*'],
])('%s and %s are one word, whichever of them the rule has', (one, other) => {
  for (const mode of ['auto', 'exact'] as const) {
    for (const [rule, text] of [
      [one, other],
      [other, one],
    ] as const) {
      const written = text.replaceAll('*', '');
      expect(catches(rule, written, mode), `${rule}, ${written}`).toBe(true);
      expect(catches(rule, rule.replaceAll('*', ''), mode), rule).toBe(true);
      expect(read(rule, mode)).toBe(read(text, mode));
    }
  }
});

test('a word with its tone in the other place is caught drawn out, too', () => {
  for (const text of ['khỏaaa', 'khỏỏỏa', 'khoảảả', 'khooỏaa']) expect(catches('khoả', text), text).toBe(true);
  for (const text of ['mỹỹỹ', 'mĩĩĩ']) expect(catches('mỹ', text), text).toBe(true);
});

test.each([
  ['của', 'cuả'],
  ['túi', 'tuý'],
  ['my', 'mi'],
  ['by', 'bi'],
  ['hóa', 'hỏa'],
  ['mùa', 'muà'],
])('%s and %s stay two', (one, other) => {
  expect(catches(one, other)).toBe(false);
  expect(catches(other, one)).toBe(false);
});

test('a word that is not Vietnamese is caught with and without its accents, whichever the rule has', () => {
  for (const rule of ['café', 'pédé', 'naïve', 'naïv*']) {
    const plain = rule.normalize('NFD').replace(/\p{M}/gu, '').replace('*', '');
    expect(catches(rule, rule.replace('*', '')), rule).toBe(true);
    expect(catches(rule, plain), rule).toBe(true);
    expect(catches(rule, plain, 'exact'), rule).toBe(false);
  }
  expect(catches('đ*t', 'dịt')).toBe(false);
  expect(catches('đ*t', 'địt')).toBe(true);
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
