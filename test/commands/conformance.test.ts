import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/commands/index.ts';
import type { Operation } from '../../src/core/operation.ts';
import { commandBody } from '../../src/views/command-body.ts';
import { loadContract } from '../sandbox/discord/bot.ts';
import { rawInput } from './any-input.ts';
import { lettersOf } from './letters.ts';

const FOLDER = fileURLToPath(new URL('../../src/commands/', import.meta.url));
const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;
const facts = { looks: [], characters: [], disabledModels: [] };

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'prepare' in value && 'prices' in value;

test('no two commands have one name in any language', () => {
  for (const names of [operations.map(({ name }) => name), operations.map(({ localNames }) => localNames.vi)])
    expect(new Set(names).size).toBe(operations.length);
});

test('every operation in the folder is offered', async () => {
  const modules = await Promise.all(readdirSync(FOLDER).map((name): Promise<object> => import(`${FOLDER}${name}`)));
  const found = modules.flatMap((module) => Object.values(module)).filter(isOperation);
  expect(new Set(found)).toEqual(new Set(operations));
});

describe.each(operations.map((operation) => [operation.name, operation] as const))('/%s', (_name, operation) => {
  test('keeps to the limits of Discord', async () => {
    const body = commandBody(operation, 'global');
    const options = body.options ?? [];
    expect(options.length).toBeLessThanOrEqual(25);
    for (const names of [options.map(({ name }) => name), options.map((each) => each.name_localizations?.vi)])
      expect(new Set(names).size).toBe(options.length);
    expect(lettersOf([body])).toBeLessThanOrEqual(8000);
    for (const each of [body, ...options]) {
      for (const name of [each.name, ...Object.values(each.name_localizations ?? {})]) {
        expect(name).toMatch(NAME);
        expect(name).toBe(String(name).toLowerCase().normalize('NFC'));
      }
      for (const text of [each.description, ...Object.values(each.description_localizations ?? {})]) {
        expect(String(text).length).toBeGreaterThan(0);
        expect(String(text).length).toBeLessThanOrEqual(100);
      }
    }
    for (const { choices } of operation.options) expect((choices ?? []).length).toBeLessThanOrEqual(25);
    for (const { value, name } of operation.options.flatMap(({ choices = [] }) => choices)) {
      for (const text of [value, ...Object.values(name)]) {
        expect(text).toMatch(/^.{1,100}$/u);
        expect(text).toBe(text.normalize('NFC'));
      }
    }
    const contract = await loadContract();
    if (!contract)
      return process.stderr.write('../shared is not here: the command is not checked against the document.\n');
    const check = contract.validateRequest({
      method: 'PUT',
      path: '/api/v10/applications/123456789012345678/commands',
      body: [body],
      headers: { authorization: 'Bot x' },
    });
    expect(check.errors).toEqual([]);
    return true;
  });

  test('says everything in both languages', () => {
    const texts = [operation.description, ...operation.options.map(({ description }) => description)];
    for (const { en, vi } of texts) expect(en).not.toBe(vi);
  });

  test('has a price for whatever can be asked, and reads what it stored as the same', () => {
    let accepted = 0;
    fc.assert(
      fc.property(rawInput(operation), (raw) => {
        const first = operation.prepare(raw, facts);
        if (!first.ok) return;
        accepted++;
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
    expect(accepted).toBeGreaterThan(10);
  });

  test('fills the slots of its request from pictures that were given, and asks for one where it needs one', () => {
    const isPicture = (name: string) =>
      operation.options.some((option) => option.name === name && option.kind === 'picture');
    for (const option of operation.main?.options ?? []) expect(isPicture(option)).toBe(true);
    fc.assert(
      fc.property(rawInput(operation), (raw) => {
        const prepared = operation.prepare(raw, facts);
        const isMissing = operation.main?.isNeeded && operation.main.options.every((name) => raw[name] === undefined);
        if (isMissing) expect(prepared.ok).toBe(false);
        if (!prepared.ok) return;
        const { pictures, finish } = prepared.job.request;
        for (const { option } of [...pictures, ...(finish ? [finish] : [])]) {
          expect(isPicture(option)).toBe(true);
          expect(prepared.job.input[option]).toEqual(raw[option]);
          expect(raw[option]).toBeDefined();
        }
      }),
    );
  });

  test('sends its requests to the endpoints that it names, as it says, and to each of them', () => {
    const sent = new Set<string>();
    fc.assert(
      fc.property(rawInput(operation), (raw) => {
        const prepared = operation.prepare(raw, facts);
        if (!prepared.ok) return;
        const { path, encoding, answer } = prepared.job.request;
        const endpoint = operation.endpoints.find((each) => each.path === path);
        expect([endpoint?.encoding, endpoint?.answer]).toEqual([encoding, answer]);
        if (endpoint?.choice && raw[endpoint.choice.option] !== undefined)
          expect(raw[endpoint.choice.option]).toBe(endpoint.choice.value);
        sent.add(path);
      }),
      { numRuns: 500 },
    );
    expect(sent).toEqual(new Set(operation.endpoints.map(({ path }) => path)));
    if (operation.endpoints.length > 1) for (const { choice } of operation.endpoints) expect(choice).toBeDefined();
  });

  test('names others, that exist, to be used in its place', () => {
    for (const name of operation.instead) expect(operations.map((each) => each.name)).toContain(name);
    expect(operation.instead).not.toContain(operation.name);
  });

  test('offers follow-ups that exist', () => {
    for (const { operation: name } of operation.followUps) expect(operations.map((each) => each.name)).toContain(name);
  });
});
