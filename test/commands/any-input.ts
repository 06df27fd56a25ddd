import fc from 'fast-check';
import type { Operation, OperationOption } from '../../src/core/operation.ts';

const side = fc.oneof(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 256, max: 2000 }));
const sized = { width: side, height: side };
const key = fc.stringMatching(/^[0-9a-f]{64}\.png$/);

/** In every state in which an operation meets one. */
const anyPicture = fc.oneof(
  fc.record({
    kind: fc.constant('attachment'),
    id: fc.string(),
    url: fc.webUrl(),
    name: fc.string(),
    bytes: fc.nat(),
  }),
  fc.record({ kind: fc.constant('result'), jobId: fc.string(), index: fc.nat(3), ...sized }),
  fc.record({ kind: fc.constant('link'), url: fc.webUrl() }),
  fc.record({ kind: fc.constant('stored'), key, bytes: fc.nat(50_000_000), ...sized }),
);

export function anyValueOf(option: OperationOption): fc.Arbitrary<unknown> {
  const { minimum: min = 0, maximum: max = 100 } = option;
  const values = (option.choices ?? []).map(({ value }) => value);
  switch (option.kind) {
    case 'choice':
      return fc.constantFrom(...values);
    case 'integer':
      return fc.integer({ min, max });
    case 'number':
      return fc.double({ min, max, noNaN: true }).map((value) => value + 0);
    case 'flag':
      return fc.boolean();
    case 'picture':
      return anyPicture;
    default:
      return fc.oneof(
        fc.string({ minLength: 1, maxLength: 80 }),
        fc.constant('#ff8800:0.6, #0aa'),
        ...(values.length > 0 ? [fc.constantFrom(...values)] : []),
      );
  }
}

/** What Discord lets a member send. Mostly little of it: of many options at once some always exclude each other. */
export function rawInput({ options, main }: Operation): fc.Arbitrary<Record<string, unknown>> {
  const optional = options.filter(({ required }) => !required).map(({ name }) => name);
  const needed = main?.isNeeded ? main.options.slice(0, 1) : [];
  const few = fc.subarray(optional, { maxLength: Math.min(3, optional.length) }).map((names) => [...needed, ...names]);
  return fc.oneof({ weight: 4, arbitrary: few }, fc.subarray(optional)).chain((chosen) => {
    const given = options.filter(({ name, required }) => required || chosen.includes(name));
    return fc.record(Object.fromEntries(given.map((option) => [option.name, anyValueOf(option)])));
  });
}
