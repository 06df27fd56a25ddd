import { DAY_MS } from './periods.ts';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 604_800_000 };

/** `never`: without an end. */
export type Until = { readonly at: number } | 'never';

/**
 * When something ends, as people write it: `30m`, `2h`, `3d`, `1w`, `2026-12-31`, `never`. A day belongs to the time
 * that it ends: until the 31st is to its last second in UTC.
 */
export function parseUntil(text: string, now: number): Until | undefined {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (typed === 'never') return 'never';
  const [, count, unit = ''] = /^(\d{1,4}) ?([mhdw])$/.exec(typed) ?? [];
  const unitMs = UNIT_MS[unit];
  if (count && unitMs) return { at: now + Number(count) * unitMs };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined;
  const day = Date.parse(`${typed}T00:00:00Z`);
  // the 30th of February is no day, whatever Date makes of it
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(typed);
  return isDay ? { at: day + DAY_MS } : undefined;
}
