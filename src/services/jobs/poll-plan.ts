import type { Learned } from './learned-durations.ts';

export interface PollPlan {
  readonly minimumMs: number;
  readonly maximumMs: number;
  readonly learned: Learned | undefined;
  /** 0 to 1. */
  readonly random: number;
}

/** How long after the submit the first look is worth its request. */
export function firstPollAfter({ minimumMs, maximumMs, learned, random }: PollPlan): number {
  if (!learned) return minimumMs;
  const aim = learned.median * (1 + 0.03 * random);
  return Math.max(Math.min(aim, learned.median + maximumMs), Math.min(minimumMs, learned.median));
}

/**
 * How long until the next look, `elapsedMs` after the submit. Near the time when tasks of this kind end, looks are
 * close together; past it each waits a little longer than the one before, with jitter so that jobs do not march in step.
 */
export function nextPollAfter(elapsedMs: number, { minimumMs, maximumMs, learned, random }: PollPlan): number {
  const isExpectedNow = learned !== undefined && elapsedMs < learned.late * 1.1;
  const spread = learned ? Math.max(0, learned.late - learned.median) : 0;
  const aim = isExpectedNow ? Math.max(spread / 2, minimumMs / 4) : minimumMs + 0.1 * elapsedMs;
  return Math.min(maximumMs, aim) * (0.9 + 0.2 * random);
}
