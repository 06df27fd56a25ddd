import type { z } from 'zod';

export interface InvalidParam {
  /** From `body.` on. */
  readonly field: string;
  readonly reason: string;
}

/** Unknown fields are named one by one, so that a misspelt one is seen. */
export function invalidParams(error: z.ZodError): InvalidParam[] {
  return error.issues.flatMap((issue) => {
    const field = ['body', ...issue.path].join('.');
    if (issue.code !== 'unrecognized_keys') return [{ field, reason: issue.message }];
    return issue.keys.map((key) => ({ field: `${field}.${key}`, reason: 'Extra inputs are not permitted' }));
  });
}
