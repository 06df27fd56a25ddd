import type { Post } from '../../core/job.ts';
import { leftOf } from '../../core/limits/account.ts';
import { subjectOf } from '../../core/limits/subject.ts';
import type { Operation } from '../../core/operation.ts';
import { type Prices, priceOf } from '../../core/prices.ts';
import { createAdmit } from './admit.ts';
import { createBudgetBook } from './budget.ts';
import { createReadOverview } from './overview.ts';
import { type AccountRows, createReadAccount } from './read-account.ts';
import type { LimitSettings } from './settings.ts';

export interface LimitParts {
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
  const book = createBudgetBook(commands);
  const readAccount = createReadAccount(settings, book);
  return {
    ...createAdmit({ settings, readAccount, book }),
    readAccount,
    readOverview: createReadOverview(readAccount),
    book,
    /** What a member may still spend today on what a post is made with. */
    async left(rows: AccountRows, post: Pick<Post, 'scope' | 'ownerId' | 'place'>, command: string, now: number) {
      return leftOf((await readAccount(rows, subjectOf(post), now)).account, command);
    },
  };
}

export type LimitEngine = ReturnType<typeof createLimits>;
