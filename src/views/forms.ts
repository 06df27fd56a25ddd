import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import {
  type BatchId,
  type CustomId,
  formatBatchId,
  formatChainId,
  formatStepId,
  type PictureId,
  type StepId,
} from '../core/custom-ids.ts';
import { PROMPT_LIMIT } from '../core/fields.ts';
import type { Language, Localized } from '../core/language.ts';
import { REASON_LIMIT } from '../core/limits/rules.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './buttons.ts';
import { inert, plain } from './markup.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';

const MOST_ADDED_FILES = 2;

/** Names of the fields of the forms. */
export const FORM_PROMPT = 'prompt';
export const FORM_FILES = 'files';

/** The words that made a picture, to be changed. */
export function renderPromptForm(
  id: StepId,
  { prompt, isFromResult, price }: Prefilled,
  language: Language,
): APIModalInteractionResponseCallbackData {
  const { results, consent } = textsFor(language);
  const { promptTitle, promptLabel, promptHint } = results;
  return {
    custom_id: formatStepId(id),
    title: promptTitle,
    components: [
      ...(isFromResult ? [textDisplay(consent.wordsFromResult)] : []),
      wordsField(promptLabel, withPrice(promptHint, price, language), prompt),
    ],
  };
}

interface Prefilled {
  readonly prompt: string | undefined;
  readonly isFromResult: boolean;
  /** Credits; undefined where it would be turned down as it is. */
  readonly price: number | undefined;
}

const withPrice = (hint: string, price: number | undefined, language: Language): string =>
  price ? textsFor(language).results.priced(hint, price) : hint;

/** What is to change in a picture, and pictures to take it from. */
export function renderRewordForm(
  id: StepId,
  price: number | undefined,
  language: Language,
): APIModalInteractionResponseCallbackData {
  const { menus, results } = textsFor(language);
  return {
    custom_id: formatStepId(id),
    title: results.rewordTitle,
    components: [
      wordsField(menus.wordsLabel, withPrice(menus.wordsHint, price, language), undefined),
      {
        type: ComponentType.Label,
        label: results.filesLabel,
        description: results.filesHint,
        component: {
          type: ComponentType.FileUpload,
          custom_id: FORM_FILES,
          min_values: 0,
          max_values: MOST_ADDED_FILES,
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

export const FORM_REASON = 'reason';

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
    custom_id: formatChainId({ action: 'redo', ...picture }),
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

export const MOST_BATCH_FILES = 10;

interface BatchChoice {
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
      { type: ComponentType.TextDisplay, content: batch.explained },
      {
        type: ComponentType.Label,
        label: batch.operation,
        component: { type: ComponentType.StringSelect, custom_id: 'deed', options, required: true },
      },
      {
        type: ComponentType.Label,
        label: batch.pictures,
        description: batch.picturesHint(MOST_BATCH_FILES),
        component: {
          type: ComponentType.FileUpload,
          custom_id: 'pictures',
          min_values: 1,
          max_values: MOST_BATCH_FILES,
          required: true,
        },
      },
    ],
  };
}

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
