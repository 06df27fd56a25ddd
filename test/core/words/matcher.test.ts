import { expect, test } from 'vitest';
import { createMatcher } from '../../../src/core/words/matcher.ts';
import { parseRule } from '../../../src/core/words/rules.ts';
import { evasions, innocents, rules } from './texts.ts';

const patternOf = (word: string) => {
  const parsed = parseRule(word, 'auto');
  if (!parsed.ok) throw new Error(`${word}: ${parsed.problem}`);
  return parsed.pattern;
};
const find = createMatcher(rules.map(patternOf));
const caughtBy = (text: string) => find(text).places.map((place) => rules[place]);

test('there are a hundred of each', () => {
  expect(new Set(evasions.map(([text]) => text)).size).toBeGreaterThanOrEqual(100);
  expect(new Set(innocents).size).toBeGreaterThanOrEqual(100);
});

test.each(evasions)('%j is caught by %s', (text, rule) => {
  expect(caughtBy(text)).toContain(rule);
});

test.each(innocents.map((text) => [text]))('%j passes', (text) => {
  expect(caughtBy(text)).toEqual([]);
});
