import type { Language } from '../../core/language.ts';
import { type BudgetMonth, type BudgetPlan, type Priced, planBudget } from '../../core/limits/budget-plan.ts';
import type { Budget, Pause } from '../../core/limits.ts';
import { endOfMonth, monthOf } from '../../core/periods.ts';
import type { Session } from '../store/contract.ts';

type Rows = Pick<Session, 'limits' | 'budgetMonths'>;

/** A server's budget as it stood when it was looked at. */
export interface BudgetState {
  readonly scope: string;
  readonly budget: Budget | undefined;
  /** By everybody in the server, this month. */
  readonly spent: number;
  readonly known: BudgetMonth | undefined;
  readonly pauses: readonly Pause[];
}

const isOwn = ({ cause }: Pause): boolean => cause === 'budget';

export const hasBudget = (budget: Budget | undefined): budget is Budget => budget !== undefined && budget.credits > 0;

/** What a server's budget makes of pauses and notices, and how that is kept. */
export function createBudgetBook(commands: readonly Priced[]) {
  function planOf({ budget, known, pauses }: BudgetState, spent: number, now: number): BudgetPlan | undefined {
    if (!hasBudget(budget)) return undefined;
    const paused = pauses.filter(isOwn).flatMap(({ command }) => command ?? []);
    return planBudget({ month: monthOf(now), credits: budget.credits, spent, commands, paused, known });
  }

  const pauseOf = (scope: string, command: string, now: number): Pause => ({
    scope,
    command,
    cause: 'budget',
    setBy: '',
    setAt: now,
  });

  return {
    /** The pauses that hold at this moment, whatever the rows still say. */
    pausesNow(state: BudgetState, now: number): readonly Pause[] {
      const plan = planOf(state, state.spent, now);
      const others = state.pauses.filter((pause) => !isOwn(pause));
      const wanted = Object.entries(plan?.next.pauses ?? {}).filter(([, kept]) => kept === 'paused');
      return [...others, ...wanted.map(([command]) => pauseOf(state.scope, command, now))];
    },

    /** Writes down what has changed, in the transaction that holds the server's row. */
    async keep(rows: Rows, state: BudgetState, more: number, language: Language, now: number): Promise<void> {
      const { scope, known, pauses } = state;
      const plan = planOf(state, state.spent + more, now);
      if (!plan) {
        for (const pause of pauses.filter(isOwn)) await rows.limits.removePause(pause);
        if (known) await rows.budgetMonths.remove(scope);
        return;
      }
      for (const command of plan.pause) await rows.limits.putPause(pauseOf(scope, command, now));
      for (const command of plan.resume) await rows.limits.removePause({ scope, command, cause: 'budget' });
      const dueAt = plan.next.reached > plan.next.told ? now : endOfMonth(now);
      if (!isSame(plan.next, known)) await rows.budgetMonths.put(scope, plan.next, language, dueAt);
    },
  };
}

export type BudgetBook = ReturnType<typeof createBudgetBook>;

const isSame = (next: BudgetMonth, known: BudgetMonth | undefined): boolean =>
  known !== undefined &&
  next.month === known.month &&
  next.credits === known.credits &&
  next.reached === known.reached &&
  next.told === known.told &&
  Object.keys(next.pauses).length === Object.keys(known.pauses).length &&
  Object.entries(next.pauses).every(([name, kept]) => known.pauses[name] === kept);
