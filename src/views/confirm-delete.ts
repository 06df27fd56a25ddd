import { ButtonStyle, ComponentType } from 'discord.js';
import type { CustomId } from '../core/custom-id.ts';
import type { Language } from '../core/language.ts';
import { formatStepId } from '../core/step-id.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './card-buttons.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';

/** The last word before a picture is gone. */
export function renderConfirmDelete(id: CustomId, pictures: number, language: Language): MessageBody {
  const { confirmDelete, deleteForEver } = textsFor(language).results;
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Danger as const,
    label: deleteForEver,
    custom_id: formatStepId({ ...id, step: 'sure' }),
  };
  return messageBody([textDisplay(confirmDelete(pictures)), ...rows([button])]);
}
