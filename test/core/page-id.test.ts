import { describe, expect, it } from 'vitest';
import { formatCustomId, formatPageId, parseCustomId, parsePageId } from '../../src/core/custom-ids.ts';

const JOB = '01JDZ8Q4S0M3T5V7W9XBCDEFGH';

describe('the id of a button that turns a page', () => {
  it('is read as it was written', () => {
    const id = { list: 'history', page: 12 } as const;
    expect(formatPageId(id)).toBe('v1:page:history:12');
    expect(parsePageId(formatPageId(id))).toEqual(id);
  });

  it.each([
    'v1:page:history:0',
    'v1:page:history:-1',
    'v1:page:history:01',
    'v1:page:history:1.5',
    'v1:page:history:1e3',
    'v1:page:history:9999999',
    'v1:page:history:',
    'v1:page:history',
    'v1:page:history:1:2',
    'v1:page:limits:1',
    'v1:page:constructor:1',
    'v1:page::1',
    'v2:page:history:1',
    'v1:again:history:1',
    ' v1:page:history:1',
    '',
  ])('%j is none', (text) => expect(parsePageId(text)).toBeUndefined());

  it('is never taken for a button of a job, nor the other way round', () => {
    expect(parseCustomId('v1:page:history:1')).toBeUndefined();
    expect(parseCustomId(`v1:page:${JOB}:1`)).toBeUndefined();
    expect(parsePageId(formatCustomId({ action: 'cancel', subject: JOB, n: 1 }))).toBeUndefined();
  });
});
