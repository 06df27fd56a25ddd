export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Numbers that hold no more digits than this are numbers to us; more are snowflakes, which libraries send so too. */
const SNOWFLAKE = /^\d{17,20}$/;

export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text, (_key: string, read: unknown, context?: { readonly source?: string }) =>
    typeof read === 'number' && SNOWFLAKE.test(context?.source ?? '') ? context?.source : read,
  );
  return value;
}

export function textOf(from: JsonObject, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(from: JsonObject, key: string): number | undefined {
  const value = from[key];
  return typeof value === 'number' ? value : undefined;
}

export function listOf(from: JsonObject, key: string): readonly Json[] {
  const value = from[key];
  return Array.isArray(value) ? value : [];
}

export function objectsOf(from: JsonObject, key: string): readonly JsonObject[] {
  return listOf(from, key).filter(isObject);
}

export function objectOf(from: JsonObject, key: string): JsonObject | undefined {
  const value = from[key];
  return isObject(value) ? value : undefined;
}
