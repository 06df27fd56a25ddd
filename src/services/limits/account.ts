import { counted, type Decision } from '../../core/limits/decide.ts';
import type { Account, Pace, Pool } from '../../core/limits/judge.ts';
import { isServer, type Subject } from '../../core/limits/rules.ts';
import { dayOf, monthOf } from '../../core/periods.ts';
import type { LimitKind, Session } from '../store/contract.ts';
import { type BudgetState, type Budgets, hasBudget } from './budget.ts';

/** What the operator set for everybody. */
export interface LimitSettings {
  /** Where no rule says anything, for each member. */
  readonly dailyCredits: number;
  readonly concurrentJobs: number;
  /** Of a month; no rule raises them. */
  readonly serverMonthlyCredits?: number | undefined;
  readonly operatorMonthlyCredits?: number | undefined;
}

export type AccountRows = Pick<Session, 'limits' | 'tallies' | 'budgetMonths'>;

interface ReadAccount {
  readonly account: Account;
  /** Undefined where the server has, and had, none. */
  readonly budget: BudgetState | undefined;
}

const NONE: ReadonlySet<LimitKind> = new Set();

/** Everything that limits go by. Where a server set nothing, it is one question more than what was spent today. */
export function createReadAccount(settings: LimitSettings, budgets: Budgets) {
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
        pauses: budget ? budgets.pausesNow(budget, now) : [],
        grants: kinds.has('grants') ? await limits.openGrants(scope, memberId, now) : [],
        day: await tallies.spent(scope, memberId, { from: today, to: today }),
        month: isMonthly ? await tallies.spent(scope, memberId, { from: `${month}-01`, to: `${month}-31` }) : new Map(),
        pools: await poolsOf(rows, scope, budget, now),
      },
    };
  };
}

export type AccountReader = ReturnType<typeof createReadAccount>;

/** The longest that moderators may set between two jobs. */
const LONGEST_COOLDOWN_MS = 86_400_000;

/** What is in the works and when it was last asked for; `goesOnWith`: a request that is there already, and not new. */
export async function readPace(
  { jobs, tallies }: Pick<Session, 'jobs' | 'tallies'>,
  { scope, memberId }: Subject,
  { concurrent, cooldown }: Pick<Decision, 'concurrent' | 'cooldown'>,
  now: number,
  goesOnWith?: string,
): Promise<Pace> {
  const among = { operation: counted(concurrent), exceptPost: goesOnWith };
  const running = await jobs.countRunning(scope, memberId, among);
  const isPaced = (cooldown.value ?? 0) > 0 && goesOnWith === undefined;
  const days = { from: dayOf(now - LONGEST_COOLDOWN_MS), to: dayOf(now) };
  return { running, lastAt: isPaced ? await tallies.lastAsked(scope, memberId, days, counted(cooldown)) : undefined };
}
