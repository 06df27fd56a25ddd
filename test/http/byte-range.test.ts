import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRange } from '../../src/http/file-routes.ts';

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=0-', { start: 0, end: 99 }],
  ['bytes=99-', { start: 99, end: 99 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=10-1000', { start: 10, end: 99 }],
  ['bytes=-1', { start: 99, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=000-009', { start: 0, end: 9 }],
  ['bytes=0-999999999999999', { start: 0, end: 99 }],
])('%s of a hundred bytes', (header, range) => expect(parseRange(header, 100)).toEqual(range));

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=999999999999999-'])('%s cannot be had', (header) => {
  expect(parseRange(header, 100)).toBe('unsatisfiable');
});

test.each([
  undefined,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=a-b',
  'bytes=5-2',
  'bytes=0-1,3-4',
  'bytes=0-1, 3-4',
  'bytes=--1',
  'bytes=-1-2',
  'bytes=1.5-2',
  'bytes=0x0-0x9',
  'bytes=1e2-',
  'bytes= 0-1',
  'items=0-1',
  'bytes=0-9999999999999999',
  `bytes=${'0-0,'.repeat(10_000)}0-0`,
])('%s means the whole file', (header) => expect(parseRange(header, 100)).toBeUndefined());

test('nothing can be had of an empty file', () => {
  for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) expect(parseRange(header, 0)).toBe('unsatisfiable');
});

test('a range never leaves the file', () => {
  const edge = fc.oneof(fc.constant(''), fc.nat(300).map(String), fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String));
  fc.assert(
    fc.property(edge, edge, fc.nat(200), (from, to, size) => {
      const range = parseRange(`bytes=${from}-${to}`, size);
      if (typeof range !== 'object') return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeGreaterThanOrEqual(range.start);
      expect(range.end).toBeLessThan(size);
    }),
    { numRuns: 1000 },
  );
});
