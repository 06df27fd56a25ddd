import type { Post } from '../../core/job.ts';
import { counted, type Decision } from '../../core/limits/decide.ts';
import { type Account, decisionFor, leftOf, ownCredits } from '../../core/limits/judge.ts';
import type { LimitOverview, QuotaException } from '../../core/limits/pages.ts';
import { type Subject, subjectOf } from '../../core/limits/rules.ts';
import { type Operation, type Prices, priceOf } from '../../core/operation.ts';
import { endOfDay, endOfMonth } from '../../core/periods.ts';
import type { CommandName } from '../../core/refusal.ts';
import type { Session } from '../store/contract.ts';
import { type AccountReader, type AccountRows, createReadAccount, type LimitSettings, readPace } from './account.ts';
import { createEnter } from './admit.ts';
import { createBudgets } from './budget.ts';

type Rows = Pick<Session, 'limits' | 'tallies' | 'budgetMonths' | 'jobs'>;

interface Question {
  readonly subject: Subject;
  readonly command: CommandName | undefined;
  /** Those for which something of their own may hold. */
  readonly commands: readonly CommandName[];
  readonly now: number;
}

interface Overview {
  readonly overview: LimitOverview;
  readonly exceptions: readonly QuotaException[];
}

/** How a member stands, without changing anything. */
function createReadOverview(readAccount: AccountReader) {
  return async function readOverview(rows: Rows, { subject, command, commands, now }: Question): Promise<Overview> {
    const { account } = await readAccount(rows, subject, now, true);
    const decision = decisionFor(account, command?.name);
    const { running, lastAt } = await readPace(rows, subject, decision, now);
    const nextAt = (lastAt ?? 0) + (decision.cooldown.value ?? 0) * 1000;
    const nameOf = (name: string) => commands.find((each) => each.name === name) ?? { name, localNames: { vi: name } };
    const overview: LimitOverview = {
      memberId: subject.memberId,
      command,
      decision,
      spentToday: ownCredits(account.day, counted(decision.daily)),
      spentThisMonth: ownCredits(account.month, counted(decision.monthly)),
      left: leftOf(account, command?.name),
      running,
      nextAt: nextAt > now ? nextAt : undefined,
      grants: account.grants,
      block: account.block,
      pauses: account.pauses.map((pause) => ({
        cause: pause.cause,
        command: pause.command === undefined ? undefined : nameOf(pause.command),
      })),
      pools: account.pools,
      dayEndsAt: endOfDay(now),
      monthEndsAt: endOfMonth(now),
    };
    return { overview, exceptions: exceptionsOf(account, commands) };
  };
}

const isOwn = (decision: Decision): boolean => Object.values(decision).some((ruling) => counted(ruling) !== undefined);

function exceptionsOf(account: Account, commands: readonly CommandName[]): readonly QuotaException[] {
  return commands.flatMap((command) => {
    const decision = decisionFor(account, command.name);
    return isOwn(decision) ? [{ command, decision, left: leftOf(account, command.name) }] : [];
  });
}

interface LimitParts {
  readonly settings: LimitSettings;
  readonly prices: Prices;
  readonly operations: readonly Operation[];
}

/** The one who knows what members may have. */
export function createLimits({ settings, prices, operations }: LimitParts) {
  const commands = operations.map((operation) => ({
    name: operation.name,
    price: Math.max(...Object.keys(operation.prices).map((tier) => priceOf(prices, operation, tier))),
  }));
  const budgets = createBudgets(commands);
  const readAccount = createReadAccount(settings, budgets);
  return {
    enter: createEnter({ settings, readAccount, budgets }),
    readAccount,
    readOverview: createReadOverview(readAccount),
    budgets,
    /** What a member may still spend today on what a post is made with. */
    async left(rows: AccountRows, post: Pick<Post, 'scope' | 'ownerId' | 'place'>, command: string, now: number) {
      return leftOf((await readAccount(rows, subjectOf(post), now)).account, command);
    },
  };
}

export type LimitEngine = ReturnType<typeof createLimits>;
