import { expect, test } from 'vitest';
import { type Figure, isMeasured, isMet, median, ratiosOf, slopeOf } from '../../bench/figures.ts';

const p99 = (ours: readonly number[], more: Partial<Figure> = {}): Figure => ({
  name: 'p99',
  unit: 'ms',
  better: 'lower',
  ours: [...ours],
  ...more,
});

test('each value is divided by the one of its own round, and the median is that of the pairs', () => {
  const slowMoment = p99([10, 90, 12], { baseline: [5, 45, 3] });
  expect(ratiosOf(slowMoment)).toEqual([2, 2, 4]);
  expect(isMet({ ...slowMoment, goal: { of: 'ratio', bound: 2 } })).toBe(true);
  // the ratio of the medians would be 2.4
  expect(isMet({ ...slowMoment, goal: { of: 'ratio', bound: 1.9 } })).toBe(false);
});

test('a round without its other half makes no pair', () => {
  expect(ratiosOf(p99([4, 6, 8], { baseline: [2, 3] }))).toEqual([2, 2]);
  expect(ratiosOf(p99([4]))).toBeUndefined();
  expect(ratiosOf(p99([4], { baseline: [] }))).toBeUndefined();
});

test('what shrank, or had nothing beside it, is not so many times as much', () => {
  expect(ratiosOf(p99([-3], { baseline: [10] }))).toBeUndefined();
  expect(ratiosOf(p99([3], { baseline: [0] }))).toBeUndefined();
  expect(ratiosOf(p99([0], { baseline: [10] }))).toEqual([0]);
});

test('the median of an even number lies between the two in the middle, in whatever order they came', () => {
  expect(median([9, 1, 3, 5])).toBe(4);
  expect(median([9, 1, 3])).toBe(3);
});

test('a goal is a bound from above or from below, and the bound itself meets it', () => {
  const goal = { of: 'value', bound: 20 } as const;
  expect(isMet(p99([20], { goal }))).toBe(true);
  expect(isMet(p99([20.1], { goal }))).toBe(false);
  expect(isMet(p99([20], { goal, better: 'higher' }))).toBe(true);
  expect(isMet(p99([19.9], { goal, better: 'higher' }))).toBe(false);
});

test('nothing is said of a goal that is not there, or that lacks what it compares with', () => {
  expect(isMet(p99([1]))).toBeUndefined();
  expect(isMet(p99([1], { goal: { of: 'ratio', bound: 2 } }))).toBeUndefined();
});

test('what the system does not tell is not a measured figure', () => {
  expect(isMeasured(p99([1, 2], { baseline: [3, 4] }))).toBe(true);
  expect(isMeasured(p99([1, Number.NaN]))).toBe(false);
  expect(isMeasured(p99([1], { baseline: [Number.NaN] }))).toBe(false);
  expect(isMeasured(p99([]))).toBe(false);
});

test('a slope is what each one more adds, whatever is there already', () => {
  const points = [0, 1, 2, 3].map((at) => ({ at: at * 250, value: 300 + at * 2 }));
  expect(slopeOf(points)).toBeCloseTo(2 / 250);
  expect(slopeOf(points.map((each) => ({ ...each, value: 300 })))).toBe(0);
});
