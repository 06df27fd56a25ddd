import fc from 'fast-check';
import { expect } from 'vitest';
import type { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import type { Facts, Operation } from '../../src/core/operation.ts';
import type { ProviderRequest } from '../../src/core/provider.ts';
import { anyMess } from './any-mess.ts';

/** Requests of 1500 that each endpoint gets at least, so that the property has something to say. */
const ENOUGH = 30;

export const nothingKnown: Facts = { looks: [], characters: [], disabledModels: [] };

export const picture = (width?: number, height?: number) => ({
  kind: 'attachment',
  id: '1',
  url: 'https://cdn.discordapp.com/x.png',
  name: 'x.png',
  bytes: 10,
  ...(width && { width }),
  ...(height && { height }),
});

/** The body as the provider gets it: names stand for the pictures. */
function sent({ body, pictures }: ProviderRequest): JsonObject {
  const filled: Record<string, JsonObject[string]> = structuredClone(body);
  for (const { field, option, within, isInList } of pictures) {
    const outer = within === undefined ? filled : { ...(isJsonObject(filled[within]) ? filled[within] : {}) };
    const before = outer[field];
    outer[field] = isInList ? [...(Array.isArray(before) ? before : []), option] : option;
    if (within !== undefined) filled[within] = outer;
  }
  return filled;
}

const leaves = (body: JsonObject): number =>
  Object.values(body).reduce<number>((sum, value) => sum + (isJsonObject(value) ? leaves(value) : 1), 0);

/**
 * Whatever is accepted, even of nonsense, is sent under documented names with documented types, and nothing else is:
 * one field for each option, but for those that only choose the way, and so many that say the same each time.
 */
export function holdsToDocument(
  operation: Operation,
  documents: Readonly<Record<string, z.ZodType>>,
  { choosers = [], always = 0 }: { readonly choosers?: readonly string[]; readonly always?: number } = {},
): void {
  const reached = new Map<string, number>();
  fc.assert(
    fc.property(anyMess(operation, choosers), (raw) => {
      const prepared = operation.prepare(raw, nothingKnown);
      if (!prepared.ok) return;
      const { request, input, tier } = prepared.job;
      reached.set(request.path, (reached.get(request.path) ?? 0) + 1);
      expect(operation.prices[tier]).toBeGreaterThan(0);
      expect(documents[request.path]?.safeParse(sent(request))).toMatchObject({ success: true });
      const given = Object.keys(input).filter((name) => !choosers.includes(name));
      expect(leaves(request.body) + request.pictures.length).toBe(given.length + always);
      expect(operation.prepare(input, nothingKnown)).toEqual({ ok: true, job: { ...prepared.job, count: 1 } });
    }),
    { numRuns: 1500 },
  );
  for (const path of Object.keys(documents)) expect(reached.get(path), path).toBeGreaterThan(ENOUGH);
}
