import fc from 'fast-check';
import type { Operation, OperationOption } from '../../src/core/operation.ts';
import { anyValueOf } from './any-input.ts';

/** More at once would exclude each other almost always. */
const MOST_OPTIONS = 4;

const nonsense = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.integer(),
    fc.double().map((value) => value + 0),
    fc.boolean(),
    fc.string(),
    fc.constant(null),
    fc.constant([]),
    fc.constant({}),
  );

const mostlyOf = (option: OperationOption): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: anyValueOf(option) }, nonsense());

/** What a stored row or a wild client could hold; `wanted` are there each time. */
export function anyMess({ options, main }: Operation, wanted: readonly string[] = []) {
  const isAlwaysThere = ({ name, required }: OperationOption) =>
    required || wanted.includes(name) || (main?.isNeeded === true && name === main.options[0]);
  const always = options.filter(isAlwaysThere);
  const others = options.filter((option) => !isAlwaysThere(option));
  return fc
    .subarray(others, { maxLength: Math.min(MOST_OPTIONS, others.length) })
    .chain((some) => fc.record(Object.fromEntries([...always, ...some].map((each) => [each.name, mostlyOf(each)]))));
}
