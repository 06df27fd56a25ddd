import { describe, expect, test } from 'vitest';
import { languages } from '../../src/core/language.ts';
import { diacriticsModes, type ListedRule, type WordAnswer } from '../../src/core/words/rules.ts';
import { renderWordAnswer, renderWords, wordChoices } from '../../src/views/words.ts';
import { allText, customIds } from './body-parts.ts';
import { expectWithinLimits } from './limits.ts';

const WORST = '`@everyone` **[x](https://evil.example)** <@1> || '.repeat(3).slice(0, 100);
const ID = '1100000000000000001';

const rule = (changes: Partial<ListedRule> = {}): ListedRule => ({
  word: WORST,
  diacritics: 'ignore',
  setBy: ID,
  setAt: 1_790_000_000_000,
  hits: 123_456,
  members: [1, 2, 3].map(() => ({ memberId: ID, count: 41_152 })),
  ...changes,
});

const answers: readonly WordAnswer[] = [
  ...diacriticsModes.map(
    (diacritics) => ({ kind: 'added', word: WORST, reading: WORST, diacritics, longer: WORST }) as const,
  ),
  ...(['too-long', 'blank', 'stars', 'full', 'known'] as const).map(
    (problem) => ({ kind: 'refused', problem, word: WORST }) as const,
  ),
  { kind: 'removed', word: WORST },
  { kind: 'no-such-rule', word: WORST },
  { kind: 'tested', reading: '', broken: [], rules: 0, isCut: false },
  { kind: 'tested', reading: '@everyone `x`', broken: [], rules: 1, isCut: true },
  {
    kind: 'tested',
    reading: 'x'.repeat(4000),
    broken: Array.from({ length: 500 }, () => WORST),
    rules: 500,
    isCut: true,
  },
];

describe.each(languages)('what moderators read of word rules, in %s', (language) => {
  test.each(answers)('$kind fits, and nothing in it is markup of a member', (answer) => {
    const body = renderWordAnswer(answer, language);
    expectWithinLimits(body);
    expect(allText(body)).not.toMatch(/undefined|NaN|\[object/);
    // within the letters of code nothing is acted on
    expect(allText(body).replace(/`[^`]*`/g, '')).not.toMatch(/@everyone|evil|<@1>|\|\|/);
    expect(allText(body)).not.toBe(allText(renderWordAnswer(answer, language === 'en' ? 'vi' : 'en')));
  });

  test('a full page of the longest rules fits', () => {
    const rules = Array.from({ length: 8 }, () => rule());
    const body = renderWords({ page: 2, pages: 63, total: 500, rules }, language);
    expectWithinLimits(body);
    expect(customIds(body)).toEqual(['v1:mod:words:list::1', 'v1:mod:words:list::3']);
    expect(allText(body).replace(/`[^`]*`/g, '')).not.toMatch(/@everyone|evil|<@1>/);
  });

  test('an empty list, and a page beyond its end, lead on', () => {
    const empty = renderWords({ page: 1, pages: 0, total: 0, rules: [] }, language);
    expect(allText(empty)).toMatch(/\*\*\/(words add|từ\\_cấm thêm)\*\*/);
    expect(customIds(empty)).toEqual([]);
    const beyond = renderWords({ page: 9, pages: 2, total: 9, rules: [] }, language);
    expect(customIds(beyond)).toEqual(['v1:mod:words:list::2']);
  });
});

test('suggestions are found by what was typed, at most as many as Discord takes', () => {
  const rules = Array.from({ length: 60 }, (_, n) => ({
    scope: 'guild',
    id: `id${n}`,
    word: n === 59 ? 'Lồn' : `${WORST.slice(0, 90)}${n}`,
    diacritics: 'auto' as const,
    setBy: ID,
    setAt: 1,
  }));
  expect(wordChoices(rules, '')).toHaveLength(25);
  expect(wordChoices(rules, 'lon')).toEqual([{ name: 'Lồn', value: 'id59' }]);
  for (const { name } of wordChoices(rules, '')) expect(name.length).toBeLessThanOrEqual(100);
});
