import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { CardState, CardStatus } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { actionButtons, rows } from './card-buttons.ts';
import { gallery } from './card-gallery.ts';
import { cardLinks } from './card-links.ts';
import { outcomeLines } from './card-outcome.ts';
import { parentLine } from './card-parent.ts';
import { settingsLine } from './card-settings.ts';
import { statusLines } from './card-status.ts';
import { creditLine } from './consent.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';
import { resultRows } from './result-buttons.ts';

const PROMPT_LIMIT = 500;

const accents = {
  queued: 0x80848e,
  working: 0x5865f2,
  finished: 0x23a55a,
  failed: 0xf23f43,
  cancelled: 0x80848e,
  restarted: 0xf0b232,
} as const satisfies Record<CardStatus['kind'], number>;

/** The one message of a post, whatever its state. */
export function renderCard(state: CardState, language: Language): MessageBody {
  const links = cardLinks(state, language);
  const pictures = gallery(state, language);
  const components: APIComponentInContainer[] = [
    textDisplay(heading(state, language)),
    ...texts([...statusLines(state, language), ...outcomeLines(state, language)]),
    ...(pictures ? [pictures] : []),
    ...zipFile(state),
    ...texts([settingsLine(state, language), zipLink(state, language), links.text]),
    textDisplay(footer(state, language)),
    ...rows(links.buttons),
    ...rows(actionButtons(state, language)),
    ...resultRows(state, language),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: accents[state.status.kind], components }]);
}

const isAttached = (url: string): boolean => url.startsWith('attachment://');

function zipFile({ batch, pictures }: CardState): APIComponentInContainer[] {
  if (!batch?.zip || !isAttached(batch.zip)) return [];
  const spoiler = pictures.some(({ file }) => file?.isSpoiler);
  return [{ type: ComponentType.File, file: { url: batch.zip }, ...(spoiler && { spoiler }) }];
}

const zipLink = ({ batch }: CardState, language: Language): string =>
  batch?.zip && !isAttached(batch.zip) ? `[${textsFor(language).card.zip}](<${batch.zip}>)` : '';

const texts = (lines: readonly string[]) => {
  const content = lines.filter((line) => line !== '').join('\n');
  return content === '' ? [] : [textDisplay(content)];
};

function heading(state: CardState, language: Language): string {
  const { operation, ownerId, input } = state;
  const about = [...parentLine(state, language), ...creditLine(state, language)];
  const title = [`**${inert(operation.title[language], 60)}** · <@${ownerId}>`, ...about].join('\n');
  const prompt = typeof input['prompt'] === 'string' ? inert(input['prompt'], PROMPT_LIMIT) : '';
  return prompt === '' ? title : `${title}\n> ${prompt}`;
}

function footer({ price, charged, left, jobId, isCopy }: CardState, language: Language): string {
  const { card } = textsFor(language);
  const paid = isCopy ? [] : [card.price(price, charged)];
  const money = [...paid, ...(left === undefined ? [] : [card.left(left)])].join(' · ');
  return [...(money === '' ? [] : [money]), card.job(code(jobId, 40))].map((line) => `-# ${line}`).join('\n');
}
