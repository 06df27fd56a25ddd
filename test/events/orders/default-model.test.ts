import { expect, test } from 'vitest';
import { imagine } from '../../../src/commands/imagine.ts';
import { reimagine } from '../../../src/commands/reimagine.ts';
import type { Facts } from '../../../src/core/operation.ts';
import { unsetSettings } from '../../../src/core/settings.ts';
import { createWithDefaultModel } from '../../../src/events/orders/command.ts';
import { actorOf } from '../../../src/events/shared/actor.ts';
import { interactionSchema } from '../../../src/events/shared/payload.ts';

const payload = { id: '1', application_id: '2', type: 2, token: 't', channel_id: '3', user: { id: '5' } };
const actor = actorOf(interactionSchema.parse(payload), 0);
const known: Facts = { looks: [], characters: [{ id: '1', name: 'ada', description: '' }], disabledModels: [] };

async function modelFor(defaultModel: string, raw: object, facts: Partial<Facts> = {}, operation = imagine) {
  if (!actor) throw new Error('nobody');
  const settingsOf = async () => ({ ...unsetSettings, defaultModel });
  const apply = createWithDefaultModel({ settingsOf, catalog: { factsNow: () => ({ ...known, ...facts }) } });
  return (await apply(operation, { prompt: 'a fox', ...raw }, actor))['model'];
}

test('it stands in where nobody names a model', async () => {
  expect(await modelFor('zen', {})).toBe('zen');
  expect(await modelFor('zen', { model: 'fluid' })).toBe('fluid');
  expect(await modelFor('zen', { character: 'ada' })).toBe('zen');
});

test.each([
  ['a look chooses for itself', 'zen', { look: 'vintage' }],
  ['a character that it would ignore', 'fluid', { character: 'ada' }],
  ['a character in the words', 'super_real', { prompt: 'a portrait of @ada' }],
  ['a shape that it does not take', 'fluid', { aspect: 'film_vertical_9_21' }],
  ['a model of another version', 'mystic_9', {}],
])('it stays away from %s', async (_, model, raw) => {
  expect(await modelFor(model, raw)).toBeUndefined();
});

test('it stays away while the operator or the provider has switched it off', async () => {
  expect(await modelFor('zen', {}, { disabledModels: ['zen'] })).toBeUndefined();
  expect(await modelFor('zen', {}, { retiredModels: ['zen'] })).toBeUndefined();
});

test('it is of no other command', async () => {
  expect(await modelFor('zen', {}, {}, reimagine)).toBeUndefined();
});
