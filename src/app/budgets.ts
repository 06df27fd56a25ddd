import { operations } from '../commands/index.ts';
import type { Clock } from '../core/clock.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { Rounds } from '../services/jobs/rounds.ts';
import { createBudgetKeeper } from '../services/limits/budget-keeper.ts';
import type { LimitEngine } from '../services/limits/create-limits.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import { renderBudgetNotice } from '../views/budget-notice.ts';

interface BudgetParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly limits: LimitEngine;
  readonly ownsPartition: (partition: number) => boolean;
}

/** Notices of budgets, and pauses that end by themselves. */
export const openBudgets = ({ discord, limits, ...parts }: BudgetParts): Rounds =>
  createBudgetKeeper({
    ...parts,
    api: discord,
    book: limits.book,
    render: (notice, language) => renderBudgetNotice(notice, operations, language),
  });
