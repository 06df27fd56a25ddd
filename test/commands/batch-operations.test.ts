import { expect, test } from 'vitest';
import { batchOperations } from '../../src/commands/batch.ts';
import { operations } from '../../src/commands/index.ts';
import { picture } from './trial.ts';

const facts = { looks: [], characters: [], disabledModels: [] };
const choices = batchOperations(operations, facts);

test('what needs one picture and nothing else is offered for many', () => {
  const bare = choices.filter(({ input }) => Object.keys(input).length === 0);
  expect(bare.map(({ value }) => value)).toEqual(expect.arrayContaining(['reimagine', 'relight', 'upscale', 'rmbg']));
  for (const { operation, option } of bare)
    expect(operation.prepare({ [option]: picture() }, facts), operation.name).toMatchObject({ ok: true });
});

test('what needs one choice besides is offered once for each', () => {
  const shapes = choices.filter(({ operation }) => operation.name === 'expand');
  expect(shapes.map(({ input }) => input['shape'])).toEqual(expect.arrayContaining(['16:9', '1:1', '2x']));
  expect(shapes.find(({ value }) => value === 'expand shape 1:1')?.name).toEqual({
    en: 'Expand: 1:1 square',
    vi: 'Mở rộng: 1:1 vuông',
  });
});

test('fits a list of Discord', () => {
  expect(choices.length).toBeLessThanOrEqual(25);
  for (const { value } of choices) expect(value.length).toBeLessThanOrEqual(100);
  expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
});

test('nothing that takes words, several pictures or none is among them', () => {
  const names = new Set(choices.map(({ operation }) => operation.name));
  for (const name of ['imagine', 'edit', 'flux', 'style']) expect(names).not.toContain(name);
});
