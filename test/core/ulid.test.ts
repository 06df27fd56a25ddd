import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUlid, ulid } from '../../src/core/ulid.ts';

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('every moment and every randomness make an id', () => {
  fc.assert(fc.property(time, random, (now, bytes) => isUlid(ulid(now, bytes))));
});

test('ids sort as their moments do', () => {
  fc.assert(
    fc.property(time, time, random, random, (one, other, a, b) => {
      fc.pre(one < other);
      return ulid(one, a) < ulid(other, b);
    }),
  );
});

test('the time is the documented one', () => {
  expect(ulid(1469918176385, new Uint8Array(16))).toBe('01ARYZ6S410000000000000000');
});

test('a thousand ids of one moment are a thousand', () => {
  expect(new Set(Array.from({ length: 1000 }, () => ulid(1_700_000_000_000))).size).toBe(1000);
});

test('nothing else is taken for one', () => {
  const id = ulid(1_700_000_000_000, new Uint8Array(16));
  const others = ['', id.slice(1), `${id}0`, `${id}\n`, ` ${id}`, id.toLowerCase(), id.replace(/.$/, 'U')];
  for (const text of [
    ...others,
    `8${id.slice(1)}`,
    id.replace(/.$/, 'I'),
    id.replace(/.$/, '-'),
    `../${id.slice(3)}`,
  ]) {
    expect(isUlid(text), JSON.stringify(text)).toBe(false);
  }
});
