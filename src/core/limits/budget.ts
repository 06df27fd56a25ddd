import { z } from 'zod';

/** Shares of a month's budget, in percent, at which a notice is sent. */
const noticeLevels = [50, 80, 100] as const;

/** Where the dearest operations stop, and where all but the cheapest have stopped. */
const FIRST_PAUSE = 0.8;
const LAST_PAUSE = 1;

/** `paused`: by itself in this month. `resumed`: a moderator ended that, and it holds for the month. */
export const ownPausesSchema = z.record(z.string(), z.enum(['paused', 'resumed']));
type OwnPauses = z.infer<typeof ownPausesSchema>;

/** What is remembered of a server's month. */
export interface BudgetMonth {
  readonly month: string;
  /** Of the budget that the levels are of. */
  readonly credits: number;
  /** Highest level that was reached and has to be told, and the highest that was told. */
  readonly reached: number;
  readonly told: number;
  readonly pauses: OwnPauses;
}

/** What moderators are told. */
export interface BudgetNotice {
  readonly percent: number;
  readonly spent: number;
  readonly credits: number;
  readonly resetsAt: number;
  /** Commands that stopped by themselves. */
  readonly paused: readonly string[];
}

export interface Priced {
  readonly name: string;
  /** Credits of its dearest picture. */
  readonly price: number;
}

export interface BudgetFacts {
  readonly month: string;
  readonly credits: number;
  readonly spent: number;
  readonly commands: readonly Priced[];
  /** Commands that the budget has paused at the moment. */
  readonly paused: readonly string[];
  readonly known: BudgetMonth | undefined;
}

export interface BudgetPlan {
  readonly next: BudgetMonth;
  readonly pause: readonly string[];
  readonly resume: readonly string[];
}

const levelOf = (credits: number, spent: number): number =>
  noticeLevels.findLast((level) => spent * 100 >= credits * level) ?? 0;

/**
 * The dearest stop at four fifths, the next at equal distances up to the whole; the cheapest go on to the end. What
 * costs the same stops together.
 */
function dueToPause(commands: readonly Priced[], credits: number, spent: number): readonly string[] {
  const classes = [...new Set(commands.map(({ price }) => price))].sort((a, b) => b - a).slice(0, -1);
  const step = (LAST_PAUSE - FIRST_PAUSE) / Math.max(1, classes.length);
  const stopped = classes.filter((_, place) => spent >= credits * (FIRST_PAUSE + place * step));
  return commands.filter(({ price }) => stopped.includes(price)).map(({ name }) => name);
}

/** What the month's spending makes of pauses and notices; the same facts twice change nothing. */
export function planBudget({ month, credits, spent, commands, paused, known }: BudgetFacts): BudgetPlan {
  const before = known?.month === month ? known : undefined;
  const level = levelOf(credits, spent);
  // with another budget the levels above are others; those at or below are told already
  const told = before && before.credits !== credits ? Math.min(before.told, level) : (before?.told ?? 0);
  const due = dueToPause(commands, credits, spent);
  // a row that is gone was taken away by a moderator, and one that is back was put back by one
  const resumed = Object.keys(before?.pauses ?? {}).filter((name) => !paused.includes(name));
  const wanted = due.filter((name) => !resumed.includes(name));
  const pauses: OwnPauses = Object.fromEntries([
    ...wanted.map((name) => [name, 'paused'] as const),
    ...resumed.map((name) => [name, 'resumed'] as const),
  ]);
  return {
    next: { month, credits, reached: Math.max(level, told), told, pauses },
    pause: wanted.filter((name) => !paused.includes(name)),
    resume: paused.filter((name) => !wanted.includes(name)),
  };
}
