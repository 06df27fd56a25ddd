import { z } from 'zod';

export const optional = <T>(value: T | null): T | undefined => value ?? undefined;
export const orNull = <T>(value: T | undefined): T | null => value ?? null;

export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A key that is absent, never one that holds undefined. */
export function withoutUndefined<T extends object>(value: T): Defined<T>;
export function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
