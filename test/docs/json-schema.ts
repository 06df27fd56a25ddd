import type { Kind, Parameter } from '../../docs/reference/description.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';

/** What the page says of a request, as JSON Schema. */
export function schemaOf(parameters: readonly Parameter[]): JsonObject {
  const required = parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, kindSchema(parameter)])),
    ...(required.length > 0 && { required: required.sort() }),
    additionalProperties: false,
  };
}

function kindSchema(kind: Kind): JsonObject {
  switch (kind.kind) {
    case 'text':
      return plain({ type: 'string', pattern: kind.pattern, minLength: kind.isNeverEmpty && 1, default: kind.default });
    case 'integer':
    case 'number':
      return plain({ type: kind.kind, minimum: kind.minimum, maximum: kind.maximum, default: kind.default });
    case 'nullable-integer':
      return { anyOf: [{ type: 'integer', minimum: kind.minimum, maximum: kind.maximum }, { type: 'null' }] };
    case 'integer-or-text':
      return { anyOf: [{ type: 'integer', minimum: kind.minimum, maximum: kind.maximum }, { type: 'string' }] };
    case 'flag':
      return plain({ type: 'boolean', default: kind.default });
    case 'choice':
      return plain({ type: 'string', enum: kind.choices.map(({ value }) => value).sort(), default: kind.default });
    case 'address':
      return { type: 'string', format: 'uri' };
    case 'picture':
    case 'file':
      return { type: 'string' };
    case 'object':
      return schemaOf(kind.fields);
    case 'list':
      return plain({ type: 'array', items: kindSchema(kind.of), minItems: kind.least, maxItems: kind.most });
    default:
      return kind satisfies never;
  }
}

const plain = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));

/** What a library writes, brought to the form above: order and bounds that bind nobody say nothing. */
export function normalised(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(normalised);
  if (!isJsonObject(schema)) return schema;
  const isText = schema['type'] === 'string';
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === '$schema' || value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER) return [];
    if (key === 'default' && (value === '' || isJsonObject(value))) return [];
    if ((key === 'enum' || key === 'required') && Array.isArray(value)) return [[key, value.toSorted()]];
    if (key === 'format' && !isText) return [];
    return [[key, normalised(value)]];
  });
  return Object.fromEntries(entries);
}

/** Where two schemas differ, one line for each fact: what the first says, and the second. */
export function differences(one: unknown, other: unknown): string[] {
  const [left, right] = [factsOf(one), factsOf(other)];
  const places = [...new Set([...left.keys(), ...right.keys()])].sort();
  return places
    .filter((place) => left.get(place) !== right.get(place))
    .map((place) => `${place}: ${left.get(place) ?? '-'} / ${right.get(place) ?? '-'}`);
}

function factsOf(schema: unknown, place = ''): Map<string, string> {
  const isList = Array.isArray(schema) && schema.every((entry) => typeof entry !== 'object');
  if (typeof schema !== 'object' || schema === null || isList) return new Map([[place, String(schema)]]);
  const dot = place === '' ? '' : '.';
  return new Map(Object.entries(schema).flatMap(([key, value]) => [...factsOf(value, `${place}${dot}${key}`)]));
}
