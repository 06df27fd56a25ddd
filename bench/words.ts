import { createMatcher } from '../src/core/words/matcher.ts';
import { MOST_RULES, parseRule } from '../src/core/words/rules.ts';
import type { Measurement } from './figures.ts';

const LENGTH = 2000;
const REPEATS = 30;
const WARM_UP = 10;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const many = (make: (place: number) => string): readonly string[] =>
  Array.from({ length: MOST_RULES }, (_, place) => make(place));
const syllable = (place: number): string =>
  'bdfghklmnprst'.charAt(place % 13) + 'aeiou'.charAt(Math.floor(place / 13) % 5);
const text = (unit: string): string => unit.repeat(LENGTH).slice(0, LENGTH);

const usual = many((place) => {
  const word = syllable(place) + syllable(place * 7 + 3) + syllable(place * 31 + 5);
  return place % 10 ? word : `*${word}*`;
});
const slow = many(
  (place) =>
    `*${Array.from({ length: 48 }, (_, at) => `a${LETTERS.charAt((((place + 1) * (at + 17) * 2_654_435) >>> 7) % 26)}`).join('')}`,
);
const cases = [
  ['usual rules, a usual prompt', usual, text('a quiet harbour at dawn with boats and mist, ')],
  ['usual rules, a prompt of disguises', usual, text('b*d4 l.a.m.a r@ba1e! ')],
  ['rules and a prompt made to be slow', slow, text('a*')],
] as const;

/** What it takes to hold the longest prompt against the longest list of word rules, on the clock. */
export const words: Measurement = {
  takes: 'short',
  measure: async () =>
    cases.map(([name, rules, prompt]) => {
      const find = createMatcher(
        rules.flatMap((rule) => {
          const parsed = parseRule(rule, 'auto');
          return parsed.ok ? [parsed.pattern] : [];
        }),
      );
      const ours = Array.from({ length: REPEATS }, () => {
        const before = performance.now();
        find(prompt);
        return performance.now() - before;
      }).slice(WARM_UP);
      return { name, unit: 'ms', better: 'lower', ours };
    }),
};
