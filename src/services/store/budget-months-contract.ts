import type { Language } from '../../core/language.ts';
import type { BudgetMonth } from '../../core/limits/budget-plan.ts';

/** What is remembered of a server's budget in a month. */
export interface BudgetMonths {
  of(scope: string): Promise<BudgetMonth | undefined>;
  /** `dueAt`: when it has to be looked at even if nobody asks for anything. */
  put(scope: string, month: BudgetMonth, language: Language, dueAt: number): Promise<void>;
  remove(scope: string): Promise<void>;
  due(now: number, limit: number): Promise<readonly DueBudget[]>;
  /** Of what could not be told yet. */
  later(scope: string, dueAt: number): Promise<void>;
  /** Never below what was told. */
  told(scope: string, month: string, level: number): Promise<void>;
}

export interface DueBudget {
  readonly scope: string;
  /** Of the server, as Discord said when something was last asked for there. */
  readonly language: Language;
}
