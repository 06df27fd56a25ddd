import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fluxV1 } from '../../../src/commands/flux/v1.ts';
import { fluxV2 as flux } from '../../../src/commands/flux/v2.ts';
import { preparing } from '../preparing.ts';
import { holdsToDocument, nothingKnown, picture } from '../trial.ts';

const { job, body, refusal } = preparing(flux, { prompt: 'a fox', model: 'flux-2-pro' });
const option = (name: string) => flux.options.find((each) => each.name === name);

const PRO = 'flux-1.1-pro';
const ULTRA = 'flux-1.1-pro-ultra';
const NEWER = ['flux-2-pro', 'flux-2-dev', 'flux-2-flex', 'flux-2-max'];
const MODELS = [PRO, ULTRA, ...NEWER];
const side = z.int().min(256).max(2048).optional();
const document = z.strictObject({
  model: z.enum(MODELS),
  prompt: z.string().min(1).max(2000),
  fluxParams: z.strictObject({
    image_prompt_strength: z.number().min(0).max(1).optional(),
    prompt_upsampling: z.boolean().optional(),
    width: side,
    height: side,
    aspect_ratio: z
      .string()
      .regex(/^\d+:\d+$/)
      .optional(),
    resolution: z.enum(['0.5MP', '1MP', '2MP', '4MP', 'match_input_image']).optional(),
    steps: z.int().min(1).max(50).optional(),
    guidance: z.number().min(1.5).max(10).optional(),
    seed: z.int().optional(),
    raw: z.boolean().optional(),
    output_format: z.literal('png'),
    image_prompt: z.string().optional(),
    input_images: z.array(z.string()).max(10).optional(),
  }),
});

test('the options stand in their order, and only the words are needed', () => {
  expect(flux.options.map(({ name }) => name).join(' ')).toBe(
    'prompt model image image2 image3 from image_strength count aspect width height resolution steps guidance seed raw improve_prompt',
  );
  expect(flux.options.filter(({ required }) => required).map(({ name }) => name)).toEqual(['prompt']);
});

test('the choices and ranges are those of the document, and none is made up', () => {
  expect(option('model')?.choices?.map(({ value }) => value)).toEqual(MODELS);
  for (const name of ['width', 'height']) expect(option(name)).toMatchObject({ minimum: 256, maximum: 2048 });
  expect(option('steps')).toMatchObject({ kind: 'integer', minimum: 1, maximum: 50 });
  expect(option('guidance')).toMatchObject({ kind: 'number', minimum: 1.5, maximum: 10 });
  expect(option('image_strength')).toMatchObject({ kind: 'number', minimum: 0, maximum: 1 });
  expect(option('seed')?.minimum).toBeUndefined();
});

describe('a full request carries every field that goes with its model', () => {
  const common = { seed: 7, raw: false, improve_prompt: true, steps: 12, guidance: 2.5 };
  const sent = { seed: 7, raw: false, prompt_upsampling: true, steps: 12, guidance: 2.5, output_format: 'png' };
  const asked = (model: string, fluxParams: object, pictures: readonly object[]) => ({
    provider: 'apiframe',
    path: '/v2/images/generate',
    body: { model, prompt: 'a fox', fluxParams: { ...sent, ...fluxParams } },
    pictures,
  });
  const slot = { within: 'fluxParams', as: 'upload' };

  test('1.1', () => {
    const full = job({ model: PRO, image: picture(), image_strength: 0.25, width: 256, height: 2048, ...common });
    const fields = { image_prompt_strength: 0.25, width: 256, height: 2048 };
    expect(full.request).toEqual(asked(PRO, fields, [{ ...slot, field: 'image_prompt', option: 'image' }]));
  });
  test('2', () => {
    const pictures = { image: picture(), image2: picture(), image3: picture() };
    const full = job({ model: 'flux-2-max', ...pictures, aspect: '5:4', resolution: '2MP', ...common });
    const slots = Object.keys(pictures).map((name) => ({
      ...slot,
      field: 'input_images',
      option: name,
      isInList: true,
    }));
    expect(full.request).toEqual(asked('flux-2-max', { aspect_ratio: '5:4', resolution: '2MP' }, slots));
  });
});

test.each(MODELS)('what is not said is not sent, and %s has a price of its own', (model) => {
  expect(body({ model })).toEqual({ model, prompt: 'a fox', fluxParams: { output_format: 'png' } });
  expect(job({ model }).tier).toBe(model);
});

test('without a model it is 1.1 pro, also in what is stored', () => {
  const plain = job({ model: undefined });
  expect([plain.tier, plain.input]).toEqual([PRO, { prompt: 'a fox', model: PRO }]);
});

test('whatever is accepted keeps to the document', () =>
  holdsToDocument(flux, { '/v2/images/generate': document }, { always: 1 }));

describe('what cannot work is refused with the name of the option', () => {
  const only = (name: string, ...values: string[]) => ({
    code: 'only-with',
    option: name,
    only: { option: 'model', values },
  });
  const conflict = (name: string, other: string) => ({ code: 'conflict', option: name, other });
  const cases: readonly (readonly [string, object, object])[] = [
    ['image_strength of 2', { image: picture(), image_strength: 0 }, only('image_strength', PRO, ULTRA)],
    ['a second picture of 1.1', { model: PRO, image2: picture() }, only('image2', ...NEWER)],
    ['resolution of ultra', { model: ULTRA, resolution: '1MP' }, only('resolution', ...NEWER)],
    [
      'image_strength alone',
      { model: PRO, image_strength: 0 },
      { code: 'needs', option: 'image_strength', needs: ['image'] },
    ],
    [
      'the size of no picture',
      { resolution: 'match_input_image' },
      { code: 'needs', option: 'resolution', needs: ['image', 'image2', 'image3'] },
    ],
    ['a shape with a width', { aspect: '1:1', width: 256 }, conflict('aspect', 'width')],
    ['a resolution with a height', { resolution: '1MP', height: 256 }, conflict('resolution', 'height')],
    ['a seed of several', { seed: 0, count: 2 }, conflict('seed', 'count')],
    ['51 steps', { steps: 51 }, { code: 'out-of-range', option: 'steps', minimum: 1, maximum: 50 }],
    ['a shape that nobody paints', { aspect: '22:9' }, { code: 'bad-shape', option: 'aspect' }],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));

  test('a model that is switched off', () => {
    const { refusal: refused } = preparing(flux, { prompt: 'a fox' }, { ...nothingKnown, disabledModels: [PRO] });
    expect(refused({ model: PRO })).toEqual({ code: 'switched-off', what: PRO });
  });
});

test.each([
  ['1.1 pro', { model: PRO }, '1k'],
  ['ultra', { model: ULTRA }, '2k'],
  ['2MP', { resolution: '2MP' }, '1k'],
  ['4MP', { resolution: '4MP' }, '2k'],
  ['sides', { width: 2048, height: 2048 }, '2k'],
  ['one side', { width: 2048 }, '2k'],
  ['a picture that was measured', { resolution: 'match_input_image', image: picture(4000, 3000) }, '4k'],
  ['a picture that was not', { resolution: 'match_input_image', image: picture() }, undefined],
])('limits of size know how large %s becomes', (_name, raw, resolution) => {
  expect(job(raw).resolution).toBe(resolution);
});

describe('what was stored by the other API', () => {
  const first = preparing(fluxV1, { prompt: 'a fox' });

  test.each([
    ['flux-pro-1.1', PRO],
    ['flux-pro-1.1-ultra', ULTRA],
  ])('%s is %s here, and the other way round', (older, newer) => {
    expect(job({ model: older })).toMatchObject({
      tier: newer,
      input: { model: newer },
      request: { body: { model: newer } },
    });
    expect(first.job({ model: newer })).toMatchObject({ tier: older, input: { model: older } });
  });

  test('is refused for a model without its like, by the names that there are', () => {
    const bad = (value: string, allowed: readonly string[]) => ({
      code: 'bad-choice',
      option: 'model',
      value,
      allowed,
    });
    for (const model of ['flux-schnell', 'flux-dev', 'flux-pro'])
      expect(refusal({ model })).toEqual(bad(model, MODELS));
    const older = fluxV1.options.find(({ name }) => name === 'model')?.choices?.map(({ value }) => value) ?? [];
    for (const model of NEWER) expect(first.refusal({ model })).toEqual(bad(model, older));
  });

  test('is refused for an option without its like, by the names that there are', () => {
    const names = (operation: typeof flux) => operation.options.map(({ name }) => name);
    for (const name of ['interval', 'tolerance']) {
      expect(refusal({ [name]: 2 })).toEqual({ code: 'no-such-option', option: name, left: names(flux) });
    }
    for (const name of ['image2', 'image3', 'resolution']) {
      const refused = first.refusal({ [name]: 'x' });
      expect(refused).toEqual({ code: 'no-such-option', option: name, left: names(fluxV1) });
    }
  });

  test('still has its words where it is shown', () => {
    const input = { prompt: 'a fox', model: 'flux-schnell', tolerance: 2 };
    expect(flux.altText(input).en).toBe('Picture made from the words: a fox');
    expect(fluxV1.altText({ prompt: 'a fox', model: 'flux-2-max' }).en).toContain('a fox');
  });
});
