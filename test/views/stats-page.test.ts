import { describe, expect, test } from 'vitest';
import { operations } from '../../src/commands/index.ts';
import { failureCodes } from '../../src/core/failure.ts';
import { languages } from '../../src/core/language.ts';
import { DAY_MS } from '../../src/core/periods.ts';
import { type Statistics, statsPeriods, statsViews } from '../../src/core/stats.ts';
import { renderCsv, renderStatistics } from '../../src/views/stats.ts';
import { allText } from './body-parts.ts';
import { expectWithinLimits } from './limits.ts';

const of = { done: 123_456, failed: 99, cancelled: 7, open: 3, credits: 1_000_000 };
const full: Statistics = {
  from: 0,
  to: 31 * DAY_MS,
  total: of,
  days: Array.from({ length: 31 }, (_, index) => ({ ...of, day: index * DAY_MS, jobs: { imagine: 5 } })),
  operations: Array.from({ length: 12 }, (_, index) => ({
    ...of,
    operation: `operation${index}`,
    p50: 12_345,
    p95: 98_765,
  })),
  members: Array.from({ length: 25 }, (_, index) => ({
    ...of,
    memberId: index % 5 ? `15736515152221798${index}` : `#${'a'.repeat(64)}`,
  })),
  memberCount: 1234,
  failures: failureCodes.map((code) => ({ code, jobs: 1000 })),
  accounts: {
    accepted: 1_000_000,
    reserved: 2_000_000,
    charged: 1_000_000,
    givenBack: 999_999,
    held: 1,
    unknown: { jobs: 12, credits: 24 },
    odd: Array.from({ length: 20 }, (_, index) => `01M7YVJZMEHG7GT6H6E4DBP${String(index).padStart(3, '0')}`),
  },
};
const nothing = { done: 0, failed: 0, cancelled: 0, open: 0, credits: 0 };
const empty: Statistics = {
  ...full,
  total: nothing,
  days: [],
  operations: [],
  members: [],
  failures: [],
  memberCount: 0,
};

describe.each(languages)('statistics in %s', (language) => {
  test('fit into a message, whatever is looked at', () => {
    for (const period of statsPeriods) {
      for (const view of statsViews) {
        const body = renderStatistics(
          { period, view, found: full, chart: 'attachment://stats.png' },
          operations,
          language,
        );
        expectWithinLimits(body);
        expect(allText(body)).not.toMatch(/undefined|NaN|#a/);
      }
    }
  });

  test('count every failure, the rarer ones on one line', () => {
    const text = allText(
      renderStatistics({ period: '30d', view: 'day', found: full, chart: undefined }, operations, language),
    );
    const lines = text.split('\n').filter((line) => /^1[.,]000: /.test(line));
    const [rarer = ''] = /^\d[.,]000: (?:rarer reasons|lý do hiếm hơn)$/m.exec(text) ?? [];
    expect(lines.length + Number(rarer[0])).toBe(failureCodes.length);
  });

  test('name what does not add up by whole numbers, or say how many more there are', () => {
    const page = { period: '30d', view: 'operation', found: full, chart: undefined } as const;
    const text = allText(renderStatistics(page, operations, language));
    const line = text.split('\n').find((each) => each.includes('DBP000')) ?? '';
    const named = [...line.matchAll(/`01M7YVJZMEHG7GT6H6E4DBP\d{3}`/g)].length;
    expect((line.match(/`/g) ?? []).length).toBe(named * 2);
    expect(line).toContain(language === 'en' ? `and ${20 - named} more` : `và ${20 - named} việc nữa`);
  });

  test('say every number as text', () => {
    const page = { period: '30d', view: 'operation', found: full, chart: 'attachment://stats.png' } as const;
    const text = allText(renderStatistics(page, operations, language));
    for (const operation of ['operation0', 'operation11']) expect(text).toContain(operation);
    expect(text).toContain(language === 'en' ? '123,456' : '123.456');
  });

  test('of nothing say what will be here', () => {
    const body = renderStatistics(
      { period: 'today', view: 'day', found: empty, chart: undefined },
      operations,
      language,
    );
    expectWithinLimits(body);
    expect(allText(body)).toContain(language === 'en' ? '/imagine' : '/vẽ');
  });

  test('come as a file with a word on what is in it', () => {
    expect(allText(renderCsv('a.csv', 1200, '2026-11-02', language))).toContain('2026-11-02');
    expectWithinLimits(renderCsv('a.csv', 0, undefined, language));
  });
});
