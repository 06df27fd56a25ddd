import {
  type APIButtonComponentWithCustomId,
  type APIMediaGalleryComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { ShownFile } from '../core/card.ts';
import type { ChainStep } from '../core/chain.ts';
import { formatChainId, type PictureId } from '../core/custom-id.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';

/** What was handed in, and what is not told, are no steps. */
export const madeOf = (steps: readonly ChainStep[]): number => steps.filter(({ kind }) => kind === 'made').length;

export function stripGallery(
  { url, isSpoiler }: ShownFile,
  pictures: number,
  language: Language,
): APIMediaGalleryComponent {
  const description = textsFor(language).chain.stripAlt(pictures);
  return { type: ComponentType.MediaGallery, items: [{ media: { url }, description, spoiler: isSpoiler }] };
}

export function chainButton(
  deed: 'chain' | 'redo',
  picture: PictureId,
  language: Language,
): APIButtonComponentWithCustomId {
  const { history, repeat } = textsFor(language).chain;
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: deed === 'chain' ? history : repeat,
    custom_id: formatChainId({ deed, ...picture }),
  };
}
