import type { Clock } from '../../core/clock.ts';
import type { CreditPrice } from '../../core/credit-price.ts';
import type { QuotaPage } from '../../core/limits/pages.ts';
import { subjectOf } from '../../core/limits/rules.ts';
import { type Catalog, type Prices, priceOf } from '../../core/operation.ts';
import type { LimitEngine } from '../../services/limits/limits.ts';
import type { Store } from '../../services/store/contract.ts';
import { renderQuota } from '../../views/limits/quota.ts';
import type { Actor } from '../shared/actor.ts';
import type { PageAnswer } from '../shared/reply.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: Pick<LimitEngine, 'readOverview'>;
  readonly catalog: Pick<Catalog, 'offeredNow'>;
  readonly prices: Prices;
  readonly creditPrice: CreditPrice | undefined;
}

/** What the member has left here, and what it costs. */
export function createQuotaCommand({ store, clock, limits, catalog, prices, creditPrice }: Parts) {
  async function read(actor: Actor): Promise<QuotaPage> {
    const commands = catalog.offeredNow();
    const question = { subject: subjectOf(actor), command: undefined, commands, now: clock.now() };
    return {
      ...(await limits.readOverview(store, question)),
      creditPrice,
      prices: commands.map((command) => {
        const all = Object.keys(command.prices).map((tier) => priceOf(prices, command, tier));
        return { command, cheapest: Math.min(...all), dearest: Math.max(...all) };
      }),
    };
  }

  return async function showQuota(actor: Actor, answer: PageAnswer): Promise<void> {
    const page = await read(actor);
    await answer.give(renderQuota(page, actor.place.language));
  };
}
