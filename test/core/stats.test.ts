import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/periods.ts';
import { parseStatsChoice, spanOf, statsPeriods } from '../../src/core/stats.ts';

const now = Date.parse('2026-03-01T00:30:00Z');
const dates = (period: Parameters<typeof spanOf>[0]) =>
  Object.values(spanOf(period, now)).map((at) => new Date(at).toISOString().slice(0, 16));

test('days and months are those of UTC', () => {
  expect(dates('today')).toEqual(['2026-03-01T00:00', '2026-03-02T00:00']);
  expect(dates('7d')).toEqual(['2026-02-23T00:00', '2026-03-02T00:00']);
  expect(dates('month')).toEqual(['2026-03-01T00:00', '2026-03-02T00:00']);
  expect(dates('last-month')).toEqual(['2026-02-01T00:00', '2026-03-01T00:00']);
});

test('every period is of whole days', () => {
  for (const period of statsPeriods) {
    const { from, to } = spanOf(period, now);
    expect((to - from) % DAY_MS).toBe(0);
    expect(to).toBeGreaterThan(from);
  }
});

test.each(['', 'today', 'today.', 'today.month', '1d.day', 'today.day.day'])('%j is no choice', (text) => {
  expect(parseStatsChoice(text)).toBeUndefined();
});
