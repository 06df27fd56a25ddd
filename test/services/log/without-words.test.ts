import { expect, test } from 'vitest';
import { withoutWords } from '../../../src/services/log.ts';

const input = { prompt: 'An Axolotlesque fox, cười', image: { kind: 'attachment', name: 'grandmother.png' } };

test.each([
  ['the word "axolotlesque" is prohibited', 'the word "…" is prohibited'],
  ['prompt: An Axolotlesque fox, cười: too short', 'prompt: An … …, …: too short'],
  ['prompt: an axolotlesque fox, cười'.normalize('NFD'), 'prompt: an … …, …'],
  ['cannot read grandmother.png', 'cannot read ….…'],
  ['status 503', 'status 503'],
])('of %j stays what the provider said by itself', (said, left) => {
  expect(withoutWords(said, input)).toBe(left);
});

test('nothing said stays nothing', () => {
  expect(withoutWords(undefined, input)).toBeUndefined();
});
