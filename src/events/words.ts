import { type DiacriticsMode, diacriticsModes } from '../core/words/rule.ts';
import type { WordBook } from '../services/words/word-book.ts';
import { renderNotice } from '../views/notices.ts';
import { renderWordAnswer, renderWords, wordChoices } from '../views/words-page.ts';
import type { Actor } from './actor.ts';
import { type CommandInput, numberValue, textValue } from './command-input.ts';
import type { ModClick, ModDesk } from './moderator-commands.ts';
import type { Reply } from './reply.ts';

/** `/words`: only moderators come here, and only they see what is answered. */
export function createWords(book: WordBook): ModDesk & { readonly click: ModClick } {
  const pageBody = async ({ scope, place }: Actor, page: number) =>
    renderWords(await book.page(scope, page), place.language);

  async function bodyOf(input: CommandInput, actor: Actor) {
    const { language } = actor.place;
    switch (input.subcommand) {
      case 'add':
        return renderWordAnswer(await book.add(actor, textValue(input, 'word') ?? '', modeIn(input)), language);
      case 'remove':
        return renderWordAnswer(await book.remove(actor, textValue(input, 'word') ?? ''), language);
      case 'list':
        return pageBody(actor, Math.max(1, numberValue(input, 'page') ?? 1));
      case 'test':
        return renderWordAnswer(await book.test(actor.scope, textValue(input, 'text') ?? ''), language);
      default:
        return renderNotice({ kind: 'unknown-command' }, language);
    }
  }

  return {
    async run(input, actor, reply) {
      await reply.show(await bodyOf(input, actor), true);
    },
    async suggest({ focused }, { scope }) {
      return wordChoices(await book.rules(scope), focused?.typed ?? '');
    },
    async click({ deed, n }, actor, reply: Reply) {
      if (deed !== 'list') {
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
