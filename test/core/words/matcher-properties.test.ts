import { array, assert, constantFrom, property, string, stringMatching, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { createMatcher, type Matcher } from '../../../src/core/words/matcher.ts';
import { type DiacriticsMode, diacriticsModes, MOST_RULES, parseRule } from '../../../src/core/words/rule.ts';

const matcherOf = (rules: readonly string[], mode: DiacriticsMode = 'auto'): Matcher =>
  createMatcher(
    rules.flatMap((rule) => {
      const parsed = parseRule(rule, mode);
      return parsed.ok ? [parsed.pattern] : [];
    }),
  );

const word = stringMatching(/^[b-df-hj-np-tv-z][aeou][b-df-hj-np-tv-z][aeou]$/);
const letters = stringMatching(/^[a-z]{1,12}$/);

test('a word with letters around it is not the word', () => {
  assert(
    property(word, letters, letters, (rule, before, behind) => {
      const find = matcherOf([rule]);
      for (const text of [before + rule, rule + behind, before + rule + behind]) {
        const isDrawnOut = new RegExp(`^${[...rule].map((letter) => `${letter}+`).join('')}$`).test(text);
        if (!isDrawnOut) expect(find(text).places, text).toEqual([]);
      }
    }),
  );
});

test('a word is caught wherever it stands by itself', () => {
  assert(
    property(
      word,
      array(letters),
      array(letters),
      constantFrom(' ', ', ', '\n', ' 🦊 '),
      (rule, before, behind, gap) => {
        expect(matcherOf([rule])([...before, rule.toUpperCase(), ...behind].join(gap)).places).toEqual([0]);
      },
    ),
  );
});

test('no rule and no text breaks it', () => {
  assert(
    property(
      array(tuple(string({ unit: 'binary', maxLength: 20 }), constantFrom(...diacriticsModes))),
      string({ unit: 'binary', maxLength: 300 }),
      (rules, text) => {
        const patterns = rules.flatMap(([rule, mode]) => {
          const parsed = parseRule(rule, mode);
          return parsed.ok ? [parsed.pattern] : [];
        });
        const { places } = createMatcher(patterns)(text);
        expect(places.every((place) => place >= 0 && place < patterns.length)).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

const LENGTH = 2000;
/** What an honest text of this length with as many honest rules takes is some ten thousand. */
const MOST_STEPS = 1_000_000;
const bits = (place: number) => place.toString(2).padStart(9, '0');
const many = (make: (place: number) => string) => Array.from({ length: MOST_RULES }, (_, place) => make(place));
const everyWay = 'a1!|@$*4';

test.each([
  ['one letter again and again', many((place) => 'a'.repeat(1 + (place % 100))), 'a'.repeat(LENGTH)],
  ['stars in front', many((place) => `*${'a'.repeat(2 + (place % 98))}`), 'a'.repeat(LENGTH)],
  ['stars around', many((place) => `*a${bits(place)}a*`), 'a01'.repeat(LENGTH / 3)],
  ['stars inside', many((place) => `a*${bits(place)}z`), `a${'01'.repeat(LENGTH / 2)}`],
  ['stars inside of ever longer beginnings', many((place) => `${'a'.repeat(1 + (place % 90))}*z`), 'a'.repeat(LENGTH)],
  [
    'doubled letters in every way',
    many((place) => [...bits(place)].map((bit, at) => 'abcdefghi'.charAt(at).repeat(Number(bit) + 1)).join('')),
    'aaabbbcccdddeeefffggghhhiii '.repeat(LENGTH / 28),
  ],
  ['covered letters', many((place) => `a${bits(place).replaceAll('0', 'b').replaceAll('1', 'c')}z`), 'ab*'.repeat(660)],
  ['covered letters behind stars', many((place) => `*${bits(place)}a`), `${'a*'.repeat(LENGTH / 2)}`],
  ['phrases', many((place) => `${'aa '.repeat(1 + (place % 30))}b`), 'aa '.repeat(LENGTH / 3)],
  ['phrases of stars', many((place) => `${'aa* '.repeat(1 + (place % 20))}b${place}`), 'aaa '.repeat(LENGTH / 4)],
  ['letters spelled out', many((place) => `a${bits(place)}`), 'a '.repeat(LENGTH / 2)],
  ['signs of every kind', many((place) => `${everyWay}${place}`), everyWay.repeat(LENGTH / everyWay.length)],
  ['spelled with changing gaps', many((place) => `a${place}b`), 'a.b c-d_'.repeat(LENGTH / 8)],
])('%s: two thousand letters against five hundred rules take few steps', (_, rules, text) => {
  for (const mode of diacriticsModes) expect(matcherOf(rules, mode)(text).steps).toBeLessThan(MOST_STEPS);
});

test('twice the text takes twice the steps', () => {
  const find = matcherOf(many((place) => `*a${bits(place)}a*`));
  const steps = (length: number) => find('a01*4@'.repeat(length)).steps;
  expect(steps(600)).toBeLessThan(steps(300) * 2.2);
});
