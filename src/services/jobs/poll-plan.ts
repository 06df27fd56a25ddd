import type { Learned } from './learned-durations.ts';

export interface PollPlan {
  readonly minimumMs: number;
  readonly maximumMs: number;
  readonly learned: Learned | undefined;
  /** 0 to 1. */
  readonly random: number;
}

/** Below which share of the least interval looks never come closer together, and above which they do not when a task is due. */
const CLOSEST = 0.25;
const WIDEST_WHEN_DUE = 0.5;
/** How many looks the time between early and late ends is worth. */
const LOOKS_WHEN_DUE = 6;
const GROWTH = 0.1;
/** Found at the first look, a task may have ended at any time before: the next of its kind is looked at earlier. */
const EARLIER = 0.95;

function stepWhenDue({ minimumMs }: PollPlan, { early, late }: Learned): number {
  const aim = (late - early) / LOOKS_WHEN_DUE;
  return Math.min(minimumMs * WIDEST_WHEN_DUE, Math.max(minimumMs * CLOSEST, aim));
}

/** How long after the submit the first look is worth its request: long tasks may be looked at a few times too early. */
export function firstPollAfter(plan: PollPlan): number {
  const { minimumMs, learned, random } = plan;
  if (!learned) return minimumMs;
  const lead = stepWhenDue(plan, learned) * Math.floor(learned.median / (4 * minimumMs));
  return Math.max(learned.early, learned.median - lead) * (1 + 0.02 * random);
}

/**
 * How long until the next look, `elapsedMs` after the submit. Near the time when tasks of this kind end, looks are
 * close together; past it each waits a little longer than the one before, with jitter so that jobs do not march in step.
 */
export function nextPollAfter(elapsedMs: number, plan: PollPlan): number {
  const { minimumMs, maximumMs, learned, random } = plan;
  const isDue = learned !== undefined && elapsedMs < learned.late * 1.1 + minimumMs;
  const aim = isDue ? stepWhenDue(plan, learned) : minimumMs + GROWTH * elapsedMs;
  return Math.min(maximumMs, aim) * (0.9 + 0.2 * random);
}

/** When a task probably ended that was found ended now, and still running at `pendingMs` if it was looked at before. */
export function likelyDuration(elapsedMs: number, pendingMs: number | undefined): number {
  if (pendingMs === undefined) return elapsedMs * EARLIER;
  return Math.max((pendingMs + elapsedMs) / 2, elapsedMs * 0.9);
}
