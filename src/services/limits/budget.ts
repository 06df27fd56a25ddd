import type { Clock } from '../../core/clock.ts';
import { partitionOf } from '../../core/job.ts';
import type { Language } from '../../core/language.ts';
import {
  type BudgetMonth,
  type BudgetNotice,
  type BudgetPlan,
  type Priced,
  planBudget,
} from '../../core/limits/budget.ts';
import type { Budget, Pause } from '../../core/limits/rules.ts';
import { endOfMonth, monthOf } from '../../core/periods.ts';
import type { DiscordApi, MessageBody } from '../delivery/discord-api.ts';
import { troubleOf } from '../delivery/discord-error.ts';
import type { Log } from '../log.ts';
import { createRounds, type Rounds } from '../rounds.ts';
import { readServerSettings } from '../settings.ts';
import type { DueBudget, Session, Store } from '../store/contract.ts';

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
export function createBudgets(commands: readonly Priced[]) {
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

export type Budgets = ReturnType<typeof createBudgets>;

const isSame = (next: BudgetMonth, known: BudgetMonth | undefined): boolean =>
  known !== undefined &&
  next.month === known.month &&
  next.credits === known.credits &&
  next.reached === known.reached &&
  next.told === known.told &&
  Object.keys(next.pauses).length === Object.keys(known.pauses).length &&
  Object.entries(next.pauses).every(([name, kept]) => known.pauses[name] === kept);

interface BudgetKeeperParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly api: Pick<DiscordApi, 'createMessage' | 'recentMessages'>;
  readonly budgets: Budgets;
  readonly render: (notice: BudgetNotice, language: Language) => MessageBody;
  readonly ownsPartition: (partition: number) => boolean;
}

interface ToTell {
  readonly month: BudgetMonth;
  readonly notice: BudgetNotice;
  readonly channelId: string | undefined;
}

const LATER_MS = 60_000;
const BATCH = 50;

/** Tells moderators how their budget stands, and ends pauses that nobody's request would end. */
export function createBudgetKeeper({
  store,
  clock,
  log,
  api,
  budgets,
  render,
  ownsPartition,
}: BudgetKeeperParts): Rounds {
  async function stateOf(session: Session, scope: string): Promise<BudgetState> {
    const { limits, tallies, budgetMonths } = session;
    return {
      scope,
      budget: await limits.budget(scope),
      pauses: await limits.pauses(scope),
      spent: await tallies.ofServer(scope, monthOf(clock.now())),
      known: await budgetMonths.of(scope),
    };
  }

  /** Puts the rows right, and says what is still to be told. */
  const settle = ({ scope, language }: DueBudget): Promise<ToTell | undefined> =>
    store.transaction(async (session) => {
      const now = clock.now();
      await session.ledger.lockServer(scope);
      await budgets.keep(session, await stateOf(session, scope), 0, language, now);
      const { budget, spent, known: month } = await stateOf(session, scope);
      if (!hasBudget(budget) || !month) return undefined;
      await session.budgetMonths.later(scope, month.reached > month.told ? now + LATER_MS : endOfMonth(now));
      if (month.reached <= month.told) return undefined;
      const paused = Object.entries(month.pauses).flatMap(([name, kept]) => (kept === 'paused' ? [name] : []));
      const { credits, channelId } = budget;
      return {
        month,
        channelId,
        notice: { percent: month.reached, spent, credits, resetsAt: endOfMonth(now), paused },
      };
    });

  /** False where the bot may not write. What was sent before a crash is found again, and not sent twice. */
  async function send(channelId: string, nonce: string, body: MessageBody): Promise<boolean> {
    try {
      const isThere = await api.recentMessages(channelId).then(
        (messages) => messages.some((message) => message.nonce === nonce),
        () => false,
      );
      if (!isThere) await api.createMessage(channelId, nonce, body, []);
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === 'later') throw error;
      log.info({ trouble }, 'budget notice not taken in a channel');
      return false;
    }
  }

  async function tell({ scope, language: guildLanguage }: DueBudget, { month, notice, channelId }: ToTell) {
    const { logChannel, language = guildLanguage } = await readServerSettings(store, scope);
    const body = render(notice, language);
    const nonce = nonceOf(scope, month.month, notice);
    let isTold = false;
    for (const channel of [channelId, logChannel]) {
      if (channel !== undefined && !isTold) isTold = await send(channel, nonce, body);
    }
    if (!isTold) log.warn({ scope }, 'budget notice: there is no channel to write it to');
    await store.budgetMonths.told(scope, month.month, notice.percent);
    await store.budgetMonths.later(scope, 0);
  }

  async function look(isRunning: () => boolean): Promise<boolean> {
    const found = await store.budgetMonths.due(clock.now(), BATCH);
    for (const due of found.filter(({ scope }) => ownsPartition(partitionOf(scope)))) {
      if (!isRunning()) return false;
      try {
        const toTell = await settle(due);
        if (toTell) await tell(due, toTell);
      } catch (error) {
        log.error({ err: error, scope: due.scope }, 'budget not looked after');
      }
    }
    return false;
  }

  return createRounds({ clock, look, onError: (error) => log.error({ err: error }, 'budgets not read') });
}

/** One a month, level and budget; Discord takes 25 characters. */
const nonceOf = (scope: string, month: string, { percent, credits }: BudgetNotice): string =>
  `B${month.replace('-', '')}-${percent}-${credits}-${scope}`.slice(0, 25);
