import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Operation } from '../core/operation.ts';
import { createLimitsDesk } from '../events/limits/desk.ts';
import { createWhy } from '../events/limits/why.ts';
import { createLimitChanges } from '../services/limit-changes/limit-changes.ts';
import type { LimitEngine } from '../services/limits/create-limits.ts';
import type { Store } from '../services/store/contract.ts';

export interface LimitsParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly offered: readonly Operation[];
  readonly limits: Pick<LimitEngine, 'readOverview'>;
}

export const openLimitsDesk = ({ config, store, clock, offered, limits }: LimitsParts) =>
  createLimitsDesk({
    store,
    clock,
    changes: createLimitChanges({ store, clock }),
    operations: offered,
    why: createWhy({ store, clock, limits, operations: offered }),
    operator: {
      daily: config.DEFAULT_DAILY_CREDITS,
      concurrent: config.DEFAULT_CONCURRENT_JOBS,
      serverMonthly: config.SERVER_MONTHLY_CREDITS,
    },
  });
