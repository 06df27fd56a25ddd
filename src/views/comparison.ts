import { ComponentType } from 'discord.js';
import type { Language, Localized } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';

/** Two pictures in one. */
export function renderComparison(title: Localized, url: string, isSpoiler: boolean, language: Language): MessageBody {
  const { compared, comparedAlt } = textsFor(language).results;
  return messageBody([
    textDisplay(compared(inert(title[language], 60))),
    { type: ComponentType.MediaGallery, items: [{ media: { url }, description: comparedAlt, spoiler: isSpoiler }] },
  ]);
}
