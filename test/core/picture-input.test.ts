import { describe, expect, test } from 'vitest';
import { pictureInputSchema, sizeOf } from '../../src/core/picture.ts';

const KEY = `${'0af9'.repeat(16)}.png`;
const attachment = { kind: 'attachment', id: '1', url: 'https://cdn.example/a.png', name: 'a.png', bytes: 5 } as const;
const stored = { kind: 'stored', key: KEY, width: 10, height: 20, bytes: 5 } as const;
const takes = (value: unknown): boolean => pictureInputSchema.safeParse(value).success;

test('each kind is taken, stored and read back the same', () => {
  const all = [
    attachment,
    { ...attachment, width: 3, height: 4 },
    { kind: 'result', jobId: '01ARYZ6S410000000000000000', index: 0 },
    { kind: 'link', url: 'https://example.com/a.png' },
    { ...stored, origin: 'https://cdn.example/a.png', shrunkFrom: { width: 100, height: 200 } },
  ];
  for (const value of all) {
    const first = pictureInputSchema.parse(value);
    expect(pictureInputSchema.parse(JSON.parse(JSON.stringify(first)))).toEqual(value);
  }
});

test('what nobody asked for is not kept', () => {
  expect(pictureInputSchema.parse({ ...attachment, ephemeral: true, proxy: 'x' })).toEqual(attachment);
});

describe('a stored name is the name of a file of ours, not a way out of its folder', () => {
  test.each([
    `../${KEY}`,
    `/etc/${KEY}`,
    `${KEY}/../x`,
    `${KEY}\n`,
    `${KEY}\0`,
    KEY.toUpperCase(),
    KEY.replace('png', 'svg'),
    KEY.slice(1),
    '',
    '..',
  ])('%j', (key) => expect(takes({ ...stored, key })).toBe(false));
});

test.each([
  ['an unknown kind', { kind: 'dream' }],
  ['no kind', { url: 'https://example.com' }],
  ['a link without an end', { kind: 'link', url: 'x'.repeat(2001) }],
  ['half a pixel', { ...attachment, width: 1.5 }],
  ['no pixels', { ...attachment, width: 0 }],
  ['a picture before the first', { kind: 'result', jobId: 'x', index: -1 }],
  ['words', 'a.png'],
  ['nothing', null],
])('%s is no picture', (_name, value) => expect(takes(value)).toBe(false));

test('a size is known when both sides are', () => {
  expect(sizeOf(stored)).toEqual({ width: 10, height: 20 });
  expect(sizeOf({ ...attachment, width: 3, height: 4 })).toEqual({ width: 3, height: 4 });
  for (const unknown of [undefined, attachment, { ...attachment, width: 3 }, { kind: 'link', url: 'x' } as const]) {
    expect(sizeOf(unknown)).toBeUndefined();
  }
});
