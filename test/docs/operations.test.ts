import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Parameter } from '../../docs/reference/description.ts';
import { allEndpoints } from '../../docs/reference/endpoints/registry.ts';
import { operations } from '../../src/commands/index.ts';
import { isJsonObject } from '../../src/core/json.ts';
import type { PictureSlot } from '../../src/core/provider.ts';
import { rawInput } from '../commands/any-input.ts';
import { nothingKnown } from '../commands/trial.ts';
import { schemaOf } from './json-schema.ts';

/** Left to the API, or to the bot itself. */
const INTERNAL = new Set(['webhook_url', 'webhook_secret', 'filter_nsfw']);

const ajv = new Ajv({ strict: false, validateFormats: false });
const reference = new Map(
  allEndpoints.map((endpoint) => [endpoint.path, { ...endpoint, isValid: ajv.compile(schemaOf(endpoint.parameters)) }]),
);

/** Names stand for the pictures. */
function sent(body: object, pictures: readonly PictureSlot[]): Record<string, unknown> {
  const lists = pictures.filter(({ isInList }) => isInList);
  return {
    ...body,
    ...Object.fromEntries(lists.map(({ field }) => [field, lists.map(({ option }) => option)])),
    ...Object.fromEntries(pictures.filter(({ isInList }) => !isInList).map(({ field, option }) => [field, option])),
  };
}

const namesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, inside]) => [name, ...namesIn(inside)]) : [];
};

function fieldsOf(parameters: readonly Parameter[]): string[] {
  return parameters.flatMap((parameter) => {
    const inside = parameter.kind === 'list' ? parameter.of : parameter;
    return [parameter.name, ...(inside.kind === 'object' ? fieldsOf(inside.fields) : [])];
  });
}

const seen = new Map<string, Set<string>>();

describe.each(operations.map((operation) => [operation.name, operation] as const))('/%s', (name, operation) => {
  test('sends nothing that the page does not know', () => {
    let checked = 0;
    // what most options go with is always chosen in half of the cases
    const options = operation.options.map((option) =>
      option.name === 'mode' ? { ...option, required: true } : option,
    );
    const anyInput = fc.oneof(rawInput(operation), rawInput({ ...operation, options }));
    fc.assert(
      fc.property(anyInput, (raw) => {
        const prepared = operation.prepare(raw, nothingKnown);
        if (!prepared.ok) return;
        checked += 1;
        const { path, pollPath, body, pictures, encoding = 'json', answer = 'task' } = prepared.job.request;
        const told = reference.get(path);
        const request = sent(body, pictures);
        expect(told?.isValid(request), JSON.stringify([request, told?.isValid.errors])).toBe(true);
        expect(told).toMatchObject({ encoding, answers: answer });
        expect(told?.pollPath).toBe(pollPath);
        expect(told?.command?.split(' ')[0]).toBe(`/${name}`);
        const names = seen.get(path) ?? new Set();
        for (const each of namesIn(request)) names.add(each);
        seen.set(path, names);
      }),
      { numRuns: 2500, seed: 1 },
    );
    expect(checked).toBeGreaterThan(30);
  });
});

test('every field of the page can be set through the bot, but for those that are its own business', () => {
  const ordered = operations.flatMap(({ endpoints }) => endpoints.map(({ path }) => path));
  expect(new Set(seen.keys())).toEqual(new Set(ordered));
  for (const path of seen.keys()) {
    const told = fieldsOf(reference.get(path)?.parameters ?? []);
    const fields = told.filter((name) => !INTERNAL.has(name));
    expect(
      fields.filter((name) => !seen.get(path)?.has(name)),
      path,
    ).toEqual([]);
  }
});
