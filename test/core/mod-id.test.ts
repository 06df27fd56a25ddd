import { expect, test } from 'vitest';
import { formatModId, modAreas, parseModId } from '../../src/core/custom-ids.ts';

test('every area comes back from its id as it was', () => {
  for (const area of modAreas) {
    const id = { area, action: 'undo-it', subject: '01M7YVJZMEHG7GT6H6E4DBP015', n: 3 };
    expect(parseModId(formatModId(id))).toEqual(id);
    expect(formatModId({ ...id, subject: 'x'.repeat(40), n: 999_999 }).length).toBeLessThanOrEqual(100);
  }
});

test.each([
  'v1:mod:nobody:undo::1',
  'v1:mod:limits:UNDO::1',
  'v1:mod:limits:undo:a b:1',
  'v1:mod:limits:undo::0',
  'v1:mod:limits:undo::1:2',
  'v2:mod:limits:undo::1',
  '',
])('%j is no id of ours', (text) => expect(parseModId(text)).toBeUndefined());
