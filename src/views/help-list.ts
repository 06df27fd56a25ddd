import { ComponentType } from 'discord.js';
import type { Language } from '../core/language.ts';
import type { Offer, OfferedOperation } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';
import { commandNamed } from './option-names.ts';
import { fitting } from './page-lines.ts';

const ACCENT = 0x5865f2;
const TEXT_LIMIT = 3600;

/** Everything that is offered here; `unknown` is what was asked for and is not. */
export function renderHelp(offer: Offer, language: Language, unknown?: string): MessageBody {
  const { operations, commands, moderation = [] } = offer;
  const { help } = textsFor(language).pages;
  const lines = [
    unknown === undefined ? help.title : help.unknown(inert(unknown, 40)),
    help.pictures,
    ...operations.map((each) => `${line(each, language)} · ${priceText(each, language)}`),
    help.others,
    ...commands.map((each) => line(each, language)),
    ...(moderation.length > 0 ? [help.moderation] : []),
    ...moderation.map((each) => line(each, language)),
  ];
  return messageBody([
    {
      type: ComponentType.Container,
      accent_color: ACCENT,
      components: [textDisplay(fitting(lines, TEXT_LIMIT).kept.join('\n')), textDisplay(`-# ${help.hint}`)],
    },
  ]);
}

function line(command: Pick<OfferedOperation, 'name' | 'localNames' | 'description'>, language: Language): string {
  return `${commandNamed(command, language)} ${command.description[language]}`;
}

function priceText({ priceList }: OfferedOperation, language: Language): string {
  const credits = priceList.map((each) => each.credits);
  return textsFor(language).pages.help.price(Math.min(...credits), Math.max(...credits));
}
