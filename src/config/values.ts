import { z } from 'zod';
import { type HostList, parseHostRule } from '../core/hosts.ts';

/** Kinds of values that environment variables hold. Messages say what a right value looks like, never the wrong one. */
export const text = z.string().min(1);

export const baseUrl = z.string().transform((value, context) => {
  const url = URL.parse(value);
  if (url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password) return url;
  context.addIssue({ code: 'custom', message: 'must be a web address such as https://example.com' });
  return z.NEVER;
});

export const hostList = z.string().transform((value, context): HostList => {
  const parts = value.split(',').map((part) => part.trim());
  const rules = parts.map(parseHostRule);
  const known = rules.flatMap((rule) => rule ?? []);
  if (known.length === rules.length) return { rules: known };
  context.addIssue({
    code: 'custom',
    message: 'must be hosts with commas between, such as cdn.example.com,*.example.org:8443',
  });
  return z.NEVER;
});

export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

export const snowflake = z.string().regex(/^\d{17,20}$/, 'must be an id of 17 to 20 digits (right click, Copy ID)');

export const snowflakes = list.pipe(
  z.array(z.string().regex(/^\d{17,20}$/, 'must be ids of 17 to 20 digits with commas between')),
);

export function whole(minimum: number, maximum = Number.MAX_SAFE_INTEGER) {
  const wanted = `must be a whole number from ${minimum}${maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : ' up'}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, wanted)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, wanted);
}

export const overZero = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be a number over 0, such as 2 or 0.5')
  .transform(Number)
  .refine((value) => value > 0, 'must be a number over 0, such as 2 or 0.5');

export const yesOrNo = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['yes', 'no', 'true', 'false', '1', '0'], 'must be yes or no'))
  .transform((value) => value === 'yes' || value === 'true' || value === '1');

export const databaseUrl = z.string().refine((value) => {
  const url = URL.parse(value);
  return url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
}, 'must be postgres://user:password@host:5432/database, or be left out for a SQLite file in DATA_DIR');

export interface Shards {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

export const shards = z.string().transform((value, context): Shards | 'auto' => {
  if (value === 'auto') return 'auto';
  const [, first, last, total] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(value) ?? [];
  const range = { first: Number(first), last: Number(last ?? first), total: Number(total) };
  if (first !== undefined && range.first <= range.last && range.last < range.total) return range;
  context.addIssue({ code: 'custom', message: 'must be auto, or a part of all shards such as 0-3/8' });
  return z.NEVER;
});
