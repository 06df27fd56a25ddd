import { array, assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { createWalk, layOut } from '../../../src/core/words/matcher.ts';
import { parseRule } from '../../../src/core/words/rules.ts';
import { hasRule } from './plain-walk.ts';

const sign = constantFrom('a', 'b', 'a', 'b', 'c', 'đ', '𝼀');
const letters = (sizes: { minLength: number; maxLength: number }, ...more: string[]) =>
  string({ ...sizes, unit: more.length > 0 ? constantFrom('a', 'b', 'a', 'b', 'c', 'đ', ...more) : sign });
const rules = array(letters({ minLength: 1, maxLength: 9 }, '*', ' '), { minLength: 1, maxLength: 80 });
const words = array(letters({ minLength: 1, maxLength: 14 }, '*', 'a', 'b'), { maxLength: 12 });

test('all rules at once find what each finds by itself', () => {
  let found = 0;
  assert(
    property(rules, words, (typed, text) => {
      const patterns = typed.flatMap((rule) => {
        const parsed = parseRule(rule, 'exact');
        return parsed.ok ? [parsed.pattern] : [];
      });
      const all = layOut(patterns.map((pattern, place) => ({ pattern, place })));
      const walk = createWalk(all, { steps: 0, most: 10_000_000 });
      const wanted = patterns.flatMap((pattern, place) => (hasRule(pattern.words, text) ? [place] : []));
      expect([...walk(text)].sort((one, other) => one - other)).toEqual(wanted);
      // what it has seen before, in another order
      const turned = text.toReversed();
      const wantedThen = patterns.flatMap((pattern, place) => (hasRule(pattern.words, turned) ? [place] : []));
      expect([...walk(turned)].sort((one, other) => one - other)).toEqual(wantedThen);
      found += wanted.length;
    }),
    { numRuns: 1500 },
  );
  expect(found).toBeGreaterThan(200);
});

test('what the allowance does not reach is not found, and it is not gone beyond', () => {
  const parsed = parseRule('*abab', 'exact');
  if (!parsed.ok) throw new Error(parsed.problem);
  const rows = layOut([{ pattern: parsed.pattern, place: 0 }]);
  const allowance = { steps: 0, most: 20 };
  expect([...createWalk(rows, allowance)(['c'.repeat(500), 'abab'])]).toEqual([]);
  expect(allowance.steps).toBeLessThan(30);
});
