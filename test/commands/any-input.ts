import fc from 'fast-check';
import type { Operation, OperationOption } from '../../src/core/operation.ts';

/** More at once would exclude each other almost always. */
const MOST_OPTIONS = 4;

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

function anyValueOf(option: OperationOption): fc.Arbitrary<unknown> {
  const { minimum: min = 0, maximum: max = min + 100, choices = [] } = option;
  const listed = choices.map(({ value }) => value);
  switch (option.kind) {
    case 'choice':
      return fc.constantFrom(...listed);
    case 'integer':
      return fc.integer({ min, max });
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'flag':
      return fc.boolean();
    case 'picture':
      return anyPicture;
    default:
      return fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.constantFrom('#ff8800:0.6, #0aa', ...listed));
  }
}

const nonsense = (): fc.Arbitrary<unknown> =>
  fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.string(), fc.constant(null), fc.constant([]), fc.constant({}));

function inputOf(
  { options, main }: Operation,
  anyOf: (option: OperationOption) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const isAlwaysThere = ({ name, required }: OperationOption) =>
    required || (main?.isNeeded === true && name === main.options[0]);
  const [always, others] = [options.filter(isAlwaysThere), options.filter((option) => !isAlwaysThere(option))];
  return fc
    .subarray(others, { maxLength: Math.min(MOST_OPTIONS, others.length) })
    .chain((some) => fc.record(Object.fromEntries([...always, ...some].map((each) => [each.name, anyOf(each)]))));
}

/** What Discord could send: each option as it is declared, whether they go together or not. */
export const anyInput = (operation: Operation) => inputOf(operation, anyValueOf);

/** What a stored row or a wild client could hold. */
export const anyMess = (operation: Operation) =>
  inputOf(operation, (option) => fc.oneof({ weight: 9, arbitrary: anyValueOf(option) }, nonsense()));
