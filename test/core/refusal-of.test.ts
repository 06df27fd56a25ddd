import { expect, test } from 'vitest';
import { z } from 'zod';
import { choice, flag, integer, number, optional, picture, text } from '../../src/core/fields.ts';
import { refusalOf } from '../../src/core/operation.ts';

const texts = { localNames: { vi: 'x' }, description: { en: 'x', vi: 'y' } };
const one = { en: 'One', vi: 'Một' };
const fields = {
  prompt: text(texts, 10),
  mode: optional(choice(texts, { a: one, b: one })),
  count: optional(integer(texts, { minimum: 1, maximum: 4 })),
  strength: optional(number(texts, { minimum: 0, maximum: 1 })),
  again: optional(flag(texts)),
  image: optional(picture(texts)),
};
const options = Object.entries(fields).map(([name, { option }]) => ({ name, ...option }));
const schema = z.object(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema])));

function refusal(raw: unknown) {
  const parsed = schema.safeParse(raw, { reportInput: true });
  return parsed.success ? 'accepted' : refusalOf(parsed.error, options);
}

test.each([
  ['nothing where something is needed', {}, { code: 'missing', option: 'prompt' }],
  ['only spaces', { prompt: ' \n ' }, { code: 'blank', option: 'prompt' }],
  ['too many letters', { prompt: 'x'.repeat(11) }, { code: 'too-long', option: 'prompt', limit: 10, actual: 11 }],
  [
    'spaces do not count',
    { prompt: `  ${'x'.repeat(12)}  ` },
    { code: 'too-long', option: 'prompt', limit: 10, actual: 12 },
  ],
  ['a number for words', { prompt: 5 }, { code: 'bad-value', option: 'prompt' }],
  [
    'an unknown choice',
    { prompt: 'x', mode: 'c' },
    { code: 'bad-choice', option: 'mode', value: 'c', allowed: ['a', 'b'] },
  ],
  [
    'a name of every object',
    { prompt: 'x', mode: 'toString' },
    { code: 'bad-choice', option: 'mode', value: 'toString' },
  ],
  ['a choice without an end', { prompt: 'x', mode: 'c'.repeat(500) }, { code: 'bad-choice', value: 'c'.repeat(40) }],
  ['a number too many', { prompt: 'x', count: 5 }, { code: 'out-of-range', option: 'count', minimum: 1, maximum: 4 }],
  ['half a picture', { prompt: 'x', count: 1.5 }, { code: 'out-of-range', option: 'count' }],
  [
    'a number less than none',
    { prompt: 'x', strength: -0.1 },
    { code: 'out-of-range', option: 'strength', minimum: 0 },
  ],
  ['perhaps', { prompt: 'x', again: 'perhaps' }, { code: 'bad-value', option: 'again' }],
  ['no picture', { prompt: 'x', image: 'photo.png' }, { code: 'bad-value', option: 'image' }],
  [
    'half an attachment',
    { prompt: 'x', image: { kind: 'attachment', id: '1' } },
    { code: 'bad-value', option: 'image' },
  ],
  ['a picture of an unknown kind', { prompt: 'x', image: { kind: 'dream' } }, { code: 'bad-value', option: 'image' }],
  ['no input at all', null, { code: 'bad-value', option: '' }],
])('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));

test('of several complaints the first option’s is told', () => {
  expect(refusal({ prompt: '', count: 9 })).toEqual({ code: 'blank', option: 'prompt' });
});

test('an option that nobody knows is named, not guessed', () => {
  const parsed = z.object({ other: z.string() }).safeParse({}, { reportInput: true });
  expect(parsed.error && refusalOf(parsed.error, options)).toEqual({ code: 'bad-value', option: 'other' });
});
