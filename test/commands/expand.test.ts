import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expand } from '../../src/commands/expand.ts';
import { languages } from '../../src/core/language.ts';
import { refusalText } from '../../src/views/refusals.ts';
import { rawInput } from './any-input.ts';
import { attachment, link, preparing, stored } from './preparing.ts';

const { prepare, job, body, refusal } = preparing(expand, { image: stored(1000, 1000) });

const margin = z.int().min(0).max(2048);
const documented = z.strictObject({
  prompt: z.string().min(1).max(2000).optional(),
  left: margin,
  right: margin,
  top: margin,
  bottom: margin,
});

test('the options stand in the order of the contract', () => {
  expect(expand.options.map(({ name }) => name).join(' ')).toBe('image from prompt left right top bottom shape');
});

test('a request carries every field', () => {
  const wish = { prompt: 'a wide beach', left: 2048, right: 1, top: 30, bottom: 400 };
  expect(job(wish)).toEqual({
    input: { image: stored(1000, 1000), ...wish },
    count: 1,
    resolution: '2k',
    tier: 'standard',
    request: {
      provider: 'freepik',
      path: '/v1/ai/image-expand/flux-pro',
      body: { prompt: 'a wide beach', left: 2048, right: 1, top: 30, bottom: 400 },
      pictures: [{ field: 'image', option: 'image', as: 'base64' }],
    },
  });
});

test('a margin that was not given is sent as none', () => {
  expect(body({ top: 5 })).toEqual({ left: 0, right: 0, top: 5, bottom: 0 });
});

test('a shape becomes margins once the size of the picture is known', () => {
  for (const image of [attachment, link]) {
    expect(body({ image, shape: '16:9' })).toEqual({ left: 0, right: 0, top: 0, bottom: 0 });
  }
  const seen = { ...attachment, width: 1000, height: 1000 };
  expect(body({ image: seen, shape: '16:9' })).toEqual({ left: 389, right: 389, top: 0, bottom: 0 });
  const { input } = job({ image: link, shape: '2x' });
  expect(body({ ...input, image: stored(600, 400) })).toEqual({ left: 300, right: 300, top: 200, bottom: 200 });
});

test('any shape may be typed beside those that are suggested', () => {
  const shape = expand.options.find(({ name }) => name === 'shape');
  expect(shape).toMatchObject({ kind: 'text', suggests: 'choices' });
  expect(shape?.choices?.map(({ value }) => value).join(' ')).toBe('16:9 9:16 4:3 3:4 1:1 3:2 2:3 21:9 1.5x 2x');
  for (const { value } of shape?.choices ?? []) {
    expect(refusal({ shape: value, image: stored(700, 1100) })).toBe('accepted');
  }
  expect(body({ shape: '5:4' })).toEqual({ left: 125, right: 125, top: 0, bottom: 0 });
  expect(body({ shape: '1.7x' })).toEqual({ left: 350, right: 350, top: 350, bottom: 350 });
});

const tooLarge = { code: 'result-too-large', limit: 20, unit: 'megapixels' };
const refused: readonly (readonly [string, object, object])[] = [
  ['no picture', { image: undefined, left: 9 }, { code: 'no-picture', option: 'image', other: 'from' }],
  ['blank words', { prompt: ' ', left: 9 }, { code: 'blank', option: 'prompt' }],
  ['too many words', { prompt: 'x'.repeat(2001), left: 9 }, { code: 'too-long', option: 'prompt', limit: 2000 }],
  ['a margin below 0', { left: -1 }, { code: 'out-of-range', option: 'left', minimum: 0, maximum: 2048 }],
  ['a margin over 2,048', { bottom: 2049 }, { code: 'out-of-range', option: 'bottom', minimum: 0, maximum: 2048 }],
  ['half a pixel', { top: 1.5 }, { code: 'out-of-range', option: 'top' }],
  ['no shape', { shape: '16x9' }, { code: 'bad-shape', option: 'shape', value: '16x9', example: '16:9' }],
  ['a zoom without its x', { shape: '1.5' }, { code: 'bad-shape', option: 'shape', value: '1.5', example: '1.5x' }],
  ['a shape and a margin', { shape: '2x', right: 9 }, { code: 'conflict', option: 'shape', other: 'right' }],
  ['a shape and no margin on a side', { shape: '2x', top: 0 }, { code: 'conflict', option: 'shape', other: 'top' }],
  ['no margin', {}, { code: 'nothing-to-add' }],
  ['margins of 0', { left: 0, right: 0, top: 0, bottom: 0 }, { code: 'nothing-to-add' }],
  ['the shape of the picture', { shape: '1:1' }, { code: 'nothing-to-add' }],
  ['a zoom to the same', { shape: '1x' }, { code: 'nothing-to-add' }],
  [
    'a picture under 256 px a side',
    { image: stored(255, 4000), left: 9 },
    { code: 'picture-too-small', option: 'image', minimum: 256 },
  ],
  [
    'a shape that needs more than 2,048 on the left',
    { image: stored(1000, 3000), shape: '21:9' },
    { code: 'side-too-large', option: 'shape', side: 'left', limit: 2048, nearest: '5:3' },
  ],
  [
    'a shape that needs 2,049 at the bottom',
    { image: stored(500, 500), shape: '500:4597' },
    { code: 'side-too-large', option: 'shape', side: 'bottom', limit: 2048, nearest: '1:9' },
  ],
  [
    'a zoom over 20 megapixels',
    { image: stored(3000, 3000), shape: '2x' },
    { ...tooLarge, option: 'shape', nearest: '1.49x' },
  ],
  [
    'margins over 20 megapixels',
    { image: stored(4000, 4000), left: 1500 },
    { ...tooLarge, option: 'left', nearest: '1000' },
  ],
  [
    'a picture over 20 megapixels already',
    { image: stored(6000, 4000), shape: '2x' },
    { ...tooLarge, option: 'image', nearest: undefined },
  ],
];

describe('what cannot work is refused with the name of the option', () => {
  test.each(refused)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));

  test.each(refused)('%s, in words that say what to do', (_name, raw) => {
    const prepared = prepare(raw);
    if (prepared.ok) throw new Error('accepted');
    for (const language of languages) {
      const text = refusalText(prepared.refusal, language, expand.options);
      expect(text).toMatch(/^\P{Ll}.{20,}\.$/u);
      expect(text).not.toMatch(/undefined|NaN/);
    }
  });

  test.each([
    ['of just 256 px', { image: stored(256, 256), left: 1 }],
    ['that becomes just 20 megapixels', { image: stored(4000, 4000), left: 1000 }],
    ['that gains just 2,048 on each side', { image: stored(500, 500), shape: '1:9.192' }],
  ])('but not a picture %s', (_name, raw) => expect(refusal(raw)).toBe('accepted'));
});

test('a member who added nothing reads the names that the options have here', () => {
  const text = refusalText({ code: 'nothing-to-add' }, 'vi', expand.options);
  for (const name of ['`trái`** (`left`)', '`dưới`** (`bottom`)', '`tỉ_lệ`** (`shape`)']) expect(text).toContain(name);
});

test('the nearest that a refusal names is accepted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 256, max: 5000 }), fc.integer({ min: 256, max: 5000 }), (width, height) => {
      for (const shape of ['21:9', '9:21', '4x']) {
        const image = stored(width, height);
        const prepared = prepare({ image, shape });
        if (prepared.ok || !('nearest' in prepared.refusal) || prepared.refusal.nearest === undefined) continue;
        expect(refusal({ image, shape: prepared.refusal.nearest })).toBe('accepted');
      }
    }),
  );
});

test('whatever is accepted sends documented fields, and adds something where the size is known', () => {
  let accepted = 0;
  fc.assert(
    fc.property(rawInput(expand), (raw) => {
      const prepared = prepare(raw);
      if (!prepared.ok) return;
      accepted++;
      const { body } = prepared.job.request;
      const { prompt, ...margins } = documented.parse(body);
      expect(prompt !== undefined).toBe('prompt' in raw);
      const isSizeKnown = 'width' in Object(prepared.job.input['image']);
      if (isSizeKnown || raw['shape'] === undefined) expect(Object.values(margins).some((side) => side > 0)).toBe(true);
      if (raw['shape'] === undefined) {
        for (const [side, pixels] of Object.entries(margins)) expect(pixels).toBe(raw[side] ?? 0);
      }
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test('the alt text carries the words, where there are any', () => {
  expect(expand.altText({ image: attachment, left: 9, prompt: 'a beach' }).en).toBe(
    'Picture expanded with the words: a beach',
  );
  expect(expand.altText({ image: attachment, left: 9 }).vi).toBe('Ảnh được mở rộng ra ngoài khung');
});
