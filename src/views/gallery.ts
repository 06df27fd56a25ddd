import {
  type APIButtonComponentWithURL,
  type APIMediaGalleryComponent,
  type APIThumbnailComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { CardState, FinishedPicture, ShownFile } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { plain } from './markup.ts';

/** Discord's limits: pictures of a gallery, characters of alt text. */
const MOST_PICTURES = 10;
const ALT_TEXT_LIMIT = 1024;

type Shown = Pick<CardState, 'altText'> & { readonly pictures: readonly Pick<FinishedPicture, 'file'>[] };

export function gallery({ pictures, altText }: Shown, language: Language): APIMediaGalleryComponent | undefined {
  const description = plain(altText[language], ALT_TEXT_LIMIT);
  const items = pictures
    .flatMap(({ file }) => (file ? [file] : []))
    .slice(0, MOST_PICTURES)
    .map(({ url, isSpoiler }) => ({
      media: { url },
      ...(description && { description }),
      spoiler: isSpoiler,
    }));
  return items.length > 0 ? { type: ComponentType.MediaGallery, items } : undefined;
}

/** Small, beside words. */
export function thumbnail(
  { url, isSpoiler: spoiler }: ShownFile,
  { altText }: Pick<CardState, 'altText'>,
  language: Language,
): APIThumbnailComponent {
  const description = plain(altText[language], ALT_TEXT_LIMIT);
  return { type: ComponentType.Thumbnail, media: { url }, ...(description && { description }), spoiler };
}

const URL_LIMIT = 512;
const TEXT_LIMIT = 1400;
const SEPARATOR = ' · ';

interface OriginalLink {
  readonly label: string;
  readonly url: string;
}

/** The originals: of one picture as a button, of several as a line; each is in its picture's own menu, too. */
interface CardLinks {
  readonly buttons: readonly APIButtonComponentWithURL[];
  readonly text: string;
}

export function cardLinks({ pictures }: CardState, language: Language): CardLinks {
  if (pictures.length > 1) return { buttons: [], text: linkText(pictures, language) };
  return { buttons: originals(pictures, language).map(linkButton), text: '' };
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

function linkText(pictures: readonly LinkedPicture[], language: Language): string {
  const { fullSizes, number } = textsFor(language).card;
  const links = pictures.flatMap(({ file, link }, index) => {
    const url = file && usableUrl(link);
    return url ? [`[${number(index + 1)}](<${url}>)`] : [];
  });
  let text = '';
  for (const part of links) {
    if (text.length + SEPARATOR.length + part.length > TEXT_LIMIT) break;
    text += text === '' ? part : SEPARATOR + part;
  }
  return text === '' ? '' : `-# ${fullSizes} ${text}`;
}

function usableUrl(link: string | undefined): string | undefined {
  const url = link === undefined ? null : URL.parse(link);
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.href.length > URL_LIMIT) return undefined;
  return url.href;
}

const sizeOf = ({ width, height }: LinkedPicture): string | undefined =>
  width > 0 && height > 0 ? `${width}×${height}` : undefined;
