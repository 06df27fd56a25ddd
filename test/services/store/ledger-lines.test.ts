import { expect, test } from 'vitest';
import { dayOf, endOfDay } from '../../../src/core/periods.ts';
import { ledgerLine } from '../../../src/services/store/ledger.ts';

const at = (text: string) => Date.parse(text);
const job = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  scope: 'guild',
  ownerId: 'ann',
  operation: 'imagine',
  price: 3,
  createdAt: at('2026-11-21T23:59:59.999Z'),
};

test('credits that come back count on the day on which they were reserved', () => {
  const nextYear = at('2027-01-01T00:00:00Z');
  expect(ledgerLine(job, 'given-back', nextYear)).toEqual({
    jobId: job.id,
    kind: 'given-back',
    scope: 'guild',
    ownerId: 'ann',
    command: 'imagine',
    day: '2026-11-21',
    credits: 3,
    at: nextYear,
  });
});

test('a line has nothing of the job besides', () => {
  const line = ledgerLine({ ...job, ...{ input: { prompt: 'a secret' } } }, 'charged', 0);
  expect(JSON.stringify(line)).not.toContain('secret');
});

test.each([
  ['2026-11-21T00:00:00.000Z', '2026-11-21', '2026-11-22T00:00:00Z'],
  ['2026-11-21T23:59:59.999Z', '2026-11-21', '2026-11-22T00:00:00Z'],
  ['2026-12-31T12:00:00Z', '2026-12-31', '2027-01-01T00:00:00Z'],
  ['2028-02-28T23:00:00-01:00', '2028-02-29', '2028-03-01T00:00:00Z'],
])('%s is on %s, which ends at %s', (time, day, end) => {
  expect(dayOf(at(time))).toBe(day);
  expect(endOfDay(at(time))).toBe(at(end));
});
