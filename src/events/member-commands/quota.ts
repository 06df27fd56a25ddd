import type { QuotaPage } from '../../core/limit-overview.ts';
import { subjectOf } from '../../core/limits/subject.ts';
import { priceOf } from '../../core/prices.ts';
import { renderQuota } from '../../views/quota-page.ts';
import type { Actor } from '../actor.ts';
import type { MemberCommandParts, PageAnswer } from './parts.ts';

type Parts = Pick<MemberCommandParts, 'store' | 'clock' | 'limits' | 'offeredNow' | 'prices'>;

/** What the member has left here, and what it costs. */
export function createQuotaCommand({ store, clock, limits, offeredNow, prices }: Parts) {
  async function read(actor: Actor): Promise<QuotaPage> {
    const commands = offeredNow();
    const question = { subject: subjectOf(actor), command: undefined, commands, now: clock.now() };
    return {
      ...(await limits.readOverview(store, question)),
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
