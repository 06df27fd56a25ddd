import { expect, test } from 'vitest';
import { inForce, type LimitItem, markOf, readLimitChange, saysTheSame } from '../../src/core/limits/changes.ts';
import { EVERYONE, formatSubject, parseSubject } from '../../src/core/limits/rules.ts';

const NOW = 1_800_000_000_000;
const by = { setBy: 'mod', setAt: NOW };
const rule = (daily: number, more: object = {}): LimitItem => ({
  kind: 'rule',
  rule: { scope: '1', whom: EVERYONE, command: undefined, until: undefined, daily, ...by, ...more },
});
const items: readonly LimitItem[] = [
  rule(5, { command: 'flux', until: NOW + 1, resolution: '2k', allowed: true }),
  rule(5, { whom: { kind: 'role', id: '7' } }),
  { kind: 'grant', grant: { id: 'g', scope: '1', memberId: '2', credits: 5, until: undefined, ...by } },
  { kind: 'block', block: { scope: '1', memberId: '2', until: NOW, reason: 'spam', ...by } },
  { kind: 'pause', pause: { scope: '1', command: undefined, cause: 'moderator', ...by } },
  { kind: 'budget', budget: { scope: '1', credits: 5, channelId: undefined } },
];

test.each(items.map((item) => [item.kind, item] as const))('a %s is read from the log as it was written', (_, item) => {
  const change = { before: undefined, after: item, reason: 'why', undoes: undefined };
  expect(readLimitChange(JSON.stringify(change))).toStrictEqual(change);
  const back = { before: item, after: undefined, reason: undefined, undoes: 'x' };
  expect(readLimitChange(JSON.stringify(back))).toStrictEqual(back);
});

test.each([
  'a job id',
  'null',
  '{}',
  '{"after":{"kind":"rule"}}',
  '{"after":{"kind":"crown","crown":{}}}',
  JSON.stringify({ before: rule(1), after: rule(2, { command: 'flux' }) }),
  JSON.stringify({ before: rule(1), after: items[5] }),
  JSON.stringify({ after: rule(-1) }),
])('%s is no change', (detail) => {
  expect(readLimitChange(detail)).toBeUndefined();
});

test('what has ended is as if it were not there', () => {
  const ended = rule(5, { until: NOW });
  expect(inForce(ended, NOW)).toBeUndefined();
  expect(inForce(ended, NOW - 1)).toBe(ended);
  expect(markOf(ended, NOW)).toBe(markOf(undefined, NOW));
  expect(markOf(ended, NOW - 1)).not.toBe(markOf(undefined, NOW));
});

test('a mark tells who set it, what is said does not', () => {
  const other = rule(5, { setBy: 'other' });
  expect(saysTheSame(rule(5), other)).toBe(true);
  expect(saysTheSame(rule(5), rule(6))).toBe(false);
  expect(saysTheSame(rule(5), undefined)).toBe(false);
  expect(markOf(rule(5), NOW)).not.toBe(markOf(other, NOW));
});

test('whom a button is about is read as it was written, and nothing else is', () => {
  for (const about of [undefined, EVERYONE, { kind: 'role', id: '1100000000000000001' } as const]) {
    expect(parseSubject(formatSubject(about))).toEqual({ about });
  }
  for (const text of ['role', 'role.', 'role.x', 'crown.1', 'role.1.2', 'everyone.1']) {
    expect(parseSubject(text)).toBeUndefined();
  }
});
