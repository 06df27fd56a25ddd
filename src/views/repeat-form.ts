import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import { formatChainId, type PictureId } from '../core/custom-id.ts';
import type { Language, Localized } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { inert } from './markup.ts';

/** Asks for the picture on which the steps are to be repeated, and says which they are and what they cost. */
export function renderRepeatForm(
  picture: PictureId,
  titles: readonly Localized[],
  credits: number,
  language: Language,
): APIModalInteractionResponseCallbackData {
  const { chain } = textsFor(language);
  const names = titles.map((title) => inert(title[language], 60));
  return {
    custom_id: formatChainId({ deed: 'redo', ...picture }),
    title: chain.repeatTitle,
    components: [
      { type: ComponentType.TextDisplay, content: chain.repeatAbout(names, credits) },
      {
        type: ComponentType.Label,
        label: chain.repeatPicture,
        component: {
          type: ComponentType.FileUpload,
          custom_id: 'picture',
          min_values: 1,
          max_values: 1,
          required: true,
        },
      },
    ],
  };
}
