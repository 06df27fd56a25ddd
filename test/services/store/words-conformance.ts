import { describe, expect, test } from 'vitest';
import type { WordRule } from '../../../src/core/words/rules.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { planOf } from './query-plans.ts';

const AT = 1_800_000_000_000;

const rule = (id: string, changes: Partial<WordRule> = {}): WordRule => ({
  scope: 'guild',
  id,
  word: `Word ${id}`,
  diacritics: 'auto',
  setBy: 'mod',
  setAt: AT,
  ...changes,
});

/** What members may not write, as both databases keep it. */
export function wordsConformance(store: () => Store): void {
  describe('words', () => {
    test('rules are read as they were written, the oldest first, and only those of the server', async () => {
      const { words } = store();
      const rules = [rule('a'), rule('b', { word: 'Đụ 🍆 *x*', diacritics: 'ignore' })];
      const elsewhere = rule('a', { scope: 'another' });
      for (const each of [rules[1], elsewhere, rules[0]]) if (each) await words.add(each, `reading of ${each.id}`);
      expect(await words.rules('guild')).toEqual(rules);
      expect(await words.rule('another', 'a')).toEqual(elsewhere);
      expect(await words.rule('guild', 'c')).toBeUndefined();
      expect(await words.count('guild')).toBe(2);
      expect(await words.count('nobody')).toBe(0);
    });

    test('of one reading there is one rule in a server', async () => {
      const { words } = store();
      expect(await words.add(rule('a'), 'same')).toBe(true);
      expect(await words.add(rule('b', { word: 'other' }), 'same')).toBe(false);
      expect(await words.add(rule('b', { scope: 'another' }), 'same')).toBe(true);
      expect(await words.rules('guild')).toEqual([rule('a')]);
    });

    test('hits are counted by rule and member, also when they come at once', async () => {
      const { words } = store();
      const key = { scope: 'guild', ruleId: 'a', memberId: 'ann' };
      await Promise.all(Array.from({ length: 5 }, () => store().transaction((each) => each.words.hit(key, AT))));
      await words.hit({ ...key, memberId: 'bob' }, AT + 1);
      await words.hit({ ...key, memberId: 'cat' }, AT + 2);
      await words.hit({ ...key, memberId: 'cat' }, AT + 3);
      await words.hit({ ...key, ruleId: 'b' }, AT);
      await words.hit({ ...key, scope: 'another' }, AT);
      expect(await words.hits('guild', ['a', 'c'], 2)).toEqual([
        {
          ruleId: 'a',
          total: 8,
          members: [
            { memberId: 'ann', count: 5, lastAt: AT },
            { memberId: 'cat', count: 2, lastAt: AT + 3 },
          ],
        },
      ]);
      expect(await words.hits('guild', [], 2)).toEqual([]);
    });

    test('what is removed takes its hits along, and nothing else', async () => {
      const { words } = store();
      await words.add(rule('a'), 'a');
      await words.add(rule('a', { scope: 'another' }), 'a');
      for (const scope of ['guild', 'another']) await words.hit({ scope, ruleId: 'a', memberId: 'ann' }, AT);
      expect(await words.remove('guild', 'a')).toBe(true);
      expect(await words.remove('guild', 'a')).toBe(false);
      expect(await words.hits('guild', ['a'], 3)).toEqual([]);
      expect(await words.hits('another', ['a'], 3)).toHaveLength(1);
      expect(await words.count('another')).toBe(1);
    });

    test('every question is answered from an index', async () => {
      const plan = await planOf(store(), async (_, __, { words }) => {
        await words.rules('guild');
        await words.rule('guild', 'a');
        await words.count('guild');
        await words.hits('guild', ['a', 'b'], 3);
      });
      expect(plan).not.toMatch(/SCAN word_|Seq Scan on word_/);
      expect(plan).toMatch(/word_rules_pkey|sqlite_autoindex_word_rules|word_rules_by_reading/);
      expect(plan).toMatch(/word_hits_pkey|sqlite_autoindex_word_hits/);
    });
  });
}
