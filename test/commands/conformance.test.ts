import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operations, operationsFor } from '../../src/commands/index.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { type FollowUp, followUpInput, type Operation } from '../../src/core/operation.ts';
import type { PictureInput } from '../../src/core/picture.ts';
import { commandBody } from '../../src/views/command-body.ts';
import { rawInput } from './any-input.ts';
import { expectWithinLimits } from './discord-limits.ts';
import { lettersOf } from './letters.ts';

const FOLDER = fileURLToPath(new URL('../../src/commands/', import.meta.url));
const facts = { looks: [], characters: [], disabledModels: [] };

const usualPicture: PictureInput = {
  kind: 'result',
  jobId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  index: 0,
  width: 1280,
  height: 960,
};

interface Made {
  readonly by: Operation;
  readonly input: JsonObject;
  readonly picture: PictureInput;
}

function refusalOf(followUp: FollowUp, made: Made): unknown {
  const target = [made.by, ...operations].find(({ name }) => name === followUp.operation);
  const words = made.input['prompt'] ?? 'in the snow';
  const added = followUp.asks ? { [followUp.asks]: words } : (followUp.presets?.[0]?.input ?? {});
  const prepared = target?.prepare(followUpInput(followUp, target, made, followUp.preset ? {} : added), facts);
  return prepared?.ok ? undefined : prepared?.refusal;
}

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'prepare' in value && 'prices' in value;

/** The commands, and what takes the place of some of them by another API. */
const inAnyApi = (['v1', 'v2'] as const)
  .flatMap((api) =>
    operationsFor(api).map((operation) => [`${operation.name} ${operation.endpoints[0]?.path}`, operation] as const),
  )
  .filter(([, operation], place, all) => all.findIndex(([, other]) => other === operation) === place);

test('no two commands have one name in any language', () => {
  expect(inAnyApi).toHaveLength(operations.length + 1);
  for (const names of [operations.map(({ name }) => name), operations.map(({ localNames }) => localNames.vi)])
    expect(new Set(names).size).toBe(operations.length);
});

test('every operation in the folder is offered', async () => {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(names.map((name): Promise<object> => import(`${FOLDER}${name}`)));
  const found = modules.flatMap((module) => Object.values(module)).filter(isOperation);
  expect(new Set(found)).toEqual(new Set(inAnyApi.map(([, operation]) => operation)));
});

describe.each(inAnyApi)('/%s', (_name, operation) => {
  test('keeps to the limits of Discord', async () => {
    const body = commandBody(operation, 'global');
    expect(lettersOf([body])).toBeLessThanOrEqual(8000);
    for (const names of [
      body.options?.map(({ name }) => name),
      body.options?.map((each) => each.name_localizations?.vi),
    ])
      expect(new Set(names).size).toBe(body.options?.length);
    for (const { value, name } of operation.options.flatMap(({ choices = [] }) => choices)) {
      for (const text of [value, ...Object.values(name)]) {
        expect(text).toMatch(/^.{1,100}$/u);
        expect(text).toBe(text.normalize('NFC'));
      }
    }
    for (const { choices } of operation.options) expect((choices ?? []).length).toBeLessThanOrEqual(25);
    await expectWithinLimits(body);
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

  test('takes no words that nobody can see', () => {
    const written = operation.options.filter(({ kind }) => kind === 'text');
    for (const { name } of written) {
      for (const typed of ['', ' \n', '\u200b\u200d', '\u3164 \u2800', '\ufe0f\u{e0041}']) {
        const prepared = operation.prepare({ [name]: typed }, facts);
        if (!prepared.ok && prepared.refusal.code === 'missing') continue;
        expect(prepared, `${name}: ${JSON.stringify(typed)}`).toMatchObject({
          refusal: { code: 'blank', option: name },
        });
      }
    }
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
    for (const { operation: name, more } of operation.followUps) {
      expect(operations.map((each) => each.name)).toContain(name);
      if (!more) continue;
      const command = operations.find((each) => each.name === more.operation);
      expect(command?.options.map((option) => option.name)).toEqual(expect.arrayContaining(['from', more.option]));
    }
  });

  test('makes follow-ups of whatever it made, that their operations accept', () => {
    fc.assert(
      fc.property(rawInput(operation), (raw) => {
        const first = operation.prepare(raw, facts);
        if (!first.ok) return;
        const made = { by: operation, input: first.job.input, picture: usualPicture };
        for (const action of new Set(operation.followUps.map((each) => each.action))) {
          const ways = operation.followUps.filter((each) => each.action === action);
          const refusals = ways.map((way) => refusalOf(way, made));
          expect(refusals, action).toContain(undefined);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('offers presets that work on a picture of usual size, in both languages', () => {
    for (const followUp of operation.followUps) {
      const { presets = [] } = followUp;
      expect(presets.length).toBeLessThan(25);
      expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
      for (const { label, input } of presets) {
        expect(label.en).not.toBe(label.vi);
        expect(
          refusalOf({ ...followUp, preset: input }, { by: operation, input: {}, picture: usualPicture }),
        ).toBeUndefined();
      }
    }
  });
});
