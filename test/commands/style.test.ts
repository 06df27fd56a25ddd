import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { style } from '../../src/commands/style.ts';
import { preparing } from './preparing.ts';
import { holdsToDocument, picture } from './trial.ts';

const { job, body, refusal } = preparing(style, { reference: picture(), image: picture() });
const choices = (name: string) =>
  style.options.find((option) => option.name === name)?.choices?.map(({ value }) => value);

const PORTRAIT_STYLES = ['standard', 'pop', 'super_pop'];
const BEAUTIFIERS = ['beautify_face', 'beautify_face_max'];
const FLAVORS = ['faithful', 'gen_z', 'psychedelia', 'detaily', 'clear', 'donotstyle', 'donotstyle_sharp'];
const ENGINES = 'balanced definio illusio 3d_cartoon colorful_anime caricature real super_real softy'.split(' ');
const percent = z.int().min(0).max(100).optional();
const document = z.strictObject({
  image: z.string(),
  reference_image: z.string(),
  prompt: z.string().min(1).optional(),
  style_strength: percent,
  structure_strength: percent,
  is_portrait: z.boolean().optional(),
  portrait_style: z.enum(PORTRAIT_STYLES).optional(),
  portrait_beautifier: z.enum(BEAUTIFIERS).optional(),
  flavor: z.enum(FLAVORS).optional(),
  engine: z.enum(ENGINES).optional(),
  fixed_generation: z.boolean().optional(),
});

test('the options stand in the order of the contract, and the reference is needed', () => {
  expect(style.options.map(({ name }) => name).join(' ')).toBe(
    'reference image from prompt strength structure_strength portrait portrait_style beautify flavor engine repeatable',
  );
  expect(style.options.filter(({ required }) => required).map(({ name }) => name)).toEqual(['reference']);
});

test('the choices are those of the document', () => {
  expect(choices('portrait_style')).toEqual(PORTRAIT_STYLES);
  expect(choices('beautify')).toEqual(BEAUTIFIERS);
  expect(choices('flavor')).toEqual(FLAVORS);
  expect(choices('engine')).toEqual(ENGINES);
});

test('a full request carries every field', () => {
  const full = job({
    prompt: 'in oil',
    strength: 80,
    structure_strength: 0,
    portrait: true,
    portrait_style: 'super_pop',
    beautify: 'beautify_face_max',
    flavor: 'gen_z',
    engine: '3d_cartoon',
    repeatable: false,
  });
  expect(full.tier).toBe('standard');
  expect(full.request).toEqual({
    provider: 'freepik',
    path: '/v1/ai/image-style-transfer',
    body: {
      prompt: 'in oil',
      style_strength: 80,
      structure_strength: 0,
      is_portrait: true,
      portrait_style: 'super_pop',
      portrait_beautifier: 'beautify_face_max',
      flavor: 'gen_z',
      engine: '3d_cartoon',
      fixed_generation: false,
    },
    pictures: [
      { field: 'image', option: 'image', as: 'base64' },
      { field: 'reference_image', option: 'reference', as: 'base64' },
    ],
  });
});

test('what is not said is not sent', () => expect(body({})).toEqual({}));

test('whatever is accepted keeps to the document', () =>
  holdsToDocument(style, { '/v1/ai/image-style-transfer': document }));

describe('what cannot work is refused with the name of the option', () => {
  const long = { code: 'picture-too-long', longest: 3 };
  const small = { code: 'picture-too-small', minimum: 160 };
  const cases: readonly (readonly [string, object, object])[] = [
    ['no reference', { reference: undefined }, { code: 'missing', option: 'reference' }],
    ['no picture', { image: undefined }, { code: 'no-picture', option: 'image', other: 'from' }],
    ['blank words', { prompt: ' ' }, { code: 'blank', option: 'prompt' }],
    ['too many words', { prompt: 'x'.repeat(2001) }, { code: 'too-long', option: 'prompt', limit: 2000 }],
    ['too much style', { strength: 101 }, { code: 'out-of-range', option: 'strength', minimum: 0, maximum: 100 }],
    ['too little structure', { structure_strength: -1 }, { code: 'out-of-range', option: 'structure_strength' }],
    ['an unknown engine', { engine: 'steam' }, { code: 'bad-choice', option: 'engine', value: 'steam' }],
    [
      'a portrait style without a portrait',
      { portrait_style: 'pop' },
      { code: 'needs', option: 'portrait_style', needs: ['portrait'] },
    ],
    [
      'a portrait style of what is no portrait',
      { portrait: false, portrait_style: 'pop' },
      { code: 'needs', option: 'portrait_style', needs: ['portrait'] },
    ],
    [
      'beauty without a portrait',
      { beautify: 'beautify_face' },
      { code: 'needs', option: 'beautify', needs: ['portrait'] },
    ],
    ['a small picture', { image: picture(159, 400) }, { ...small, option: 'image' }],
    ['a small reference', { reference: picture(400, 159) }, { ...small, option: 'reference' }],
    ['a long picture', { image: picture(160, 481) }, { ...long, option: 'image' }],
    ['a long reference', { reference: picture(481, 160) }, { ...long, option: 'reference' }],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));

  test('but a picture at the edge of it is taken', () =>
    expect(refusal({ image: picture(160, 480), reference: picture(480, 160) })).toBe('accepted'));
});

test('the alt text tells the words, where there were some', () => {
  expect(style.altText(job({ prompt: 'in\noil' }).input).en).toBe('Picture in the style of another one: in oil');
  expect(style.altText(job({}).input).vi).toBe('Ảnh theo phong cách của ảnh khác');
});
