import { expect, test } from 'vitest';
import { parseUntil } from '../../src/core/limits/rules.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

test.each([
  ['30m', NOW + 30 * MINUTE],
  ['2h', NOW + 120 * MINUTE],
  ['3d', NOW + 3 * 1440 * MINUTE],
  ['1w', NOW + 7 * 1440 * MINUTE],
  [' 2 H ', NOW + 120 * MINUTE],
  ['２ｈ', NOW + 120 * MINUTE],
  ['0m', NOW],
  // until a day is until it is over
  ['2026-12-31', Date.UTC(2027, 0, 1)],
  ['2028-02-29', Date.UTC(2028, 2, 1)],
  ['2020-01-01', Date.UTC(2020, 0, 2)],
])('%s is a time', (text, at) => {
  expect(parseUntil(text, NOW)).toEqual({ at });
});

test('never is one, too', () => {
  expect(parseUntil('Never', NOW)).toBe('never');
});

test.each([
  '',
  'm',
  '30',
  '30s',
  '1y',
  '-1h',
  '1.5h',
  '99999d',
  '1h30m',
  '2026-02-30',
  '2027-02-29',
  '2026-13-01',
  '31.12.2026',
  '2026-12-31T00:00',
  'tomorrow',
  '1h; drop table',
])('%j is none', (text) => {
  expect(parseUntil(text, NOW)).toBeUndefined();
});
