import { afterAll, beforeEach, expect, test } from 'vitest';
import { operations } from '../../../src/commands/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { MOST_RULES } from '../../../src/core/words/rules.ts';
import { createLimitChanges } from '../../../src/services/limits/changes.ts';
import { createJudgeWords, createWordRules, typedTexts, type Wording } from '../../../src/services/words.ts';
import { openTestStore } from '../jobs/open-test-store.ts';

const store = await openTestStore();
afterAll(() => store.close());
beforeEach(async () => {
  for (const table of ['word_rules', 'word_hits', 'audit']) await store.sql(`delete from ${table}`, []);
});

const operation = (name: string) => operations.find((each) => each.name === name);
const book = createWordRules({
  store,
  clock: systemClock,
  change: createLimitChanges({ store, clock: systemClock }).within,
});
const mod = { scope: 'guild', ownerId: 'mod' };
const order = (changes: Partial<Wording> = {}): Wording => ({
  scope: 'guild',
  ownerId: 'ann',
  operation: 'imagine',
  prepared: { input: { prompt: 'a red fox' } },
  ...changes,
});
const judge = createJudgeWords(operation);
const verdict = (wording: Wording, by = judge) => store.transaction((session) => by(session, wording, 5));
const denied = (word: string) => ({ code: 'word-rule', word });

test('every text of every operation is looked at, and nothing that was only chosen', () => {
  for (const { options } of operations) {
    const input = Object.fromEntries(options.map(({ name }) => [name, `said in ${name}`]));
    const texts = options.filter(({ kind }) => kind === 'text').map(({ name }) => `said in ${name}`);
    expect(typedTexts(options, input)).toEqual(texts);
  }
  expect(typedTexts(operation('imagine')?.options ?? [], { prompt: 7, model: 'fluid' })).toEqual([]);
});

test('a change holds at once in every process', async () => {
  const elsewhere = createJudgeWords(operation);
  expect(await verdict(order())).toBeUndefined();
  await book.add(mod, 'Fox', 'auto');
  expect(await verdict(order())).toEqual(denied('Fox'));
  expect(await verdict(order(), elsewhere)).toEqual(denied('Fox'));
  await book.remove(mod, 'fox');
  await book.add(mod, 'wolf', 'auto');
  expect(await verdict(order())).toBeUndefined();
  expect(await verdict(order({ prepared: { input: { prompt: 'wolf' } } }), elsewhere)).toEqual(denied('wolf'));
});

test('pictures of a batch and later steps are looked at too', async () => {
  await book.add(mod, 'fox', 'auto');
  const plain = { prepared: { input: { prompt: 'a cat' } } };
  expect(await verdict(order(plain))).toBeUndefined();
  expect(await verdict(order({ ...plain, inputs: [{ prompt: 'a cat' }, { prompt: 'f0x' }] }))).toEqual(denied('fox'));
  const step = { operation: 'relight', option: 'image', input: { prompt: 'f o x' }, tier: 'any', price: 1 };
  expect(await verdict(order({ ...plain, plan: { kind: 'steps', steps: [step] } }))).toEqual(denied('fox'));
});

test('the rule that is named is the one that is counted, once an order', async () => {
  await book.add(mod, 'fox', 'auto');
  await book.add(mod, 'red', 'auto');
  await verdict(order());
  const rules = await store.words.rules('guild');
  expect(
    await store.words.hits(
      'guild',
      rules.map(({ id }) => id),
      3,
    ),
  ).toEqual([{ ruleId: rules[0]?.id, total: 1, members: [{ memberId: 'ann', count: 1, lastAt: 5 }] }]);
});

test('outside of servers, and where nothing was typed, no rule is even read', async () => {
  const never = async () => {
    throw new Error('read');
  };
  const blind = { ...store, words: { ...store.words, rules: never } };
  expect(await judge(blind, order({ scope: '@ann' }), 1)).toBeUndefined();
  expect(await judge(blind, order({ operation: 'rmbg', prepared: { input: {} } }), 1)).toBeUndefined();
  await expect(judge(blind, order(), 1)).rejects.toThrow('read');
});

test('a server has five hundred rules at most, and room for one again when one is gone', async () => {
  for (let n = 0; n < MOST_RULES; n += 1) await book.add(mod, `word${n}`, 'auto');
  expect(await book.add(mod, 'one more', 'auto')).toMatchObject({ problem: 'full' });
  expect(await book.add({ ...mod, scope: 'another' }, 'one more', 'auto')).toMatchObject({ kind: 'added' });
  await book.remove(mod, 'word7');
  expect(await book.add(mod, 'one more', 'auto')).toMatchObject({ kind: 'added' });
});

test('a stored rule that cannot be used any more has no say and breaks nothing', async () => {
  const row = { scope: 'guild', id: 'x', word: '*', diacritics: 'auto', setBy: 'mod', setAt: 1 } as const;
  await store.words.add(row, '*');
  await store.sql(`update word_rules set diacritics = 'sideways'`, []);
  await book.add(mod, 'fox', 'auto');
  expect(await verdict(order())).toEqual(denied('fox'));
  expect((await book.page('guild', 1)).rules).toHaveLength(2);
});
