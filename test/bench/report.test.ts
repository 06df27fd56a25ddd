import { expect, test } from 'vitest';
import type { Figure } from '../../bench/figures.ts';
import { comparisonOf, type Report, reportSchema, tableOf } from '../../bench/report.ts';

const figure = (more: Partial<Figure> = {}): Figure => ({
  name: 'p99',
  unit: 'ms',
  better: 'lower',
  ours: [20, 24, 22],
  ...more,
});

const report = (...figures: readonly Figure[]): Report => ({
  date: '2026-11-29T00:00:00.000Z',
  commit: 'abc1234',
  machine: '2 × a core',
  node: '24.21.0',
  load: { before: [0.1, 0.2, 0.3], after: [2, 1, 0.5] },
  measurements: [{ name: 'acknowledgement', seconds: 1, figures: [...figures] }],
});

const rowsOf = (lines: readonly string[]) =>
  lines.flatMap((line) =>
    line.startsWith('| ')
      ? [
          line
            .split('|')
            .map((cell) => cell.trim())
            .slice(1, -1),
        ]
      : [],
  );
const compared = (before: Figure, after: Figure) => rowsOf(comparisonOf(report(before), report(after)))[2] ?? [];

test('a row has the medians with their spreads, the pairs, the goal and whether it is met', () => {
  const goal = { of: 'ratio', bound: 2 } as const;
  const both = figure({ baseline: [4, 4, 4], baselineName: 'bare', goal });
  const [, , row, alone] = rowsOf(tableOf([both, figure({ ours: [1.234], goal: { of: 'value', bound: 2 } })]));
  expect(row).toEqual(['p99', 'ms', '22 (20-24)', '4 (4-4) bare', '5.50 (3)', '≤ 2 times bare', '**no**']);
  expect(alone).toEqual(['p99', 'ms', '1.23', '', '', '≤ 2', 'yes']);
});

test('a figure without a goal is neither met nor missed', () => {
  expect(rowsOf(tableOf([figure({ better: 'higher' })]))[2]?.slice(4)).toEqual(['', '', '']);
});

test('less is better or worse, as the figure has it', () => {
  expect(compared(figure(), figure({ ours: [11, 11, 11] }))[3]).toBe('-50 % (better)');
  expect(compared(figure(), figure({ ours: [33, 33, 33] }))[3]).toBe('+50 % (worse)');
  const [more, less] = [figure({ better: 'higher' }), figure({ better: 'higher', ours: [11, 11, 11] })];
  expect(compared(more, less)[3]).toBe('-50 % (worse)');
  expect(compared(less, more)[3]).toBe('+100 % (better)');
  expect(compared(figure(), figure())[3]).toBe('none');
  expect(compared(figure({ ours: [0, 0] }), figure({ ours: [1, 1] }))[3]).toBe('worse');
});

test('spreads that touch overlap, and of single values it is not known', () => {
  expect(compared(figure(), figure({ ours: [24, 30] }))[4]).toBe('yes');
  expect(compared(figure(), figure({ ours: [24.5, 30] }))[4]).toBe('no');
  expect(compared(figure(), figure({ ours: [10, 19] }))[4]).toBe('no');
  expect(compared(figure({ ours: [20] }), figure({ ours: [10, 11] }))[4]).toBe('unknown');
});

test('beside the values stands what became of the ratios, for machines that differ', () => {
  const [before, after] = [figure({ baseline: [2, 2, 2] }), figure({ ours: [6, 6, 6], baseline: [3, 3, 3] })];
  expect(compared(before, after)[5]).toBe('11 → 2');
  expect(compared(figure(), after)[5]).toBe('');
});

test('what only one of two runs has is named and not compared', () => {
  const lines = comparisonOf(report(figure({ name: 'old' })), report(figure({ name: 'new' })));
  expect(rowsOf(lines)).toHaveLength(2);
  expect(lines).toContain('Only before: acknowledgement: old');
  expect(lines).toContain('Only after: acknowledgement: new');
});

test('a report is the same after it was written as JSON and read', () => {
  const written = report(figure({ baseline: [1, 2, 3], baselineName: 'bare', goal: { of: 'value', bound: 1.2 } }));
  expect(reportSchema.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
});
