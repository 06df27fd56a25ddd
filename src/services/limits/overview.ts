import type { LimitOverview, QuotaException } from '../../core/limit-overview.ts';
import { type Account, decisionFor, leftOf } from '../../core/limits/account.ts';
import { counted, type Decision } from '../../core/limits/decide.ts';
import { ownCredits } from '../../core/limits/spending.ts';
import type { Subject } from '../../core/limits.ts';
import { endOfDay, endOfMonth } from '../../core/periods.ts';
import type { CommandName } from '../../core/refusal.ts';
import type { Session } from '../store/contract.ts';
import type { AccountReader } from './read-account.ts';
import { readTurn } from './read-turn.ts';

type Rows = Pick<Session, 'limits' | 'tallies' | 'budgetMonths' | 'jobs'>;

interface Question {
  readonly subject: Subject;
  readonly command: CommandName | undefined;
  /** Those for which something of their own may hold. */
  readonly commands: readonly CommandName[];
  readonly now: number;
}

export interface Overview {
  readonly overview: LimitOverview;
  readonly exceptions: readonly QuotaException[];
}

/** How a member stands, without changing anything. */
export function createReadOverview(readAccount: AccountReader) {
  return async function readOverview(rows: Rows, { subject, command, commands, now }: Question): Promise<Overview> {
    const { account } = await readAccount(rows, subject, now, true);
    const decision = decisionFor(account, command?.name);
    const { running, lastAt } = await readTurn(rows, subject, decision, now);
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

export type ReadOverview = ReturnType<typeof createReadOverview>;

const isOwn = (decision: Decision): boolean => Object.values(decision).some((ruling) => counted(ruling) !== undefined);

function exceptionsOf(account: Account, commands: readonly CommandName[]): readonly QuotaException[] {
  return commands.flatMap((command) => {
    const decision = decisionFor(account, command.name);
    return isOwn(decision) ? [{ command, decision, left: leftOf(account, command.name) }] : [];
  });
}
