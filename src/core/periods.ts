export const DAY_MS = 86_400_000;

/** Days and months of UTC, as the books name them: `2026-11-21` and `2026-11`. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
export const monthOf = (time: number): string => dayOf(time).slice(0, 7);

export const endOfDay = (time: number): number => Date.parse(`${dayOf(time)}T00:00:00Z`) + DAY_MS;

/** Of this month, or of one that lies so many months ahead. */
export function startOfMonth(time: number, ahead = 0): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead);
}

export const endOfMonth = (time: number): number => startOfMonth(time, 1);
