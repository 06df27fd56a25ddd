import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edit } from '../../src/commands/edit.ts';
import { rawInput } from './any-input.ts';
import { attachment, link, preparing, stored } from './preparing.ts';

const { prepare, job, refusal } = preparing(edit, { prompt: 'put a hat on it' });

test('the options stand in the order of the contract', () => {
  expect(edit.options.map(({ name }) => name).join(' ')).toBe('prompt image image2 image3 from');
  expect(edit.options.filter(({ required }) => required).map(({ name }) => name)).toEqual(['prompt']);
});

test('three pictures go into one list, in the order of their options', () => {
  const pictures = { image3: link, image: attachment, image2: stored(300, 200) };
  expect(job(pictures)).toEqual({
    input: { prompt: 'put a hat on it', ...pictures },
    count: 1,
    tier: 'standard',
    request: {
      provider: 'freepik',
      path: '/v1/ai/gemini-2-5-flash-image-preview',
      body: { prompt: 'put a hat on it' },
      pictures: [
        { field: 'reference_images', option: 'image', as: 'base64', isInList: true },
        { field: 'reference_images', option: 'image2', as: 'base64', isInList: true },
        { field: 'reference_images', option: 'image3', as: 'base64', isInList: true },
      ],
    },
  });
});

test('words without a picture make one', () => {
  expect(job({}).request).toMatchObject({ body: { prompt: 'put a hat on it' }, pictures: [] });
});

test('a gap among the pictures is closed', () => {
  expect(job({ image2: attachment }).request.pictures).toEqual([
    { field: 'reference_images', option: 'image2', as: 'base64', isInList: true },
  ]);
});

describe('what cannot work is refused with the name of the option', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['no words', { prompt: undefined }, { code: 'missing', option: 'prompt' }],
    ['blank words', { prompt: '   ' }, { code: 'blank', option: 'prompt' }],
    ['too many words', { prompt: 'x'.repeat(2001) }, { code: 'too-long', option: 'prompt', limit: 2000, actual: 2001 }],
    ['a picture that is a text', { image3: 'x.png' }, { code: 'bad-value', option: 'image3' }],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));
});

test('whatever is accepted sends the words, and each picture that was given once', () => {
  const options = ['image', 'image2', 'image3'];
  let accepted = 0;
  fc.assert(
    fc.property(rawInput(edit), (raw) => {
      const prepared = prepare(raw);
      if (!prepared.ok) return;
      accepted++;
      const { body, pictures } = prepared.job.request;
      expect(Object.keys(body)).toEqual(['prompt']);
      expect(body['prompt']).toBe(String(raw['prompt']).trim());
      expect(pictures.map(({ option }) => option)).toEqual(options.filter((option) => raw[option]));
      expect(new Set(pictures.map(({ field }) => field)).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('the alt text says whether a picture was changed or made', () => {
  expect(edit.altText({ prompt: 'a hat', image2: attachment }).en).toBe('Picture edited with the words: a hat');
  expect(edit.altText({ prompt: 'a hat' }).en).toBe('Picture made from the words: a hat');
});
