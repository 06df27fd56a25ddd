import { expect, test } from 'vitest';
import { costOf, mostInMonth, parseCreditPrice } from '../../src/core/credit-price.ts';

test.each([
  ['0.04 EUR', { amount: 0.04, currency: 'EUR' }],
  [' 2 usd ', { amount: 2, currency: 'USD' }],
  ['1000 VND', { amount: 1000, currency: 'VND' }],
])('%j is a price', (text, price) => {
  expect(parseCreditPrice(text)).toEqual(price);
});

test.each(['', '0.04', 'EUR', '0 EUR', '-1 EUR', '0,04 EUR', '1 QQQ', '1 EUR a credit', 'Infinity EUR'])(
  '%j is none',
  (text) => {
    expect(parseCreditPrice(text)).toBeUndefined();
  },
);

test.each([
  [1, '0.04 EUR', '€0.04', '0,04\u00a0€'],
  [310, '0.04 EUR', '€12', '12\u00a0€'],
  [50, '0.04 EUR', '€2', '2\u00a0€'],
  [60, '0.04 EUR', '€2.40', '2,40\u00a0€'],
  [1, '0.0035 USD', '$0.0035', '0,0035\u00a0US$'],
  [100_000, '0.04 EUR', '€4,000', '4.000\u00a0€'],
  [2, '1000 VND', '₫2,000', '2.000\u00a0₫'],
])('%i credits of %s come to %s', (credits, text, inEnglish, inVietnamese) => {
  const price = parseCreditPrice(text);
  expect(price && costOf(credits, price, 'en')).toBe(inEnglish);
  expect(price && costOf(credits, price, 'vi')).toBe(inVietnamese);
});

test('a month is limited by its own limit or by that of all of its days, whichever is less', () => {
  expect(mostInMonth(10, undefined)).toBe(310);
  expect(mostInMonth(10, 100)).toBe(100);
  expect(mostInMonth(1, 100)).toBe(31);
  expect(mostInMonth(undefined, 100)).toBe(100);
  expect(mostInMonth(undefined, undefined)).toBeUndefined();
});
