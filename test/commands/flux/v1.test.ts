import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fluxV1 as flux } from '../../../src/commands/flux/v1.ts';
import { preparing } from '../preparing.ts';
import { holdsToDocument, nothingKnown, picture } from '../trial.ts';

const { job, body, refusal } = preparing(flux, { prompt: 'a fox', model: 'flux-schnell' });
const option = (name: string) => flux.options.find((each) => each.name === name);

const ULTRA = 'flux-pro-1.1-ultra';
const MODELS = ['flux-schnell', 'flux-dev', 'flux-pro', 'flux-pro-1.1', ULTRA];
const side = z.int().min(256).max(1440).optional();
const document = z.strictObject({
  model: z.enum(MODELS),
  prompt: z.string().min(1),
  image_prompt: z.string().optional(),
  image_prompt_strength: z.number().min(0).max(1).optional(),
  prompt_upsampling: z.boolean().optional(),
  width: side,
  height: side,
  aspect_ratio: z
    .string()
    .regex(/^\d+:\d+$/)
    .optional(),
  steps: z.int().optional(),
  guidance: z.number().optional(),
  interval: z.int().min(1).max(4).optional(),
  seed: z.int().optional(),
  safety_tolerance: z.int().min(0).max(6).optional(),
  raw: z.boolean().optional(),
});

test('the options stand in the order of the contract', () => {
  expect(flux.options.map(({ name }) => name).join(' ')).toBe(
    'prompt model image from image_strength count aspect width height steps guidance interval seed tolerance raw improve_prompt',
  );
  expect(flux.options.filter(({ required }) => required).map(({ name }) => name)).toEqual(['prompt']);
});

test('the choices and ranges are those of the document, and none is made up', () => {
  const open = (name: string) => ({ minimum: option(name)?.minimum, maximum: option(name)?.maximum });
  expect(option('model')?.choices?.map(({ value }) => value)).toEqual(MODELS);
  expect(option('image_strength')).toMatchObject({ kind: 'number', minimum: 0, maximum: 1 });
  expect(option('count')).toMatchObject({ minimum: 1, maximum: 4 });
  for (const name of ['width', 'height']) expect(option(name)).toMatchObject({ minimum: 256, maximum: 1440 });
  expect(option('interval')).toMatchObject({ minimum: 1, maximum: 4 });
  expect(option('tolerance')).toMatchObject({ minimum: 0, maximum: 6 });
  expect(option('steps')).toMatchObject({ kind: 'integer', minimum: 1 });
  expect(option('guidance')).toMatchObject({ kind: 'number' });
  expect(open('steps').maximum).toBeUndefined();
  for (const name of ['guidance', 'seed']) expect(open(name)).toEqual({ minimum: undefined, maximum: undefined });
  expect(body({ model: 'flux-dev', steps: 1_000_000, guidance: -0.5, seed: -7 })).toMatchObject({
    steps: 1_000_000,
    guidance: -0.5,
    seed: -7,
  });
});

describe('a full request carries every field that goes with its model', () => {
  const asked = (sent: object, pictures: readonly object[] = []) => ({
    provider: 'apiframe',
    path: '/flux-imagine',
    body: { prompt: 'a fox', ...sent },
    pictures,
  });
  const common = { tolerance: 0, seed: 7, improve_prompt: true };
  const sentCommon = { safety_tolerance: 0, seed: 7, prompt_upsampling: true };
  const slots = [{ field: 'image_prompt', option: 'image', as: 'base64' }];

  test('pro', () => {
    const numbers = { width: 256, height: 1440, steps: 40, guidance: 2.5, interval: 3 };
    const full = job({ model: 'flux-pro', image: picture(), ...numbers, ...common });
    expect(full.request).toEqual(asked({ model: 'flux-pro', ...numbers, ...sentCommon }, slots));
  });
  test('ultra', () => {
    const asIt = { model: ULTRA, raw: false };
    const full = job({ ...asIt, image: picture(), image_strength: 0.25, aspect: '5:4', ...common });
    const sent = { ...asIt, image_prompt_strength: 0.25, aspect_ratio: '5:4', ...sentCommon };
    expect(full.request).toEqual(asked(sent, slots));
  });
  test('several pictures are one POST each', () => {
    expect(job({ count: 3 })).toMatchObject({ count: 3, input: { prompt: 'a fox', model: 'flux-schnell' } });
    expect(job({ count: 3 }).request).toEqual(asked({ model: 'flux-schnell' }));
  });
});

test.each(MODELS)('what is not said is not sent, and %s has a price of its own', (model) => {
  expect(body({ model })).toEqual({ prompt: 'a fox', model });
  expect(job({ model }).tier).toBe(model);
});

test('without a model it is pro 1.1, also in what is stored', () => {
  const plain = job({ model: undefined });
  expect(plain.tier).toBe('flux-pro-1.1');
  expect(plain.input).toEqual({ prompt: 'a fox', model: 'flux-pro-1.1' });
});

test('the prices follow the models', () => expect(MODELS.map((model) => flux.prices[model])).toEqual([1, 1, 2, 2, 3]));

test('whatever is accepted keeps to the document', () => holdsToDocument(flux, { '/flux-imagine': document }));

describe('what cannot work is refused with the name of the option', () => {
  const only = (name: string, ...values: string[]) => ({
    code: 'only-with',
    option: name,
    only: { option: 'model', values },
  });
  const ultra = { model: ULTRA };
  const cases: readonly (readonly [string, object, object])[] = [
    ['no words', { prompt: ' ' }, { code: 'blank', option: 'prompt' }],
    ['too many words', { prompt: 'x'.repeat(2001) }, { code: 'too-long', option: 'prompt', limit: 2000 }],
    ['image_strength of pro 1.1', { model: 'flux-pro-1.1', image_strength: 0 }, only('image_strength', ULTRA)],
    ['aspect of dev', { model: 'flux-dev', aspect: '1:1' }, only('aspect', ULTRA)],
    ['raw of schnell', { raw: false }, only('raw', ULTRA)],
    ['steps of ultra', { ...ultra, steps: 10 }, only('steps', 'flux-pro', 'flux-dev')],
    ['guidance of pro 1.1', { model: 'flux-pro-1.1', guidance: 0 }, only('guidance', 'flux-pro', 'flux-dev')],
    ['interval of dev', { model: 'flux-dev', interval: 1 }, only('interval', 'flux-pro')],
    [
      'image_strength without a picture',
      { ...ultra, image_strength: 0 },
      { code: 'needs', option: 'image_strength', needs: ['image'] },
    ],
    [
      'a shape with a width',
      { ...ultra, aspect: '1:1', width: 256 },
      { code: 'conflict', option: 'aspect', other: 'width' },
    ],
    [
      'a shape with a height',
      { ...ultra, aspect: '1:1', height: 256 },
      { code: 'conflict', option: 'aspect', other: 'height' },
    ],
    ['a seed of several', { seed: 0, count: 2 }, { code: 'conflict', option: 'seed', other: 'count' }],
    ['no steps', { model: 'flux-dev', steps: 0 }, { code: 'out-of-range', option: 'steps', minimum: 1 }],
    ['half a step', { model: 'flux-dev', steps: 1.5 }, { code: 'bad-value', option: 'steps' }],
    ['words for guidance', { model: 'flux-dev', guidance: 'much' }, { code: 'bad-value', option: 'guidance' }],
    ['a small side', { width: 255 }, { code: 'out-of-range', option: 'width', minimum: 256, maximum: 1440 }],
    ['five pictures', { count: 5 }, { code: 'out-of-range', option: 'count', minimum: 1, maximum: 4 }],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toEqual({ ...expected, ...actual(expected) }));
  const actual = (expected: object) => ('limit' in expected ? { actual: 2001 } : {});

  test('a seed of one picture is none of these', () => expect(refusal({ seed: 0, count: 1 })).toBe('accepted'));

  test('a model that is switched off', () => {
    const disabledModels = ['flux-dev'];
    const { refusal: refused } = preparing(flux, { prompt: 'a fox' }, { ...nothingKnown, disabledModels });
    expect(refused({ model: 'flux-dev' })).toEqual({ code: 'switched-off', what: 'flux-dev' });
    expect(refused({ model: 'flux-pro' })).toBe('accepted');
  });
});

test('a model that the provider refuses for now leaves the others', () => {
  const known = { ...nothingKnown, disabledModels: ['flux-dev'], retiredModels: ['flux-pro'] };
  const { refusal: refused } = preparing(flux, { prompt: 'a fox' }, known);
  const left = { option: 'model', values: ['flux-schnell', 'flux-pro-1.1', 'flux-pro-1.1-ultra'] };
  expect(refused({ model: 'flux-pro' })).toEqual({ code: 'switched-off', what: 'flux-pro', left });
  expect(refused({ model: 'flux-schnell' })).toBe('accepted');
});

describe('the shape', () => {
  const shaped = (aspect: string) => refusal({ model: ULTRA, aspect });
  const badShape = (value: string) => ({
    code: 'bad-shape',
    option: 'aspect',
    value,
    example: '16:9',
    between: ['21:9', '9:21'],
  });

  test('is offered in a dozen, which all work, and may be typed', () => {
    const offered = option('aspect')?.choices?.map(({ value }) => value) ?? [];
    expect(option('aspect')).toMatchObject({ kind: 'text', suggests: 'choices' });
    expect(offered).toHaveLength(12);
    for (const aspect of [...offered, '5:4', '42:18', ' 7:3 ']) expect(shaped(aspect)).toBe('accepted');
    expect(body({ model: ULTRA, aspect: ' 5:4 ' })['aspect_ratio']).toBe('5:4');
  });
  test.each(['16x9', 'wide', '16 : 9', '16:9:1', '0:1', '1:0', '-1:1', '1.5:1', '16:', '22:9', '9:22', '3:1', '1:3'])(
    'of %s is refused with the range',
    (aspect) => expect(shaped(aspect)).toEqual(badShape(aspect)),
  );
  test('works exactly from 21:9 to 9:21', () => {
    const number = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(number, number, (across, down) => {
        const isBetween = across * 9 <= down * 21 && down * 9 <= across * 21;
        expect(shaped(`${across}:${down}`) === 'accepted').toBe(isBetween);
      }),
    );
  });
});

test('the alt text tells the words', () =>
  expect(flux.altText(job({}).input)).toEqual({
    en: 'Picture made from the words: a fox',
    vi: 'Ảnh được tạo từ mô tả: a fox',
  }));
