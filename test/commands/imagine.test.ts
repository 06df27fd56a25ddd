import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imagine } from '../../src/commands/imagine.ts';
import type { Facts } from '../../src/core/operation.ts';

const lora = (id: string, name: string) => ({ id, name, description: '' });
const facts: Facts = {
  looks: [lora('1', 'Vintage Japanese')],
  characters: [lora('77', 'robin')],
  disabledModels: ['zen'],
};
const reference = {
  kind: 'attachment',
  id: '1',
  url: 'https://cdn.discordapp.com/x.png',
  name: 'x.png',
  bytes: 10,
} as const;
const prepare = (raw: object) => imagine.prepare({ prompt: 'a fox', ...raw }, facts);
const refusal = (raw: object) => {
  const prepared = prepare(raw);
  return prepared.ok ? 'accepted' : prepared.refusal;
};
const bodyOf = (raw: object) => {
  const prepared = prepare(raw);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.refusal));
  return prepared.job.request.body;
};

test('the options stand in the order of the contract', () => {
  expect(imagine.options.map(({ name }) => name).join(' ')).toBe(
    'prompt model count aspect resolution style_reference structure_reference structure_strength adherence hdr detail engine repeatable look look_strength character character_strength colors',
  );
});

test('a request with references carries every field that goes with them', () => {
  const prepared = prepare({
    model: 'flexible',
    aspect: 'film_horizontal_21_9',
    resolution: '4k',
    style_reference: reference,
    structure_reference: reference,
    structure_strength: 10,
    adherence: 20,
    hdr: 30,
    detail: 40,
    engine: 'magnific_sharpy',
    repeatable: true,
    colors: '#ff8800:0.6, #0aa',
  });
  expect(prepared.ok && prepared.job).toMatchObject({ tier: '4k', count: 1 });
  expect(prepared.ok && prepared.job.request).toEqual({
    provider: 'freepik',
    path: '/v1/ai/mystic',
    body: {
      prompt: 'a fox',
      model: 'flexible',
      aspect_ratio: 'film_horizontal_21_9',
      resolution: '4k',
      structure_strength: 10,
      adherence: 20,
      hdr: 30,
      creative_detailing: 40,
      engine: 'magnific_sharpy',
      fixed_generation: true,
      styling: {
        colors: [
          { color: '#FF8800', weight: 0.6 },
          { color: '#00AAAA', weight: 0.5 },
        ],
      },
    },
    pictures: [
      { field: 'style_reference', option: 'style_reference', as: 'base64' },
      { field: 'structure_reference', option: 'structure_reference', as: 'base64' },
    ],
  });
});

test('a look and a character go by their own names, and no model is sent for them', () => {
  expect(bodyOf({ look: 'vintage japanese', look_strength: 150.5, character: 'Robin' })).toEqual({
    prompt: 'a fox',
    resolution: '2k',
    styling: { styles: [{ name: 'Vintage Japanese', strength: 150.5 }], characters: [{ id: '77', strength: 100 }] },
  });
});

test('a strength alone goes to the character that the words name', () => {
  expect(bodyOf({ prompt: 'my friend @robin', character_strength: 120 })['styling']).toEqual({
    characters: [{ strength: 120 }],
  });
});

describe('what cannot work is refused with the name of the option', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['no words', { prompt: '   ' }, { code: 'blank', option: 'prompt' }],
    ['too many words', { prompt: 'x'.repeat(2001) }, { code: 'too-long', option: 'prompt', limit: 2000, actual: 2001 }],
    ['an unknown model', { model: 'nope' }, { code: 'bad-choice', option: 'model' }],
    ['a number out of range', { detail: 101 }, { code: 'out-of-range', option: 'detail', minimum: 0, maximum: 100 }],
    ['a model that is switched off', { model: 'zen' }, { code: 'switched-off', what: 'zen' }],
    ['fluid in another shape', { model: 'fluid', aspect: 'social_5_4' }, { code: 'only-with', option: 'model' }],
    ['a look with flexible', { look: 'Vintage Japanese', model: 'flexible' }, { code: 'not-with', option: 'look' }],
    [
      'a character with super_real',
      { character: 'robin', model: 'super_real' },
      { code: 'not-with', option: 'character' },
    ],
    ['a named character with fluid', { prompt: 'hi @robin', model: 'fluid' }, { code: 'not-with', option: 'prompt' }],
    [
      'a look beside a reference',
      { look: 'Vintage Japanese', style_reference: reference },
      { code: 'conflict', option: 'look', other: 'style_reference' },
    ],
    [
      'a character beside a structure',
      { character: 'robin', structure_reference: reference },
      { code: 'conflict', option: 'character', other: 'structure_reference' },
    ],
    ['structure_strength alone', { structure_strength: 5 }, { code: 'needs', option: 'structure_strength' }],
    ['adherence alone', { adherence: 5 }, { code: 'needs', option: 'adherence' }],
    ['hdr alone', { hdr: 5 }, { code: 'needs', option: 'hdr' }],
    ['look_strength alone', { look_strength: 5 }, { code: 'needs', option: 'look_strength' }],
    ['character_strength without anybody', { character_strength: 5 }, { code: 'needs', option: 'character_strength' }],
    ['an unknown look', { look: 'never heard of' }, { code: 'bad-choice', option: 'look' }],
    ['six colours', { colors: '#000,#111,#222,#333,#444,#555' }, { code: 'bad-colors', problem: 'count' }],
    ['no colour', { colors: 'red' }, { code: 'bad-colors', problem: 'color' }],
    ['a weight of two', { colors: '#000:2' }, { code: 'bad-colors', problem: 'weight' }],
    ['repeatable twice', { repeatable: true, count: 2 }, { code: 'conflict', option: 'repeatable', other: 'count' }],
  ];
  test.each(cases)('%s', (_name, raw, expected) => expect(refusal(raw)).toMatchObject(expected));

  test('but not several pictures that may differ', () =>
    expect(refusal({ repeatable: false, count: 2 })).toBe('accepted'));
});

const DOCUMENTED = [
  'prompt',
  'model',
  'aspect_ratio',
  'resolution',
  'structure_strength',
  'adherence',
  'hdr',
  'creative_detailing',
  'engine',
  'fixed_generation',
  'styling',
];

test('whatever is accepted sends documented fields only', () => {
  const value = fc.oneof(
    fc.integer({ min: -10, max: 210 }),
    fc.boolean(),
    fc.string(),
    fc.constantFrom('1k', '2k', 'fluid', 'square_1_1', 'automatic'),
  );
  const names = imagine.options.map(({ name }) => name).filter((name) => name !== 'prompt');
  const raw = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
  fc.assert(
    fc.property(raw, (more) => {
      const prepared = prepare(more);
      if (prepared.ok)
        expect(Object.keys(prepared.job.request.body).filter((key) => !DOCUMENTED.includes(key))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
