import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import { type BatchId, formatBatchId } from '../core/custom-id.ts';
import type { Language, Localized } from '../core/language.ts';
import { textsFor } from '../i18n/index.ts';
import { plain } from './markup.ts';

export const MOST_FILES = 10;

export interface BatchChoice {
  readonly value: string;
  readonly name: Localized;
  /** Credits of one picture. */
  readonly price: number;
}

/** Asks for the pictures, and what is to be done with each. */
export function renderBatchForm(
  id: BatchId,
  choices: readonly BatchChoice[],
  language: Language,
): APIModalInteractionResponseCallbackData {
  const { batch } = textsFor(language);
  const options = choices.map(({ value, name, price }) => ({
    value,
    label: plain(name[language], 100),
    description: batch.each(price),
  }));
  return {
    custom_id: formatBatchId(id),
    title: batch.title,
    components: [
      {
        type: ComponentType.Label,
        label: batch.deed,
        component: { type: ComponentType.StringSelect, custom_id: 'deed', options, required: true },
      },
      {
        type: ComponentType.Label,
        label: batch.pictures,
        description: batch.picturesHint(MOST_FILES),
        component: {
          type: ComponentType.FileUpload,
          custom_id: 'pictures',
          min_values: 1,
          max_values: MOST_FILES,
          required: true,
        },
      },
      { type: ComponentType.TextDisplay, content: batch.explained },
    ],
  };
}
