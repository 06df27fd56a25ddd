import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { upscale } from '../../src/commands/upscale.ts';
import { preparing } from './preparing.ts';
import { holdsToDocument, nothingKnown, picture } from './trial.ts';

const { job, body, refusal } = preparing(upscale, { image: picture() });
const option = (name: string) => upscale.options.find((each) => each.name === name);
const choices = (name: string) => option(name)?.choices?.map(({ value }) => value);

const PATHS = {
  precision: '/v1/ai/image-upscaler-precision',
  precision_v2: '/v1/ai/image-upscaler-precision-v2',
  creative: '/v1/ai/image-upscaler',
};
const FLAVORS = ['sublime', 'photo', 'photo_denoiser'];
const SUBJECTS =
  'standard soft_portraits hard_portraits art_n_illustration videogame_assets nature_n_landscapes films_n_photography 3d_renders science_fiction_n_horror'.split(
    ' ',
  );
const ENGINES = ['automatic', 'magnific_illusio', 'magnific_sharpy', 'magnific_sparkle'];

const percent = z.int().min(0).max(100).optional();
const tenBothWays = z.int().min(-10).max(10).optional();
const precision = z.strictObject({
  image: z.string(),
  sharpen: percent,
  smart_grain: percent,
  ultra_detail: percent,
});
const documents = {
  [PATHS.precision]: precision,
  [PATHS.precision_v2]: precision.extend({
    scale_factor: z.int().min(2).max(16).optional(),
    flavor: z.enum(FLAVORS).optional(),
  }),
  [PATHS.creative]: z.strictObject({
    image: z.string(),
    scale_factor: z.enum(['2x', '4x', '8x', '16x']).optional(),
    optimized_for: z.enum(SUBJECTS).optional(),
    prompt: z.string().min(1).optional(),
    creativity: tenBothWays,
    hdr: tenBothWays,
    resemblance: tenBothWays,
    fractality: tenBothWays,
    engine: z.enum(ENGINES).optional(),
  }),
};

test('the options stand in the order of the contract, and none is needed by Discord', () => {
  expect(upscale.options.map(({ name }) => name).join(' ')).toBe(
    'image from mode scale sharpen grain detail flavor subject prompt creativity hdr resemblance fractality engine',
  );
  expect(upscale.options.some(({ required }) => required)).toBe(false);
});

test('the choices and ranges are those of the documents', () => {
  expect(choices('mode')).toEqual(['precision', 'precision_v2', 'creative']);
  expect(choices('flavor')).toEqual(FLAVORS);
  expect(choices('subject')).toEqual(SUBJECTS);
  expect(choices('engine')).toEqual(ENGINES);
  expect(option('scale')).toMatchObject({ kind: 'integer', minimum: 2, maximum: 16 });
  for (const name of ['sharpen', 'grain', 'detail']) expect(option(name)).toMatchObject({ minimum: 0, maximum: 100 });
  for (const name of ['creativity', 'hdr', 'resemblance', 'fractality'])
    expect(option(name)).toMatchObject({ kind: 'integer', minimum: -10, maximum: 10 });
});

describe('a full request carries every field of its mode', () => {
  const pictures = [{ field: 'image', option: 'image', as: 'base64' }];
  const asked = (path: string, sent: object) => ({ provider: 'freepik', path, body: sent, pictures });

  test.each([{}, { mode: 'precision' }])('precision, also when nothing is said', (mode) => {
    const full = job({ ...mode, sharpen: 10, grain: 0, detail: 100 });
    expect(full.tier).toBe('precision');
    expect(full.request).toEqual(asked(PATHS.precision, { sharpen: 10, smart_grain: 0, ultra_detail: 100 }));
  });

  test('precision_v2', () => {
    const full = job({ mode: 'precision_v2', scale: 3, sharpen: 1, grain: 2, detail: 3, flavor: 'photo_denoiser' });
    const sent = { scale_factor: 3, sharpen: 1, smart_grain: 2, ultra_detail: 3, flavor: 'photo_denoiser' };
    expect(full.tier).toBe('precision_v2');
    expect(full.request).toEqual(asked(PATHS.precision_v2, sent));
  });

  test('creative', () => {
    const words = { prompt: 'a castle', creativity: -10, hdr: 10, resemblance: 0, fractality: 5 };
    const full = job({ mode: 'creative', scale: 16, subject: '3d_renders', engine: 'magnific_sparkle', ...words });
    const sent = { scale_factor: '16x', optimized_for: '3d_renders', engine: 'magnific_sparkle', ...words };
    expect(full.tier).toBe('creative');
    expect(full.request).toEqual(asked(PATHS.creative, sent));
  });
});

test.each(['precision', 'precision_v2', 'creative'])('what is not said is not sent: %s', (mode) =>
  expect(body({ mode })).toEqual({}),
);

test('whatever is accepted keeps to the document of its endpoint', () =>
  holdsToDocument(upscale, documents, { choosers: ['mode'] }));

describe('what cannot work is refused with the name of the option', () => {
  const onlyWith = (name: string, ...values: string[]) => ({
    code: 'only-with',
    option: name,
    only: { option: 'mode', values },
  });
  const creative = [
    ['subject', 'standard'],
    ['prompt', 'a castle'],
    ['creativity', 0],
    ['hdr', 0],
    ['resemblance', 0],
    ['fractality', 0],
    ['engine', 'automatic'],
  ] as const;

  test('a scale where it is fixed', () => {
    expect(refusal({ scale: 2 })).toEqual(onlyWith('scale', 'precision_v2', 'creative'));
    expect(refusal({ scale: 2, mode: 'precision' })).toEqual(onlyWith('scale', 'precision_v2', 'creative'));
  });
  test.each(['sharpen', 'grain', 'detail'])('%s of the creative mode', (name) =>
    expect(refusal({ mode: 'creative', [name]: 0 })).toEqual(onlyWith(name, 'precision', 'precision_v2')),
  );
  test.each(['precision', 'creative'])('a flavor of %s', (mode) =>
    expect(refusal({ mode, flavor: 'photo' })).toEqual(onlyWith('flavor', 'precision_v2')),
  );
  test.each(creative)('%s of the precise modes', (name, value) => {
    for (const mode of [undefined, 'precision', 'precision_v2'])
      expect(refusal({ mode, [name]: value })).toEqual(onlyWith(name, 'creative'));
  });
  test.each([3, 5, 6, 7, 9, 15])('a creative scale of %i', (scale) =>
    expect(refusal({ mode: 'creative', scale })).toEqual({
      code: 'bad-choice',
      option: 'scale',
      value: String(scale),
      allowed: ['2', '4', '8', '16'],
    }),
  );

  const others: readonly (readonly [string, object, object])[] = [
    ['no picture', { image: undefined }, { code: 'no-picture', option: 'image', other: 'from' }],
    ['an unknown mode', { mode: 'wild' }, { code: 'bad-choice', option: 'mode' }],
    ['a scale of 17', { mode: 'precision_v2', scale: 17 }, { code: 'out-of-range', option: 'scale', maximum: 16 }],
    ['half a scale', { mode: 'precision_v2', scale: 2.5 }, { code: 'out-of-range', option: 'scale' }],
    ['blank words', { mode: 'creative', prompt: ' ' }, { code: 'blank', option: 'prompt' }],
    ['a small picture', { image: picture(159, 400) }, { code: 'picture-too-small', option: 'image', minimum: 160 }],
    ['a long picture', { image: picture(1000, 300) }, { code: 'picture-too-long', option: 'image', longest: 3 }],
  ];
  test.each(others)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));
});

describe('a result that would be too large is refused with the scale that works', () => {
  const tooLong = (nearest: string | undefined) => ({
    code: 'result-too-large',
    option: 'scale',
    limit: 10_060,
    unit: 'px',
    nearest,
  });
  const tooMuch = (nearest: string | undefined) => ({ ...tooLong(nearest), limit: 25.3, unit: 'megapixels' });
  const v2 = (width: number, height: number, scale?: number) =>
    refusal({ mode: 'precision_v2', image: picture(width, height), ...(scale && { scale }) });
  const creative = (width: number, height: number, scale?: number) =>
    refusal({ mode: 'creative', image: picture(width, height), ...(scale && { scale }) });

  test('precision_v2, by its longer side', () => {
    expect(v2(5030, 4000, 2)).toBe('accepted');
    expect(v2(1000, 900, 11)).toEqual(tooLong('10'));
    expect(v2(900, 1000, 16)).toEqual(tooLong('10'));
    expect(v2(5031, 4000, 3)).toEqual(tooLong(undefined));
    expect(v2(628, 628, 16)).toBe('accepted');
    expect(v2(629, 628, 16)).toEqual(tooLong('15'));
  });
  test('creative, by its area', () => {
    expect(creative(2300, 2750, 2)).toBe('accepted');
    expect(creative(2300, 2751, 2)).toEqual(tooMuch(undefined));
    expect(creative(1000, 1000, 16)).toEqual(tooMuch('4'));
    expect(creative(1600, 1600, 8)).toEqual(tooMuch('2'));
  });
  test('creative without a scale, which then is 2', () => {
    expect(creative(2300, 2750)).toBe('accepted');
    expect(creative(3000, 3000)).toEqual(tooMuch(undefined));
  });
  test('and nothing else, where nobody knows the scale or the size', () => {
    expect(v2(9000, 9000)).toBe('accepted');
    expect(refusal({ image: picture(9000, 9000) })).toBe('accepted');
    expect(refusal({ mode: 'creative', scale: 16 })).toBe('accepted');
  });
  test('a link once its picture is here', () => {
    const key = `${'a'.repeat(64)}.png`;
    const link = { kind: 'link', url: 'https://example.com/x.png' };
    const { input } = job({ mode: 'creative', image: link });
    const stored = { kind: 'stored', key, width: 4000, height: 3000, bytes: 10 };
    expect(upscale.prepare({ ...input, image: stored }, nothingKnown)).toEqual({
      ok: false,
      refusal: tooMuch(undefined),
    });
  });
});

test('a mode that is switched off is refused, also as the default', () => {
  const disabledModels = ['precision', 'creative'];
  const { refusal: refused } = preparing(upscale, { image: picture() }, { ...nothingKnown, disabledModels });
  expect(refused({ mode: 'creative' })).toEqual({ code: 'switched-off', what: 'creative' });
  expect(refused({})).toEqual({ code: 'switched-off', what: 'precision' });
  expect(refused({ mode: 'precision_v2' })).toBe('accepted');
});

test('the alt text tells the words, where there were some', () => {
  expect(upscale.altText(job({ mode: 'creative', prompt: 'a castle' }).input).en).toBe('Enlarged picture: a castle');
  expect(upscale.altText(job({}).input).vi).toBe('Ảnh đã phóng to');
});
