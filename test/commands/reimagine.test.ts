import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reimagine } from '../../src/commands/reimagine.ts';
import { rawInput } from './any-input.ts';
import { attachment, preparing } from './preparing.ts';

const { prepare, job, body, refusal } = preparing(reimagine, { image: attachment });

const aspects = [
  'original',
  'square_1_1',
  'classic_4_3',
  'traditional_3_4',
  'widescreen_16_9',
  'social_story_9_16',
  'standard_3_2',
  'portrait_2_3',
  'horizontal_2_1',
  'vertical_1_2',
  'social_post_4_5',
] as const;
const imaginations = ['wild', 'subtle', 'vivid'] as const;

const documented = z.strictObject({
  prompt: z.string().min(1).max(2000).optional(),
  imagination: z.enum(imaginations).optional(),
  aspect_ratio: z.enum(aspects).optional(),
});

const valuesOf = (name: string) =>
  reimagine.options.find((option) => option.name === name)?.choices?.map(({ value }) => value);

test('the options stand in the order of the contract', () => {
  expect(reimagine.options.map(({ name }) => name).join(' ')).toBe('image from prompt imagination aspect');
});

test('a request carries every field, and is answered at once', () => {
  const wish = { prompt: 'as a woodcut', imagination: 'wild', aspect: 'social_post_4_5' };
  expect(job(wish)).toEqual({
    input: { image: attachment, ...wish },
    count: 1,
    tier: 'standard',
    request: {
      provider: 'freepik',
      path: '/v1/ai/beta/text-to-image/reimagine-flux',
      answer: 'at-once',
      body: { prompt: 'as a woodcut', imagination: 'wild', aspect_ratio: 'social_post_4_5' },
      pictures: [{ field: 'image', option: 'image', as: 'base64' }],
    },
  });
});

test('a picture alone is enough, and nothing is said for the member', () => {
  expect(body({})).toEqual({});
});

test("the choices are the endpoint's own", () => {
  expect(valuesOf('aspect')).toEqual(aspects);
  expect(valuesOf('imagination')).toEqual(imaginations);
});

describe('what cannot work is refused with the name of the option', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['no picture', { image: undefined }, { code: 'no-picture', option: 'image', other: 'from' }],
    ['blank words', { prompt: ' \n ' }, { code: 'blank', option: 'prompt' }],
    ['too many words', { prompt: 'x'.repeat(2001) }, { code: 'too-long', option: 'prompt', limit: 2000, actual: 2001 }],
    ['a shape of /imagine only', { aspect: 'social_5_4' }, { code: 'bad-choice', option: 'aspect' }],
    ['another imagination', { imagination: 'mild' }, { code: 'bad-choice', option: 'imagination' }],
    ['a picture that is a text', { image: 'x.png' }, { code: 'bad-value', option: 'image' }],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));
});

test('whatever is accepted sends what was given, in documented fields', () => {
  let accepted = 0;
  fc.assert(
    fc.property(rawInput(reimagine), (raw) => {
      const prepared = prepare(raw);
      if (!prepared.ok) return;
      accepted++;
      const { body } = prepared.job.request;
      expect(documented.parse(body)).toEqual(body);
      expect('prompt' in body).toBe('prompt' in raw);
      expect(body['imagination']).toBe(raw['imagination']);
      expect(body['aspect_ratio']).toBe(raw['aspect']);
    }),
    { numRuns: 500 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('the alt text carries the words, where there are any', () => {
  expect(reimagine.altText({ image: attachment, prompt: 'as a\nwoodcut' })).toEqual({
    en: 'Picture made anew with the words: as a woodcut',
    vi: 'Ảnh được vẽ lại theo mô tả: as a woodcut',
  });
  expect(reimagine.altText({ image: attachment }).en).toBe('A picture made anew');
});
