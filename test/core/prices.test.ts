import { expect, test } from 'vitest';
import { priceOf, pricesSchema } from '../../src/core/operation.ts';

const imagine = { name: 'imagine', prices: { '1k': 1, '4k': 3 } };

test('the operator’s line replaces ours, one line at a time, also by nothing', () => {
  const prices = { imagine: { '4k': 9, '1k': 0 } };
  expect(priceOf(prices, imagine, '4k')).toBe(9);
  expect(priceOf(prices, imagine, '1k')).toBe(0);
  expect(priceOf({ imagine: { '4k': 9 } }, imagine, '1k')).toBe(1);
  expect(priceOf({ flux: { '1k': 7 } }, imagine, '1k')).toBe(1);
});

test('a line without a price is a defect, not free', () => {
  expect(() => priceOf({}, imagine, '8k')).toThrow('No price for imagine 8k');
});

test('only whole numbers from nothing up are prices', () => {
  expect(pricesSchema.safeParse({ imagine: { '1k': 0, '2k': 100_000 } }).success).toBe(true);
  for (const wrong of [-1, 1.5, 100_001, '1', null, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(pricesSchema.safeParse({ imagine: { '1k': wrong } }).success, String(wrong)).toBe(false);
  }
  for (const wrong of [{ imagine: 1 }, [], null, 'free']) expect(pricesSchema.safeParse(wrong).success).toBe(false);
});
