import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { PROMPT_LIMIT } from '../core/fields.ts';
import type { Language } from '../core/language.ts';
import type { Operation } from '../core/operation.ts';
import { formatStepId, type StepId } from '../core/step-id.ts';
import { textsFor } from '../i18n/index.ts';
import { plain } from './markup.ts';
import { textDisplay } from './message-body.ts';

const TITLE_LIMIT = 45;
const MOST_FILES = 2;

/** Names of the fields of the forms. */
export const FORM_PROMPT = 'prompt';
export const FORM_FILES = 'files';

/** The words that made a picture, to be changed. */
export function renderPromptForm(
  id: StepId,
  { title }: Pick<Operation, 'title'>,
  { prompt, isFromResult }: { readonly prompt: string | undefined; readonly isFromResult: boolean },
  language: Language,
): APIModalInteractionResponseCallbackData {
  const { results, consent } = textsFor(language);
  const { promptLabel, promptHint } = results;
  return {
    custom_id: formatStepId(id),
    title: plain(title[language], TITLE_LIMIT),
    components: [
      ...(isFromResult ? [textDisplay(consent.wordsFromResult)] : []),
      wordsField(promptLabel, promptHint, prompt),
    ],
  };
}

/** What is to change in a picture, and pictures to take it from. */
export function renderRewordForm(id: StepId, language: Language): APIModalInteractionResponseCallbackData {
  const { buttons, menus, results } = textsFor(language);
  return {
    custom_id: formatStepId(id),
    title: plain(buttons.reword, TITLE_LIMIT),
    components: [
      wordsField(menus.wordsLabel, menus.wordsHint, undefined),
      {
        type: ComponentType.Label,
        label: results.filesLabel,
        description: results.filesHint,
        component: {
          type: ComponentType.FileUpload,
          custom_id: FORM_FILES,
          min_values: 0,
          max_values: MOST_FILES,
          required: false,
        },
      },
    ],
  };
}

function wordsField(label: string, description: string, value: string | undefined) {
  return {
    type: ComponentType.Label as const,
    label,
    description,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: FORM_PROMPT,
      style: TextInputStyle.Paragraph,
      min_length: 1,
      max_length: PROMPT_LIMIT,
      required: true,
      ...(value ? { value: value.slice(0, PROMPT_LIMIT) } : {}),
    },
  };
}
