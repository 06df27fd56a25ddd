import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rmbg } from '../../src/commands/rmbg.ts';
import { rawInput } from './any-input.ts';
import { attachment, preparing, stored } from './preparing.ts';

const { prepare, job, refusal } = preparing(rmbg, { image: attachment });
const MEGABYTE = 1024 * 1024;

test('the options stand in the order of the contract', () => {
  expect(rmbg.options.map(({ name }) => name).join(' ')).toBe('image from background');
});

test('the picture goes as an address in a form, and the result comes at once', () => {
  expect(job({ background: '#F80' })).toEqual({
    input: { image: attachment, background: '#F80' },
    count: 1,
    tier: 'standard',
    request: {
      provider: 'freepik',
      path: '/v1/ai/beta/remove-background',
      encoding: 'form',
      answer: 'at-once',
      body: {},
      pictures: [{ field: 'image_url', option: 'image', as: 'address' }],
      finish: { kind: 'background', background: '#ff8800', option: 'image' },
    },
  });
});

test('a larger picture is made smaller to what the endpoint takes', () => {
  expect(rmbg.pictureLimits).toEqual({ maximumMegapixels: 25, maximumMegabytes: 20 });
});

test.each([
  ['#f80', '#ff8800'],
  ['#1A2b3C', '#1a2b3c'],
  ['white', '#ffffff'],
  ['Black', '#000000'],
  ['trắng', '#ffffff'],
  ['Trắng'.normalize('NFD'), '#ffffff'],
  ['Đen', '#000000'],
  ['blur', 'blur'],
  ['Ảnh gốc làm mờ', 'blur'],
])('the background %s is %s', (background, expected) => {
  expect(job({ background }).request.finish).toEqual({ kind: 'background', background: expected, option: 'image' });
});

test.each([[undefined], ['transparent'], ['Trong suốt']])('%s leaves the result as it comes', (background) => {
  expect(job({ background }).request).not.toHaveProperty('finish');
});

describe('what cannot work is refused with the name of the option', () => {
  const allowed = ['transparent', 'white', 'black', 'blur', '#ff8800'];
  const cases: readonly (readonly [string, object, object])[] = [
    ['no picture', { image: undefined }, { code: 'no-picture', option: 'image', other: 'from' }],
    [
      'an unknown colour',
      { background: 'mauve' },
      { code: 'bad-choice', option: 'background', value: 'mauve', allowed },
    ],
    ['a colour without its mark', { background: 'ff8800' }, { code: 'bad-choice', option: 'background' }],
    ['a colour of four digits', { background: '#ff88' }, { code: 'bad-choice', option: 'background' }],
    ['a colour with a weight', { background: '#ff8800:0.5' }, { code: 'bad-choice', option: 'background' }],
    ['a name that every object has', { background: 'constructor' }, { code: 'bad-choice', option: 'background' }],
    ['a blank background', { background: ' ' }, { code: 'blank', option: 'background' }],
    [
      'a copy over 20 MB',
      { image: stored(4000, 4000, 20 * MEGABYTE + 1) },
      { code: 'picture-too-large', option: 'image', limitMegabytes: 20 },
    ],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));

  test('but not a copy of just 20 MB', () => {
    expect(refusal({ image: stored(4000, 4000, 20 * MEGABYTE) })).toBe('accepted');
  });
});

test('whatever is accepted sends a picture and nothing else, and its background is one that can be drawn', () => {
  const color = fc.oneof(fc.stringMatching(/^#?[0-9a-fA-F]{3,6}$/), fc.string());
  let accepted = 0;
  fc.assert(
    fc.property(rawInput(rmbg), fc.option(color), (raw, background) => {
      const prepared = prepare(background === null ? raw : { ...raw, background });
      if (!prepared.ok) return;
      accepted++;
      const { body, pictures, finish } = prepared.job.request;
      expect(body).toEqual({});
      expect(pictures).toHaveLength(1);
      if (finish) expect(finish.background).toMatch(/^(?:#[0-9a-f]{6}|blur)$/);
    }),
    { numRuns: 500 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test('the alt text says what is behind', () => {
  expect(rmbg.altText({ image: attachment })).toEqual({
    en: 'Background removed from the picture',
    vi: 'Ảnh đã xóa nền',
  });
  expect(rmbg.altText({ image: attachment, background: 'blur' }).en).toBe('Background removed and replaced by a blur');
  expect(rmbg.altText({ image: attachment, background: '#F80' }).vi).toContain('màu #ff8800');
});
