import fc from 'fast-check';
import type { Operation, OperationOption } from '../../src/core/operation.ts';

/** More at once would exclude each other almost always. */
const MOST_OPTIONS = 4;

const side = fc.option(fc.integer({ min: 100, max: 4000 }), { nil: undefined });
const pictures = fc
  .record({ id: fc.string(), url: fc.webUrl(), name: fc.string(), bytes: fc.nat(), width: side, height: side })
  .map((picture) => ({ kind: 'attachment', ...picture }));

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
      return pictures;
    default:
      return fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.constantFrom('#ff8800:0.6, #0aa', ...listed));
  }
}

const nonsense = (): fc.Arbitrary<unknown> =>
  fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.string(), fc.constant(null), fc.constant([]), fc.constant({}));

function inputOf(
  { options, main }: Operation,
  anyOf: (option: OperationOption) => fc.Arbitrary<unknown>,
  wanted: readonly string[] = [],
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const isAlwaysThere = ({ name, required }: OperationOption) =>
    required || wanted.includes(name) || (main?.isNeeded === true && name === main.options[0]);
  const [always, others] = [options.filter(isAlwaysThere), options.filter((option) => !isAlwaysThere(option))];
  return fc
    .subarray(others, { maxLength: MOST_OPTIONS })
    .chain((some) => fc.record(Object.fromEntries([...always, ...some].map((each) => [each.name, anyOf(each)]))));
}

/** What Discord could send: each option as it is declared, whether they go together or not. */
export const anyInput = (operation: Operation) => inputOf(operation, anyValueOf);

/** What a stored row or a wild client could hold; `wanted` are there each time. */
export const anyMess = (operation: Operation, wanted: readonly string[]) =>
  inputOf(operation, (option) => fc.oneof({ weight: 9, arbitrary: anyValueOf(option) }, nonsense()), wanted);
