import sharp from 'sharp';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/core/periods.ts';
import type { Statistics } from '../../../src/core/stats.ts';
import { textsFor } from '../../../src/i18n/index.ts';
import { chartOf, createDrawStatistics } from '../../../src/services/stats.ts';

const of = { done: 3, failed: 1, cancelled: 0, open: 0, credits: 6 };
const found: Statistics = {
  from: 0,
  to: 2 * DAY_MS,
  total: of,
  days: [
    { ...of, day: 0, jobs: { imagine: 4 } },
    { ...of, day: DAY_MS, jobs: { flux: 2, imagine: 2 } },
  ],
  operations: ['imagine', 'flux'].map((operation) => ({ ...of, operation, p50: 1, p95: 2 })),
  members: [{ ...of, memberId: '7' }],
  memberCount: 1,
  failures: [],
  accounts: { accepted: 0, reserved: 0, charged: 0, givenBack: 0, held: 0, unknown: { jobs: 0, credits: 0 }, odd: [] },
};
const { stats } = textsFor('vi');
const words = {
  ...stats,
  language: 'vi' as const,
  title: `${stats.chart.day} · ${stats.periods['30d']}`,
  operation: (name: string) => `/${name}`,
};

test('days are bars of their operations, with the credits as a line', () => {
  const chart = chartOf(found, 'day', words);
  expect(chart.labels).toHaveLength(2);
  expect(chart.series).toEqual([
    { name: '/imagine', values: [4, 2] },
    { name: '/flux', values: [0, 2] },
  ]);
  expect(chart.lines?.series[0]?.values).toEqual([6, 6]);
});

test('operations and members are bars of how their jobs ended, and nothing joins them', () => {
  for (const view of ['operation', 'member'] as const) {
    const chart = chartOf(found, view, words);
    expect(chart.series.map(({ values }) => values[0])).toEqual([3, 1, 0]);
    expect(chart.lines).toBeUndefined();
  }
  expect(chartOf(found, 'member', words).labels).toEqual(['1']);
});

test('the picture has the first operation in its colour, twice as high on the first day', async () => {
  const { blob } = await createDrawStatistics()('stats', chartOf(found, 'day', words));
  const { data, info } = await sharp(await blob.arrayBuffer())
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isBlue = (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels;
    return data[at] === 0x5b && data[at + 1] === 0x8f && data[at + 2] === 0xf9;
  };
  const heightAt = (x: number) =>
    Array.from({ length: info.height }, (_, y) => y).filter((y) => y > 120 && isBlue(x, y)).length;
  // beside the line of credits, which runs through the middle of the bars
  const [first, second] = [heightAt(250), heightAt(770)];
  expect(second).toBeGreaterThan(50);
  expect(first / second).toBeGreaterThan(1.9);
  expect(first / second).toBeLessThan(2.1);
});
