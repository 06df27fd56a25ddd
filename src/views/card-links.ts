import { type APIButtonComponentWithURL, ButtonStyle, ComponentType } from 'discord.js';
import type { CardState, FinishedPicture } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';

const MOST_BUTTONS = 10;
const URL_LIMIT = 512;
const TEXT_LIMIT = 500;
const SEPARATOR = ' · ';

export interface OriginalLink {
  readonly label: string;
  readonly url: string;
}

/** The originals: as buttons, and in words those for which no button is left. */
export interface CardLinks {
  readonly buttons: readonly APIButtonComponentWithURL[];
  readonly text: string;
}

export function cardLinks(state: CardState, language: Language): CardLinks {
  const links = originals(state.pictures, language);
  const buttons = links.slice(0, MOST_BUTTONS).map(linkButton);
  return { buttons, text: linkText(links.slice(MOST_BUTTONS)) };
}

export const linkButton = ({ label, url }: OriginalLink): APIButtonComponentWithURL => ({
  type: ComponentType.Button,
  style: ButtonStyle.Link,
  label,
  url,
});

type LinkedPicture = Pick<FinishedPicture, 'file' | 'link' | 'width' | 'height'>;

/** A picture that may not be shown here is not linked here either. */
export function originals(pictures: readonly LinkedPicture[], language: Language): readonly OriginalLink[] {
  const { card } = textsFor(language);
  return pictures.flatMap((picture, index) => {
    const url = picture.file && usableUrl(picture.link);
    if (!url) return [];
    const size = sizeOf(picture);
    return [{ url, label: pictures.length === 1 ? card.openFullSize(size) : card.openFullSizeOf(index + 1, size) }];
  });
}

function linkText(links: readonly OriginalLink[]): string {
  let text = '';
  for (const { label, url } of links) {
    const part = `[${label}](<${url}>)`;
    if (text.length + SEPARATOR.length + part.length > TEXT_LIMIT) break;
    text += text === '' ? part : SEPARATOR + part;
  }
  return text;
}

function usableUrl(link: string | undefined): string | undefined {
  const url = link === undefined ? null : URL.parse(link);
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.href.length > URL_LIMIT) return undefined;
  return url.href;
}

const sizeOf = ({ width, height }: LinkedPicture): string | undefined =>
  width > 0 && height > 0 ? `${width}×${height}` : undefined;
