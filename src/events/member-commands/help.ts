import { memberCommands, moderatorCommands } from '../../commands/index.ts';
import type { Operation } from '../../core/operation.ts';
import type { Offer, OfferedCommand, OfferedOperation } from '../../core/pages.ts';
import { priceOf } from '../../core/prices.ts';
import { withCommonOptions } from '../../views/command-body.ts';
import { renderHelpFor } from '../../views/help-command.ts';
import { renderHelp } from '../../views/help-list.ts';
import { commandChoices, commandNamed } from '../../views/suggestions.ts';
import type { Actor } from '../actor.ts';
import type { InteractionPayload } from '../interaction-payload.ts';
import { standingOf } from '../moderator.ts';
import type { MemberCommandParts, PageAnswer } from './parts.ts';

type Parts = Pick<MemberCommandParts, 'store' | 'offeredNow' | 'prices' | 'facts'>;

/** What is really offered here and what it costs, or one command in detail. */
export function createHelpCommand({ store, offeredNow, prices, facts }: Parts) {
  const priced = (operation: Operation): OfferedOperation => ({
    ...operation,
    options: withCommonOptions(operation),
    priceList: Object.keys(operation.prices).map((tier) => ({ tier, credits: priceOf(prices, operation, tier) })),
  });

  async function offerFor(payload: InteractionPayload, actor: Actor): Promise<Offer> {
    const isModerator = (await standingOf(store, payload, actor)) === 'moderator';
    return {
      operations: offeredNow().map(priced),
      commands: memberCommands,
      moderation: isModerator ? moderatorCommands : [],
      disabledModels: facts().disabledModels,
    };
  }

  return {
    async showHelp(payload: InteractionPayload, actor: Actor, typed: string, answer: PageAnswer): Promise<void> {
      const { language } = actor.place;
      const offer = await offerFor(payload, actor);
      if (typed.trim() === '') return void (await answer.give(renderHelp(offer, language)));
      const command = find(offer, typed);
      await answer.give(
        command ? renderHelpFor(command, offer.disabledModels, language) : renderHelp(offer, language, typed),
      );
    },
    async suggest(payload: InteractionPayload, actor: Actor, typed: string) {
      const { operations, commands, moderation = [] } = await offerFor(payload, actor);
      return commandChoices([...operations, ...commands, ...moderation], typed, actor.place.language);
    },
  };
}

/** A subcommand is found by both of its names. */
const find = ({ operations, commands, moderation = [] }: Offer, typed: string) =>
  commandNamed([...operations, ...[...commands, ...moderation].flatMap(withParts)], typed);

const withParts = (command: OfferedCommand): readonly OfferedCommand[] => [
  command,
  ...(command.subcommands ?? []).map((inner) => ({
    ...inner,
    name: `${command.name} ${inner.name}`,
    localNames: { vi: `${command.localNames.vi} ${inner.localNames.vi}` },
  })),
];
