import type { Decision } from './decide.ts';
import type { LimitDenial } from './denial.ts';

/** What a member has in the works, and when the last thing was asked for, as the deciding rules count it. */
export interface Turn {
  readonly running: number;
  readonly lastAt: number | undefined;
}

/** Whether it is too soon, or too many at once; the pictures of a group are one request. */
export function judgeTurn(
  { concurrent, cooldown }: Pick<Decision, 'concurrent' | 'cooldown'>,
  { running, lastAt }: Turn,
  now: number,
): LimitDenial | undefined {
  if (concurrent.value !== undefined && running >= concurrent.value) {
    return { code: 'concurrent', running, limit: concurrent.value };
  }
  const endsAt = (lastAt ?? Number.NEGATIVE_INFINITY) + (cooldown.value ?? 0) * 1000;
  return now < endsAt ? { code: 'cooldown', seconds: cooldown.value ?? 0, endsAt } : undefined;
}
