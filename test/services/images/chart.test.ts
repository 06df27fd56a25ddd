import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { barColor, type Chart, drawChart, scaleFor } from '../../../src/services/images/chart.ts';
import { type Font, openFont } from '../../../src/services/images/font.ts';
import { type Area, isLike, look, type Seen } from './painted.ts';

let font: Font;
beforeAll(async () => {
  font = await openFont();
});

const chart: Chart = {
  title: 'Jobs by day',
  language: 'en',
  labels: ['Mon', 'Tue', 'Wed', 'Thu'],
  series: [
    { name: 'Imagine', values: [10, 20, 0, 40] },
    { name: 'Upscale', values: [10, 0, 5, 10] },
  ],
  emptyText: 'Nothing yet',
};
const WHOLE: Area = { left: 0, top: 0, width: 1200, height: 640 };
const TITLE: Area = { left: 0, top: 20, width: 1200, height: 50 };
const LABELS: Area = { left: 0, top: 588, width: 1200, height: 40 };
const isText = (pixel: readonly number[]) => Math.min(...pixel) > 120;
/** Below the legend, whose marks have the colours of the bars. */
const PLOT_TOP = 130;

const drawn = async (changes: Partial<Chart> = {}): Promise<Seen> =>
  look((await drawChart(font, { ...chart, ...changes })).bytes);

const rgb = (index: number) => [1, 3, 5].map((at) => Number.parseInt(barColor(index).slice(at, at + 2), 16));
const middleOf = (index: number, count: number) => Math.floor(80 + ((index + 0.5) * 1080) / count);
const barHeight = (seen: Seen, series: number, index: number, count = 4) =>
  seen.count({ left: middleOf(index, count), top: PLOT_TOP, width: 1, height: 460 }, isLike(rgb(series), 12));

async function inkIn(area: Area, changes: Partial<Chart>): Promise<string> {
  const { bytes } = await drawChart(font, { ...chart, ...changes });
  return (await sharp(bytes).extract(area).raw().toBuffer()).toString('base64');
}

test('bars are as high as their values, one part on the other', async () => {
  const seen = await drawn();
  expect(seen).toMatchObject({ width: 1200, height: 640, channels: 3 });
  const one = barHeight(seen, 0, 0) / 10;
  expect(one).toBeGreaterThan(5);
  for (const [series, { values }] of chart.series.entries()) {
    for (const [index, value] of values.entries()) {
      const height = barHeight(seen, series, index);
      expect(Math.abs(height - one * value), `${series} ${index}`).toBeLessThanOrEqual(3);
    }
  }
  const x = middleOf(0, 4);
  expect(seen.at(x, 580)).toSatisfy(isLike(rgb(0)));
  expect(seen.at(x, 584 - one * 15)).toSatisfy(isLike(rgb(1)));
  expect(seen.at(x, 584 - one * 25)).not.toSatisfy(isLike(rgb(1)));
});

test('title, legend, labels and numbers are written', async () => {
  const seen = await drawn();
  expect(seen.count(TITLE, isText)).toBeGreaterThan(300);
  expect(seen.count({ left: 0, top: 84, width: 1200, height: 26 }, isText)).toBeGreaterThan(300);
  expect(seen.count({ left: 0, top: 130, width: 72, height: 460 }, isText)).toBeGreaterThan(100);
  for (const [index] of chart.labels.entries()) {
    const area = { left: middleOf(index, 4) - 30, top: LABELS.top, width: 60, height: LABELS.height };
    expect(seen.count(area, isText), `${index}`).toBeGreaterThan(40);
  }
});

test('titles and labels in Vietnamese are written letter by letter', async () => {
  const titles = await Promise.all(['ắ', 'ằ', 'ữ', 'ứ', 'đ', 'd', ''].map((title) => inkIn(TITLE, { title })));
  expect(new Set(titles).size).toBe(7);
  const labels = await Promise.all(['Thứ bảy', 'Thử bảy', 'Thư bay'].map((each) => inkIn(LABELS, { labels: [each] })));
  expect(new Set(labels).size).toBe(3);
});

test('long labels are cut before they reach their neighbours', async () => {
  const long = 'Chỉnh sáng và phóng to thật là to, rồi lại chỉnh sáng một lần nữa';
  const seen = await drawn({ title: long.repeat(3), labels: [long, long, long, long] });
  for (const index of [1, 2, 3]) {
    const between = { left: 80 + index * 270 - 3, top: LABELS.top, width: 6, height: LABELS.height };
    expect(seen.count(between, isText), `${index}`).toBe(0);
  }
  expect(seen.count({ left: middleOf(1, 4) - 120, top: LABELS.top, width: 240, height: 40 }, isText)).toBeGreaterThan(
    500,
  );
  expect(seen.count({ left: 1162, top: 0, width: 38, height: 70 }, isText)).toBe(0);
});

test('of many labels as many are written as stand side by side', async () => {
  const labels = Array.from({ length: 90 }, (_, index) => `${index + 1}/11`);
  const seen = await drawn({ labels, series: [{ name: 'a', values: labels.map(() => 1) }] });
  const isInk = Array.from(
    { length: 1200 },
    (_, x) => seen.count({ left: x, top: LABELS.top, width: 1, height: LABELS.height }, isText) > 0,
  );
  const gaps = isInk
    .map((ink) => (ink ? '#' : '.'))
    .join('')
    .split(/#+/)
    .filter((gap) => gap.length >= 8);
  expect(gaps.length).toBeGreaterThan(10);
  expect(barHeight(seen, 0, 89, 90)).toBeGreaterThan(300);
});

test.each([
  ['no days', { labels: [] }],
  ['no operations', { series: [] }],
  ['nothing but zeros', { series: [{ name: 'Imagine', values: [0, 0, 0, 0] }] }],
])('%s: the words for it stand in the middle', async (_, changes) => {
  const seen = await drawn(changes);
  expect(seen.count({ left: 500, top: 290, width: 200, height: 50 }, isText)).toBeGreaterThan(200);
  expect(seen.count(WHOLE, isLike(rgb(0), 12))).toBe(0);
});

test('values that are none do no harm', async () => {
  const values = [Number.NaN, -5, Number.POSITIVE_INFINITY, 10];
  const seen = await drawn({ series: [{ name: 'Imagine', values }] });
  expect([0, 1, 2].map((index) => barHeight(seen, 0, index))).toEqual([0, 0, 0]);
  expect(barHeight(seen, 0, 3)).toBeGreaterThan(300);
});

test('lines have a scale of their own, and a gap where nothing was measured', async () => {
  const slow = { name: 'p95', values: [100, 50, undefined, 100] };
  const labels = ['1', '2', '3', '4'];
  const seen = await drawn({
    labels,
    series: [{ name: 'Imagine', values: [1, 1, 1, 1] }],
    lines: { unit: 's', series: [slow] },
  });
  const slot = 1040 / 4;
  const x = (index: number) => Math.floor(80 + (index + 0.5) * slot);
  const isWhite = isLike([255, 255, 255], 12);
  const heightAt = (index: number) => {
    const column = Array.from({ length: 470 }, (_, y) => y + PLOT_TOP).filter((y) => isWhite(seen.at(x(index), y)));
    return column.length === 0 ? undefined : 584 - (column[Math.floor(column.length / 2)] ?? 0);
  };
  const [first = 0, second = 0] = [heightAt(0), heightAt(1)];
  expect(Math.abs(second - first / 2)).toBeLessThanOrEqual(4);
  expect(heightAt(2)).toBeUndefined();
  expect(Math.abs((heightAt(3) ?? 0) - first)).toBeLessThanOrEqual(2);
  expect(seen.count({ left: 1125, top: 130, width: 70, height: 470 }, isText)).toBeGreaterThan(150);
});

test('a scale holds every value, in few round steps from zero', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 40 }), (values) => {
      const { top, ticks } = scaleFor(values);
      const maximum = Math.max(0, ...values);
      expect(top).toBeGreaterThanOrEqual(maximum * 0.999);
      if (maximum > 0) expect(top).toBeLessThanOrEqual(Math.max(1, maximum * 2.6));
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBe(top);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }),
  );
  expect(scaleFor([1, 3]).ticks).toEqual([0, 1, 2, 3]);
  expect(scaleFor([130]).ticks).toEqual([0, 50, 100, 150]);
  expect(scaleFor([]).ticks).toEqual([0, 1]);
});
