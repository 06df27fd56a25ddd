import {
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  sample,
  string,
  stringMatching,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { createMatcher, type Matcher, MOST_STEPS } from '../../../src/core/words/matcher.ts';
import {
  type DiacriticsMode,
  diacriticsModes,
  MOST_RULES,
  parseRule,
  RULE_LIMIT,
} from '../../../src/core/words/rules.ts';
import { long } from '../../support/long.ts';

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
    { numRuns: long(1000, 100) },
  );
});

const LENGTH = 2000;
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
])('%s: two thousand letters against five hundred rules are read to the end', (_, rules, text) => {
  for (const mode of diacriticsModes) {
    const { steps, isCut } = matcherOf(rules, mode)(text);
    expect(isCut, `${steps}`).toBe(false);
  }
});

test('twice the text takes twice the steps', () => {
  const find = matcherOf(many((place) => `*a${bits(place)}a*`));
  const steps = (length: number) => find('a01*4@'.repeat(length)).steps;
  expect(steps(600)).toBeLessThan(steps(300) * 2.2);
});

/** All rows of the longest list: a look at the allowance comes after each letter. */
const AFTER_A_LETTER = Math.ceil(MOST_RULES / 32) * (RULE_LIMIT + 2);
/** How a list is made: what its rules repeat, the letters that differ, and where the stars are. */
const lists = record({
  unit: stringMatching(/^[ab?]{1,4}$/),
  others: constantFrom('ab', 'abcdefghijklmnopqrstuvwxyz', 'aáà'),
  length: integer({ min: 4, max: RULE_LIMIT - 4 }),
  stars: constantFrom('*_', '*_*', '_*_', '__', '*_ a_', '_ *_*'),
});
const units = array(constantFrom('a', 'b', '*', '**', ' ', '.', '1', '@', '!', 'á', 'ﷺ', 'z', 'aaa'), {
  minLength: 1,
  maxLength: 8,
});
interface Attempt {
  readonly list: { readonly unit: string; readonly others: string; readonly length: number; readonly stars: string };
  readonly unit: readonly string[];
}

function listOf({ unit, others, length, stars }: Attempt['list'], size: number): readonly string[] {
  let state = 7;
  const other = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return others.charAt(Math.floor((state / 2 ** 31) * others.length));
  };
  const part = (letters: number) => unit.repeat(letters).slice(0, letters).replaceAll('?', other);
  const parts = stars.split('_').length - 1;
  return Array.from({ length: size }, () => stars.replaceAll('_', () => part(Math.floor(length / parts))));
}

const textOf = ({ unit }: Pick<Attempt, 'unit'>): string => unit.join('').repeat(LENGTH).slice(0, LENGTH);

/** From one attempt to a worse one, as far as that goes. */
function climb(first: Attempt, tries: readonly Partial<Attempt>[], cost: (attempt: Attempt) => number): number {
  let worst = first;
  let most = cost(first);
  for (const change of tries) {
    const next = { ...worst, ...change };
    const steps = cost(next);
    if (steps > most) [worst, most] = [next, steps];
  }
  return most;
}

const attempts = (seed: number, numRuns: number): readonly Partial<Attempt>[] =>
  sample(oneof(record({ list: lists }), record({ unit: units }), record({ list: lists, unit: units })), {
    seed,
    numRuns,
  });
const alive: Attempt = {
  list: { unit: 'a?', others: 'abcdefghijklmnopqrstuvwxyz', length: 96, stars: '*_' },
  unit: ['a', '*'],
};

test('whoever searches for rules and a text that take long never gets beyond what a text may take', () => {
  const cost = ({ list, unit }: Attempt) => matcherOf(listOf(list, MOST_RULES))(textOf({ unit })).steps;
  const most = climb(alive, attempts(1, 40), cost);
  expect(most).toBeGreaterThan(MOST_STEPS);
  expect(most).toBeLessThan(MOST_STEPS + AFTER_A_LETTER);
});

test('whoever searches for a text that usual rules are not held against finds none', () => {
  const { sounds, ends } = { sounds: 'bdfghklmnprst', ends: 'aeiou' };
  const syllable = (place: number) => sounds.charAt(place % 13) + ends.charAt(Math.floor(place / 13) % 5);
  const usual = many((place) => {
    const word =
      syllable(place) + syllable(place * 7 + 3) + syllable(place * 31 + 5) + (place % 3 ? '' : syllable(place));
    const starred = [`*${word}`, `${word}*`, `*${word}*`, `${word.slice(0, 3)}*${word.slice(3)}`, `${word} ${word}`];
    return place % 2 ? word : (starred[place % 5] ?? word);
  });
  const find = matcherOf(usual);
  const like = array(constantFrom(...'aeioubdmnst*1@!. -áﷺ', 'ba', 'bada', 'aaa'), { minLength: 1, maxLength: 12 });
  const tries = sample(like, { seed: 2, numRuns: 300 }).map((unit) => ({ unit }));
  const most = climb(alive, tries, (attempt) => find(textOf(attempt)).steps);
  expect(most).toBeGreaterThan(1000);
  expect(most).toBeLessThan(MOST_STEPS / 4);
});

test('a text that takes too long says so, and what stands in it plainly is found all the same', () => {
  const slow = matcherOf(['nude', ...listOf(alive.list, MOST_RULES - 1)]);
  expect(slow(`nude ${textOf(alive)}`)).toMatchObject({ places: [0], isCut: true });
  expect(slow('a nude woman in a forest, n*de')).toMatchObject({ places: [0], isCut: false });
});
