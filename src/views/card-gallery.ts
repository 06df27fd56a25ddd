import { type APIMediaGalleryComponent, ComponentType } from 'discord.js';
import type { CardState, FinishedPicture } from '../core/card.ts';
import type { Language } from '../core/language.ts';
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
