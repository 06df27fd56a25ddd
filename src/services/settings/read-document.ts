import type { z } from 'zod';
import type { Documents } from '../store/contract.ts';

/** Undefined for what is not there, and for what is there and cannot be read. */
export async function readDocument<S extends z.ZodType>(
  documents: Pick<Documents, 'get'>,
  key: string,
  schema: S,
): Promise<z.output<S> | undefined> {
  const stored = await documents.get(key);
  return stored === undefined ? undefined : schema.safeParse(parsed(stored)).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
