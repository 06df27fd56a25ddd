import fc from 'fast-check';
import { expect, test } from 'vitest';
import { given, isJsonObject, type Json, unreachable } from '../../src/core/json.ts';

test('an object is one, a list or nothing is not', () => {
  for (const value of [null, undefined, [], 'x', 1, true, () => 1]) expect(isJsonObject(value)).toBe(false);
  expect(isJsonObject({})).toBe(true);
});

test('what was not said is left out; nothing, no and none were said', () => {
  expect(given({ a: undefined, b: null, c: false, d: 0, e: '', f: [] })).toEqual({
    b: null,
    c: false,
    d: 0,
    e: '',
    f: [],
  });
  const anything = fc.dictionary(fc.string(), fc.option(fc.oneof(fc.string(), fc.integer()), { nil: undefined }));
  fc.assert(
    fc.property(anything, (fields: Record<string, Json | undefined>) => {
      expect(JSON.stringify(given(fields))).toBe(JSON.stringify(fields));
    }),
  );
});

test('a case that nobody handled is loud', () => {
  const handle: (value: never) => never = unreachable;
  expect(() => Reflect.apply(handle, undefined, [{ kind: 'new' }])).toThrow('{"kind":"new"}');
});
