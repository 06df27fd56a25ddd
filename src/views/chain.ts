import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIMediaGalleryComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { ShownFile } from '../core/card.ts';
import type { ChainPage, ChainStep, MadeStep } from '../core/chain.ts';
import { formatChainId, formatPictureId, type PictureId } from '../core/custom-ids.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { inert, plain } from './markup.ts';
import { type MessageBody, messageBody, relativeTime, textDisplay } from './message-body.ts';
import { ACCENT, fitting } from './page.ts';

/** What was handed in, and what is not told, are no steps. */
const madeOf = (steps: readonly ChainStep[]): number => steps.filter(({ kind }) => kind === 'made').length;

function stripGallery({ url, isSpoiler }: ShownFile, pictures: number, language: Language): APIMediaGalleryComponent {
  const description = textsFor(language).chain.stripAlt(pictures);
  return { type: ComponentType.MediaGallery, items: [{ media: { url }, description, spoiler: isSpoiler }] };
}

function chainButton(action: 'chain' | 'redo', picture: PictureId, language: Language): APIButtonComponentWithCustomId {
  const { history, repeat } = textsFor(language).chain;
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: action === 'chain' ? history : repeat,
    custom_id: formatChainId({ action, ...picture }),
  };
}

const TEXT_LIMIT = 3200;
const TITLE_LIMIT = 40;
const PROMPT_LIMIT = 60;
const MOST_CHOICES = 25;
const LABEL_LIMIT = 100;

/** How a picture came about: all steps in one picture and in words, and a way back to each. */
export function renderChain(page: ChainPage, language: Language): MessageBody {
  const { chain } = textsFor(language);
  const { steps, strip, earlier, later, jobId, n } = page;
  const { kept, left } = fitting(
    steps.map((step, index) => stepLine(step, index + 1, language)),
    TEXT_LIMIT,
  );
  const notes = [
    ...(earlier > 0 ? [chain.earlier(earlier)] : []),
    ...kept,
    ...(left > 0 ? [chain.untold(left)] : []),
    ...(later.length > 0 ? [chain.later(later.length)] : []),
  ];
  const components: APIComponentInContainer[] = [
    textDisplay(chain.title(earlier + madeOf(steps))),
    ...(strip ? [stripGallery(strip, madeOf(steps), language)] : []),
    textDisplay(notes.join('\n')),
    ...branchMenu(page, language),
    textDisplay(`-# ${chain.hint}`),
    ...rows([chainButton('redo', { subject: jobId, n }, language)]),
  ];
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

function stepLine(step: ChainStep, number: number, language: Language): string {
  const { card, chain, pages } = textsFor(language);
  if (step.kind === 'gap') return `**${number}.** …`;
  if (step.kind === 'source') return `**${number}. ${chain.source}**`;
  const about = [
    `**${number}. ${inert(step.title[language], TITLE_LIMIT)}**`,
    card.price(step.price, step.charged),
    relativeTime(step.at),
    ...(step.message ? [`[${pages.toMessage}](<${step.message}>)`] : []),
  ].join(' · ');
  const prompt = inert(step.prompt ?? '', PROMPT_LIMIT);
  return prompt === '' ? about : `${about}\n> ${prompt}`;
}

function branchMenu({ steps, later, jobId, n }: ChainPage, language: Language): APIComponentInContainer[] {
  const { chain } = textsFor(language);
  const options = [
    ...steps.flatMap((step, index) =>
      step.kind === 'made' ? [choiceOf(step, `${index + 1}. ${step.title[language]}`, language)] : [],
    ),
    ...later.map((step) => choiceOf(step, chain.laterChoice(step.title[language]), language)),
  ].slice(0, MOST_CHOICES);
  if (options.length === 0) return [];
  const custom_id = formatChainId({ action: 'branch', subject: jobId, n });
  return [
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.StringSelect, custom_id, placeholder: chain.branch, options }],
    },
  ];
}

function choiceOf({ jobId, n, prompt }: MadeStep, label: string, language: Language): APISelectMenuOption {
  const description = plain(prompt ?? '', LABEL_LIMIT);
  return {
    label: plain(label, LABEL_LIMIT) || textsFor(language).chain.branch,
    value: formatPictureId({ subject: jobId, n }),
    ...(description && { description }),
  };
}

const MOST_COMPONENTS = 40;
const STRIP = 1;
/** A row and its two. */
const BUTTONS = 3;

/** A card with the chain of its picture below it, as far as there is room. */
export function withChain(
  body: MessageBody,
  { jobId, n, strip, steps }: Pick<ChainPage, 'jobId' | 'n' | 'strip' | 'steps'>,
  language: Language,
): MessageBody {
  const room = MOST_COMPONENTS - countComponents(body.components);
  const picture = { subject: jobId, n };
  const buttons = rows([chainButton('chain', picture, language), chainButton('redo', picture, language)]);
  return {
    ...body,
    components: [
      ...body.components,
      ...(strip && room >= STRIP + BUTTONS ? [stripGallery(strip, madeOf(steps), language)] : []),
      ...(room >= BUTTONS ? buttons : []),
    ],
  };
}

function countComponents(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each: unknown) => sum + countComponents(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const inner = 'components' in value ? countComponents(value.components) : 0;
  return 1 + inner + ('accessory' in value ? countComponents(value.accessory) : 0);
}
