import { expect, test } from 'vitest';
import { formatForgetId, parseForgetId } from '../../src/core/custom-ids.ts';

test('the last word is read as it was written, to the second', () => {
  const id = { ownerId: '80351110224678912', askedAt: 1_800_000_000_000 };
  expect(parseForgetId(formatForgetId(id))).toEqual(id);
});

test.each([
  '',
  'v1:forget',
  'v1:forget::1',
  'v1:forget:80351110224678912',
  'v1:forget:80351110224678912:-1',
  'v1:forget:80351110224678912:1:2',
  'v1:forget:80351110224678912x:1',
  'v2:forget:80351110224678912:1',
  `v1:forget:${'9'.repeat(21)}:1`,
])('%j is none', (text) => {
  expect(parseForgetId(text)).toBeUndefined();
});
