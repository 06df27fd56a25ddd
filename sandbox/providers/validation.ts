import type { z } from 'zod';

export interface InvalidParam {
  /** From `body.` on. */
  readonly field: string;
  readonly reason: string;
}

export type Understood<T> =
  | { readonly ok: true; readonly data: T; readonly body: unknown; readonly forgiven: readonly string[] }
  | { readonly ok: false; readonly invalid: readonly InvalidParam[] };

/**
 * The real services ignore what they do not know, and clients send nothing as `null`: both pass, and are told so that
 * a misspelt field is seen. All else is refused.
 */
export function understand<T>(schema: z.ZodType<T>, raw: unknown): Understood<T> {
  const body = structuredClone(raw);
  const forgiven: string[] = [];
  for (;;) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return { ok: true, data: parsed.data, body, forgiven };
    const harmless = parsed.error.issues.flatMap((issue) => harmlessIn(issue, body));
    if (harmless.length === 0) return { ok: false, invalid: invalidParams(parsed.error) };
    for (const { path, why } of harmless) {
      const holder = path.slice(0, -1).reduce(valueIn, body);
      if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, path.at(-1) ?? '');
      forgiven.push(`${['body', ...path].join('.')}: ${why}`);
    }
  }
}

function harmlessIn(issue: z.core.$ZodIssue, body: unknown): { path: PropertyKey[]; why: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], why: 'Extra inputs are ignored' }));
  const isNothing = issue.path.length > 0 && issue.path.reduce(valueIn, body) === null;
  return isNothing ? [{ path: issue.path, why: 'Nothing was sent as null' }] : [];
}

const valueIn = (holder: unknown, key: PropertyKey): unknown =>
  typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;

/** Unknown fields are named one by one, so that a misspelt one is seen. */
export function invalidParams(error: z.ZodError): InvalidParam[] {
  return error.issues.flatMap((issue) => {
    const field = ['body', ...issue.path].join('.');
    if (issue.code !== 'unrecognized_keys') return [{ field, reason: issue.message }];
    return issue.keys.map((key) => ({ field: `${field}.${key}`, reason: 'Extra inputs are not permitted' }));
  });
}
