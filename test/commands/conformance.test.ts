import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/commands/index.ts';
import type { Operation, OperationOption } from '../../src/core/operation.ts';
import { commandBody } from '../../src/views/command-body.ts';
import { expectWithinLimits } from './discord-limits.ts';

const FOLDER = fileURLToPath(new URL('../../src/commands/', import.meta.url));
const facts = { looks: [], characters: [], disabledModels: [] };

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'prepare' in value && 'prices' in value;

function anyValueOf(option: OperationOption): fc.Arbitrary<unknown> {
  const { minimum: min = 0, maximum: max = 100 } = option;
  switch (option.kind) {
    case 'choice':
      return fc.constantFrom(...(option.choices ?? []).map(({ value }) => value));
    case 'integer':
      return fc.integer({ min, max });
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'flag':
      return fc.boolean();
    case 'picture':
      return fc.record({
        kind: fc.constant('attachment'),
        id: fc.string(),
        url: fc.webUrl(),
        name: fc.string(),
        bytes: fc.nat(),
      });
    default:
      return fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.constant('#ff8800:0.6, #0aa'));
  }
}

const rawInput = ({ options }: Operation) =>
  fc.record(Object.fromEntries(options.map((option) => [option.name, anyValueOf(option)])), {
    requiredKeys: options.filter(({ required }) => required).map(({ name }) => name),
  });

test('every operation in the folder is offered', async () => {
  const modules = await Promise.all(readdirSync(FOLDER).map((name): Promise<object> => import(`${FOLDER}${name}`)));
  const found = modules.flatMap((module) => Object.values(module)).filter(isOperation);
  expect(new Set(found)).toEqual(new Set(operations));
});

describe.each(operations.map((operation) => [operation.name, operation] as const))('/%s', (_name, operation) => {
  test('keeps to the limits of Discord', async () => {
    for (const { choices } of operation.options) expect((choices ?? []).length).toBeLessThanOrEqual(25);
    await expectWithinLimits(commandBody(operation, 'global'));
  });

  test('says everything in both languages', () => {
    const texts = [operation.description, ...operation.options.map(({ description }) => description)];
    for (const { en, vi } of texts) expect(en).not.toBe(vi);
  });

  test('has a price for whatever can be asked, and reads what it stored as the same', () => {
    fc.assert(
      fc.property(rawInput(operation), (raw) => {
        const first = operation.prepare(raw, facts);
        if (!first.ok) return;
        expect(operation.prices[first.job.tier]).toBeGreaterThan(0);
        const stored: unknown = JSON.parse(JSON.stringify(first.job.input));
        const second = operation.prepare(stored, facts);
        expect(second.ok && second.job.input).toEqual(first.job.input);
        expect(second.ok && second.job.request).toEqual(first.job.request);
        const { en, vi } = operation.altText(first.job.input);
        expect(en.length * vi.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test('offers follow-ups that exist', () => {
    for (const { operation: name } of operation.followUps) expect(operations.map((each) => each.name)).toContain(name);
  });
});
