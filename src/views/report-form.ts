import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Language } from '../core/language.ts';
import { formatStepId, type StepId } from '../core/step-id.ts';
import { textsFor } from '../i18n/index.ts';

export const FORM_REASON = 'reason';
export const REASON_LIMIT = 300;

/** Why a picture is reported, for those who like to say. */
export function renderReportForm(id: StepId, language: Language): APIModalInteractionResponseCallbackData {
  const { reportTitle, reasonLabel, reasonHint } = textsFor(language).record;
  return {
    custom_id: formatStepId(id),
    title: reportTitle,
    components: [
      {
        type: ComponentType.Label,
        label: reasonLabel,
        description: reasonHint,
        component: {
          type: ComponentType.TextInput,
          custom_id: FORM_REASON,
          style: TextInputStyle.Paragraph,
          max_length: REASON_LIMIT,
          required: false,
        },
      },
    ],
  };
}
