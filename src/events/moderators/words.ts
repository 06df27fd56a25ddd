import { type DiacriticsMode, diacriticsModes } from '../../core/words/rules.ts';
import type { WordRules } from '../../services/words.ts';
import { renderNotice } from '../../views/notices.ts';
import { renderWordAnswer, renderWords, wordChoices } from '../../views/words.ts';
import type { Actor } from '../shared/actor.ts';
import { type CommandInput, numberValue, textValue } from '../shared/payload.ts';
import type { ModeratorClick, ModeratorCommand } from './registry.ts';

/** `/words`: only moderators come here, and only they see what is answered. */
export function createWords(words: WordRules): ModeratorCommand & { readonly click: ModeratorClick } {
  const pageBody = async ({ scope, place }: Actor, page: number) =>
    renderWords(await words.page(scope, page), place.language);

  async function bodyOf(input: CommandInput, actor: Actor) {
    const { language } = actor.place;
    switch (input.subcommand) {
      case 'add':
        return renderWordAnswer(await words.add(actor, textValue(input, 'word') ?? '', modeIn(input)), language);
      case 'remove':
        return renderWordAnswer(await words.remove(actor, textValue(input, 'word') ?? ''), language);
      case 'list':
        return pageBody(actor, Math.max(1, numberValue(input, 'page') ?? 1));
      case 'test':
        return renderWordAnswer(await words.test(actor.scope, textValue(input, 'text') ?? ''), language);
      default:
        return renderNotice({ kind: 'unknown-command' }, language);
    }
  }

  return {
    async run(input, { actor, reply }) {
      await reply.show(await bodyOf(input, actor), true);
    },
    async suggest({ focused }, { scope }) {
      return wordChoices(await words.rules(scope), focused?.typed ?? '');
    },
    async click({ action, n }, { actor, reply }) {
      if (action !== 'list') {
        return void (await reply.show(renderNotice({ kind: 'unknown-button' }, actor.place.language), true));
      }
      await reply.update(await pageBody(actor, n));
    },
  };
}

function modeIn(input: CommandInput): DiacriticsMode {
  const named = textValue(input, 'diacritics');
  return diacriticsModes.find((mode) => mode === named) ?? 'auto';
}
