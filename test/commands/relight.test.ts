import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { relight } from '../../src/commands/relight.ts';
import { preparing } from './preparing.ts';
import { holdsToDocument, picture } from './trial.ts';

const { job, body, refusal } = preparing(relight, { image: picture() });
const choices = (name: string) =>
  relight.options.find((option) => option.name === name)?.choices?.map(({ value }) => value);

const STYLES = 'standard darker_but_realistic clean smooth brighter contrasted_n_hdr just_composition'.split(' ');
const ENGINES = 'automatic balanced cool real illusio fairy colorful_anime hard_transform softy'.split(' ');
const LEVELS = ['automatic', 'low', 'medium', 'normal', 'high', 'high_on_faces'];
const CURVES =
  'automatic composition straight smooth_in smooth_out smooth_both reverse_both soft_in soft_out soft_mid style_shift strong_shift'.split(
    ' ',
  );
const percent = z.int().min(0).max(100).optional();
const flag = z.boolean().optional();
const document = z.strictObject({
  image: z.string(),
  prompt: z.string().min(1).optional(),
  transfer_light_from_reference_image: z.string().optional(),
  transfer_light_from_lightmap: z.string().optional(),
  light_transfer_strength: percent,
  interpolate_from_original: flag,
  change_background: flag,
  style: z.enum(STYLES).optional(),
  preserve_details: flag,
  advanced_settings: z
    .strictObject({
      whites: percent,
      blacks: percent,
      brightness: percent,
      contrast: percent,
      saturation: percent,
      engine: z.enum(ENGINES).optional(),
      transfer_light_a: z.enum(LEVELS).optional(),
      transfer_light_b: z.enum(CURVES).optional(),
      fixed_generation: flag,
    })
    .optional(),
});

test('the options stand in the order of the contract, and none is needed by Discord', () => {
  expect(relight.options.map(({ name }) => name).join(' ')).toBe(
    'image from prompt light_reference lightmap strength style interpolate change_background preserve_details whites blacks brightness contrast saturation engine light_level light_curve repeatable',
  );
  expect(relight.options.some(({ required }) => required)).toBe(false);
});

test('the choices are those of the document, but for the curve that breaks every task', () => {
  expect(choices('style')).toEqual(STYLES);
  expect(choices('engine')).toEqual(ENGINES);
  expect(choices('light_level')).toEqual(LEVELS);
  expect(choices('light_curve')).toEqual(CURVES);
});

test('a full request carries every field', () => {
  const full = job({
    prompt: 'a sunlit clearing, (golden light:1.4), (dust: 1)',
    light_reference: picture(),
    strength: 70,
    style: 'contrasted_n_hdr',
    interpolate: true,
    change_background: false,
    preserve_details: false,
    whites: 0,
    blacks: 10,
    brightness: 20,
    contrast: 30,
    saturation: 100,
    engine: 'hard_transform',
    light_level: 'high_on_faces',
    light_curve: 'soft_mid',
    repeatable: true,
  });
  expect(full.tier).toBe('standard');
  expect(full.request).toEqual({
    provider: 'freepik',
    path: '/v1/ai/image-relight',
    body: {
      prompt: 'a sunlit clearing, (golden light:1.4), (dust: 1)',
      light_transfer_strength: 70,
      style: 'contrasted_n_hdr',
      interpolate_from_original: true,
      change_background: false,
      preserve_details: false,
      advanced_settings: {
        whites: 0,
        blacks: 10,
        brightness: 20,
        contrast: 30,
        saturation: 100,
        engine: 'hard_transform',
        transfer_light_a: 'high_on_faces',
        transfer_light_b: 'soft_mid',
        fixed_generation: true,
      },
    },
    pictures: [
      { field: 'image', option: 'image', as: 'base64' },
      { field: 'transfer_light_from_reference_image', option: 'light_reference', as: 'base64' },
    ],
  });
});

test('a lightmap goes where lightmaps go', () =>
  expect(job({ lightmap: picture() }).request.pictures).toEqual([
    { field: 'image', option: 'image', as: 'base64' },
    { field: 'transfer_light_from_lightmap', option: 'lightmap', as: 'base64' },
  ]));

test('what is not said is not sent, nor are advanced settings of nothing', () => {
  expect(body({})).toEqual({});
  expect(body({ style: 'clean' })).toEqual({ style: 'clean' });
  expect(body({ blacks: 0 })).toEqual({ advanced_settings: { blacks: 0 } });
  expect(body({ repeatable: false })).toEqual({ advanced_settings: { fixed_generation: false } });
});

test('whatever is accepted keeps to the document', () =>
  holdsToDocument(relight, { '/v1/ai/image-relight': document }));

describe('what cannot work is refused with the name of the option', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['no picture', { image: undefined }, { code: 'no-picture', option: 'image', other: 'from' }],
    ['blank words', { prompt: ' ' }, { code: 'blank', option: 'prompt' }],
    ['too many words', { prompt: 'x'.repeat(2001) }, { code: 'too-long', option: 'prompt', limit: 2000 }],
    [
      'two sources of light',
      { light_reference: picture(), lightmap: picture() },
      { code: 'conflict', option: 'light_reference', other: 'lightmap' },
    ],
    [
      'a stored curve that breaks the task',
      { light_curve: 'strong_mid' },
      { code: 'bad-choice', option: 'light_curve' },
    ],
    [
      'a strength out of range',
      { strength: 101 },
      { code: 'out-of-range', option: 'strength', minimum: 0, maximum: 100 },
    ],
    ['a small picture', { image: picture(159, 400) }, { code: 'picture-too-small', option: 'image', minimum: 160 }],
    ['a small light', { light_reference: picture(400, 100) }, { code: 'picture-too-small', option: 'light_reference' }],
    ['a long lightmap', { lightmap: picture(1000, 300) }, { code: 'picture-too-long', option: 'lightmap', longest: 3 }],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));
});

describe('an emphasis', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['(dark scene:1.5)', '(dark scene:1.5)'],
    ['(dark scene:0.9)', '(dark scene:0.9)'],
    ['a (fine one:1.2) and (one: 2 )', '(one:2)'],
    ['(sun:-1)', '(sun:-1)'],
    ['(nắng:1,3)', '(nắng:1,3)'],
    ['((very) bright:9)', '((very) bright:9)'],
    ['((sun:9) over the sea:1.2)', '(sun:9)'],
    ['(sun:1.2.3)', '(sun:1.2.3)'],
  ];
  test.each(wrong)('of %s is refused', (prompt, value) =>
    expect(refusal({ prompt })).toEqual({ code: 'bad-emphasis', option: 'prompt', value }),
  );

  const right = [
    '(sun:1)',
    '(sun:1.40)',
    '(sun) at 7:30',
    'good night :3)',
    '(light: soft)',
    '(:2)',
    'sun:9',
    '(sun:9',
    'a clock (at 18:30)',
    'noon (10:30)',
    '(16:9)',
  ];
  test.each(right)('of %s is taken, or is none', (prompt) => expect(refusal({ prompt })).toBe('accepted'));
});

test('the alt text tells the words, where there were some', () => {
  expect(relight.altText(job({ prompt: 'at dusk' }).input).en).toBe('Picture in a new light: at dusk');
  expect(relight.altText(job({}).input).vi).toBe('Ảnh trong ánh sáng mới');
});
