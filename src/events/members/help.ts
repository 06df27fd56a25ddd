import { memberCommands, moderatorCommands } from '../../commands/index.ts';
import { limits } from '../../commands/limits.ts';
import { settingsWords } from '../../commands/settings.ts';
import type { Language } from '../../core/language.ts';
import { type Catalog, type Operation, type Prices, priceOf } from '../../core/operation.ts';
import type { Offer, OfferedCommand, OfferedOperation } from '../../core/pages.ts';
import type { Store } from '../../services/store/contract.ts';
import { commandChoices, findCommand } from '../../views/autocomplete.ts';
import { withCommonOptions } from '../../views/command-body.ts';
import { renderHelp, renderHelpFor } from '../../views/help.ts';
import { limitExamples } from '../../views/limits/answers.ts';
import { createWording } from '../../views/limits/items.ts';
import { standingOf } from '../shared/moderator.ts';
import type { PageAnswer, Question } from '../shared/reply.ts';

interface Parts {
  readonly store: Store;
  readonly catalog: Pick<Catalog, 'offeredNow' | 'factsNow'>;
  readonly prices: Prices;
}

/** What is really offered here and what it costs, or one command in detail. */
export function createHelpCommand({ store, catalog, prices }: Parts) {
  const priced = (operation: Operation): OfferedOperation => ({
    ...operation,
    options: withCommonOptions(operation),
    priceList: Object.keys(operation.prices).map((tier) => ({ tier, credits: priceOf(prices, operation, tier) })),
  });

  async function offerFor({ payload, actor }: Question): Promise<Offer> {
    const isModerator = (await standingOf(store, payload, actor)) === 'moderator';
    return {
      operations: catalog.offeredNow().map(priced),
      commands: memberCommands,
      moderation: isModerator ? moderatorCommands : [],
      disabledModels: catalog.factsNow().disabledModels,
    };
  }

  return {
    async showHelp(question: Question, typed: string, answer: PageAnswer): Promise<void> {
      const { language } = question.actor.place;
      const offer = await offerFor(question);
      if (typed.trim() === '') return void (await answer.give(renderHelp(offer, language)));
      const command = find(offer, typed);
      if (!command) return void (await answer.give(renderHelp(offer, language, typed)));
      const shown = command.name === limits.name ? { ...command, examples: examplesOf(offer, language) } : command;
      await answer.give(renderHelpFor(shown, offer.disabledModels, language));
    },
    async suggest(question: Question, typed: string) {
      const { operations, commands, moderation = [] } = await offerFor(question);
      return commandChoices([...operations, ...commands, ...moderation], typed, question.actor.place.language);
    },
  };
}

const examplesOf = ({ operations }: Offer, language: Language) =>
  limitExamples(createWording({ limits, settings: settingsWords }, operations, language));

/** A subcommand is found by both of its names. */
const find = ({ operations, commands, moderation = [] }: Offer, typed: string) =>
  findCommand([...operations, ...[...commands, ...moderation].flatMap(withParts)], typed);

const withParts = (command: OfferedCommand): readonly OfferedCommand[] => [
  command,
  ...(command.subcommands ?? []).map((inner) => ({
    ...inner,
    name: `${command.name} ${inner.name}`,
    localNames: { vi: `${command.localNames.vi} ${inner.localNames.vi}` },
  })),
];
