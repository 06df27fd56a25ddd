import type { Account, Pool } from '../../core/limits/account.ts';
import { isServer } from '../../core/limits/subject.ts';
import type { Subject } from '../../core/limits.ts';
import { dayOf, monthOf } from '../../core/periods.ts';
import type { Session } from '../store/contract.ts';
import type { LimitKind } from '../store/limits-contract.ts';
import { type BudgetBook, type BudgetState, hasBudget } from './budget.ts';
import type { LimitSettings } from './settings.ts';

export type AccountRows = Pick<Session, 'limits' | 'tallies' | 'budgetMonths'>;

export interface ReadAccount {
  readonly account: Account;
  /** Undefined where the server has, and had, none. */
  readonly budget: BudgetState | undefined;
}

const NONE: ReadonlySet<LimitKind> = new Set();

/** Everything that limits go by. Where a server set nothing, it is one question more than what was spent today. */
export function createReadAccount(settings: LimitSettings, book: BudgetBook) {
  const { dailyCredits, concurrentJobs, serverMonthlyCredits, operatorMonthlyCredits } = settings;

  async function budgetState(rows: AccountRows, { scope }: Subject, kinds: ReadonlySet<LimitKind>, now: number) {
    if (!kinds.has('budgets') && !kinds.has('pauses')) return undefined;
    const budget = kinds.has('budgets') ? await rows.limits.budget(scope) : undefined;
    const pauses = kinds.has('pauses') ? await rows.limits.pauses(scope) : [];
    const spent = hasBudget(budget) ? await rows.tallies.ofServer(scope, monthOf(now)) : 0;
    return { scope, budget, spent, known: await rows.budgetMonths.of(scope), pauses } satisfies BudgetState;
  }

  async function poolsOf({ tallies }: AccountRows, scope: string, budget: BudgetState | undefined, now: number) {
    const pools: Pool[] = [];
    if (budget && hasBudget(budget.budget)) {
      pools.push({ kind: 'budget', credits: budget.budget.credits, spent: budget.spent });
    }
    if (serverMonthlyCredits !== undefined && isServer(scope)) {
      const spent = await tallies.ofServer(scope, monthOf(now));
      pools.push({ kind: 'server', credits: serverMonthlyCredits, spent });
    }
    if (operatorMonthlyCredits !== undefined) {
      pools.push({ kind: 'operator', credits: operatorMonthlyCredits, spent: await tallies.ofEverybody(monthOf(now)) });
    }
    return pools;
  }

  /** `whole`: the month too, where nothing depends on it. */
  return async function readAccount(
    rows: AccountRows,
    subject: Subject,
    now: number,
    whole = false,
  ): Promise<ReadAccount> {
    const { limits, tallies } = rows;
    const { scope, memberId } = subject;
    const kinds = isServer(scope) ? await limits.kinds(scope) : NONE;
    const rules = kinds.has('rules') ? await limits.rulesFor(subject, now) : [];
    const [today, month] = [dayOf(now), monthOf(now)];
    const isMonthly = whole || rules.some(({ monthly }) => monthly !== undefined);
    const budget = await budgetState(rows, subject, kinds, now);
    return {
      budget,
      account: {
        subject,
        now,
        rules,
        defaults: { daily: dailyCredits, concurrent: concurrentJobs },
        block: kinds.has('blocks') ? await limits.block(scope, memberId, now) : undefined,
        pauses: budget ? book.pausesNow(budget, now) : [],
        grants: kinds.has('grants') ? await limits.openGrants(scope, memberId, now) : [],
        day: await tallies.spent(scope, memberId, { from: today, to: today }),
        month: isMonthly ? await tallies.spent(scope, memberId, { from: `${month}-01`, to: `${month}-31` }) : new Map(),
        pools: await poolsOf(rows, scope, budget, now),
      },
    };
  };
}

export type AccountReader = ReturnType<typeof createReadAccount>;
