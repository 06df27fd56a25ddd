import { expect, test } from 'vitest';
import { batchDeeds } from '../../src/commands/batch-deeds.ts';
import { operations } from '../../src/commands/index.ts';

const facts = { looks: [], characters: [], disabledModels: [] };
const deeds = batchDeeds(operations, facts);

test('what needs one picture and nothing else is offered for many', () => {
  const bare = deeds.filter(({ input }) => Object.keys(input).length === 0).map(({ value }) => value);
  expect(bare).toEqual(['reimagine', 'relight', 'upscale', 'rmbg']);
});

test('what needs one choice besides is offered once for each', () => {
  const shapes = deeds.filter(({ operation }) => operation.name === 'expand');
  expect(shapes.map(({ input }) => input['shape'])).toEqual(expect.arrayContaining(['16:9', '1:1', '2x']));
  expect(shapes.find(({ value }) => value === 'expand shape 1:1')?.name).toEqual({
    en: 'Expand: 1:1 square',
    vi: 'Mở rộng: 1:1 vuông',
  });
});

test('fits a list of Discord', () => {
  expect(deeds.length).toBeLessThanOrEqual(25);
  for (const { value } of deeds) expect(value.length).toBeLessThanOrEqual(100);
  expect(new Set(deeds.map(({ value }) => value)).size).toBe(deeds.length);
});

test('nothing that takes words, several pictures or none is among them', () => {
  const names = new Set(deeds.map(({ operation }) => operation.name));
  for (const name of ['imagine', 'edit', 'flux', 'style']) expect(names).not.toContain(name);
});
