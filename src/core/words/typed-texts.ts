import type { JsonObject } from '../json.ts';
import type { OperationOption } from '../operation.ts';

/** All that the member put into words, by what the operation itself says of its fields. */
export const typedTexts = (options: readonly OperationOption[], input: JsonObject): readonly string[] =>
  options.flatMap(({ name, kind }) => {
    const value = input[name];
    return kind === 'text' && typeof value === 'string' ? [value] : [];
  });
