import { memberCommands } from '../../commands/index.ts';
import type { Operation } from '../../core/operation.ts';
import type { Offer, OfferedOperation } from '../../core/pages.ts';
import { priceOf } from '../../core/prices.ts';
import { withCommonOptions } from '../../views/command-body.ts';
import { renderHelpFor } from '../../views/help-command.ts';
import { renderHelp } from '../../views/help-list.ts';
import { commandChoices, commandNamed } from '../../views/suggestions.ts';
import type { Actor } from '../actor.ts';
import type { MemberCommandParts, PageAnswer } from './parts.ts';

type Parts = Pick<MemberCommandParts, 'offeredNow' | 'prices' | 'facts'>;

/** What is really offered here and what it costs, or one command in detail. */
export function createHelpCommand({ offeredNow, prices, facts }: Parts) {
  const priced = (operation: Operation): OfferedOperation => ({
    ...operation,
    options: withCommonOptions(operation),
    priceList: Object.keys(operation.prices).map((tier) => ({ tier, credits: priceOf(prices, operation, tier) })),
  });
  const offer = (): Offer => ({
    operations: offeredNow().map(priced),
    commands: memberCommands,
    disabledModels: facts().disabledModels,
  });

  return {
    async showHelp({ place: { language } }: Actor, typed: string, answer: PageAnswer): Promise<void> {
      if (typed.trim() === '') return void (await answer.give(renderHelp(offer(), language)));
      const command = find(offer(), typed);
      const { disabledModels } = offer();
      await answer.give(
        command ? renderHelpFor(command, disabledModels, language) : renderHelp(offer(), language, typed),
      );
    },
    suggest: ({ place }: Actor, typed: string) =>
      commandChoices([...offer().operations, ...memberCommands], typed, place.language),
  };
}

const find = ({ operations, commands }: Offer, typed: string) => commandNamed([...operations, ...commands], typed);
