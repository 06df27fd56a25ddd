import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { CardState } from '../core/card.ts';
import { formatPickId, formatStepId, type StepId } from '../core/custom-ids.ts';
import { PROMPT_LIMIT } from '../core/fields.ts';
import type { Language, Localized } from '../core/language.ts';
import type { Operation, Preset } from '../core/operation.ts';
import { type PictureInput, sizeOf } from '../core/picture.ts';
import { textsFor } from '../i18n/index.ts';
import { pictureMenu, rows } from './buttons.ts';
import { linkButton, originals, thumbnail } from './gallery.ts';
import { code, inert, plain } from './markup.ts';
import { type MessageBody, messageBody, textBody, textDisplay } from './message-body.ts';
import { commandMention, optionTyped } from './option-names.ts';

const MOST_PRESETS = 24;
const LABEL_LIMIT = 100;

/** What stands in the menu for everything that is not in it. */
export const MORE = 'more';

/** A preset, and its credits. */
export interface PricedPreset extends Preset {
  readonly price: number;
}

/** Ready-made ways to do what the button says; `left`: credits of the day, where it is known. */
export function renderPresets(
  id: StepId,
  presets: readonly PricedPreset[],
  left: number | undefined,
  language: Language,
): MessageBody {
  const { buttons, card, results } = textsFor(language);
  const [price, ...others] = new Set(presets.map((each) => each.price));
  const options = presets.slice(0, MOST_PRESETS).map((each) => ({
    label: plain(each.label[language], LABEL_LIMIT),
    ...(others.length > 0 && { description: card.price(each.price, each.price) }),
    value: each.name,
  }));
  const question = Object.entries(results.presets).find(([action]) => action === id.action);
  const more = { label: results.more, description: results.moreHint, value: MORE };
  const menu = {
    type: ComponentType.StringSelect as const,
    custom_id: formatStepId(id),
    placeholder: question?.[1] ?? buttons[id.action],
    options: [...options, more],
  };
  return messageBody([
    textDisplay(results.choosePreset(buttons[id.action], others.length > 0 ? undefined : price, left)),
    { type: ComponentType.ActionRow, components: [menu] },
  ]);
}

/** What can be done with one of several pictures. */
export function renderPictureMenu(state: CardState, n: number, language: Language): MessageBody {
  const shown = state.pictures.slice(n - 1, n);
  const question = textDisplay(textsFor(language).results.chosenPicture(n));
  const [file] = shown.flatMap((picture) => picture.file ?? []);
  return messageBody([
    file
      ? { type: ComponentType.Section, components: [question], accessory: thumbnail(file, state, language) }
      : question,
    ...pictureMenu(state, n, language),
    ...rows(originals(shown, language).map(linkButton)),
  ]);
}

/** In the menu's place once something was chosen. */
export function renderPresetTaken(action: StepId['action'], language: Language): MessageBody {
  const { buttons, results } = textsFor(language);
  return textBody(results.presetTaken(buttons[action]));
}

/** The command that begins with a picture, as it is typed in the member's language. */
export function renderCommandToCopy(
  command: Pick<Operation, 'name' | 'localNames' | 'options'>,
  from: string,
  beginWith: string,
  language: Language,
): MessageBody {
  const nameOf = (name: string) => {
    const option = command.options.find((each) => each.name === name);
    return option ? optionTyped(option, language) : name;
  };
  const typed = `${commandMention(command, language)} ${nameOf('from')}:${from} ${nameOf(beginWith)}:`;
  return textBody(textsFor(language).results.copyCommand(code(typed, 200)));
}

interface ChoosablePicture {
  readonly picture: PictureInput;
  readonly url: string | undefined;
  readonly isSpoiler: boolean;
}

const MOST = 10;
const TITLE_LIMIT = 45;
const MEGABYTE = 1024 * 1024;

/** Several pictures in one message: numbers under a gallery of them. */
export function renderPictureChoice(
  id: string,
  pictures: readonly ChoosablePicture[],
  { title }: Pick<Operation, 'title'>,
  language: Language,
): MessageBody {
  const texts = textsFor(language).menus;
  const shown = pictures.slice(0, MOST);
  const items = shown.flatMap(({ url, isSpoiler }, index) =>
    url === undefined ? [] : [{ media: { url }, description: texts.numbered(index + 1), spoiler: isSpoiler }],
  );
  const buttons = shown.map((_, index) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label: String(index + 1),
    custom_id: formatPickId({ kind: 'pick', subject: id, n: index + 1 }),
  }));
  return messageBody([
    textDisplay(texts.choose(inert(title[language], 60), shown.length)),
    ...(items.length === shown.length ? [{ type: ComponentType.MediaGallery as const, items }] : []),
    ...rows(buttons),
  ]);
}

/** Asks what is to become of the picture. */
export function renderWordsForm(
  id: string,
  { title }: Pick<Operation, 'title'>,
  language: Language,
): APIModalInteractionResponseCallbackData {
  const texts = textsFor(language).menus;
  return {
    custom_id: id,
    title: plain(title[language], TITLE_LIMIT),
    components: [
      {
        type: ComponentType.Label,
        label: texts.wordsLabel,
        description: texts.wordsHint,
        component: {
          type: ComponentType.TextInput,
          custom_id: 'prompt',
          style: TextInputStyle.Paragraph,
          min_length: 1,
          max_length: PROMPT_LIMIT,
          required: true,
        },
      },
    ],
  };
}

/** What is known of pictures that are not our own. */
export function renderPictureDetails(pictures: readonly ChoosablePicture[], language: Language): MessageBody {
  const { menus, notices } = textsFor(language);
  if (pictures.length === 0) return textBody(notices.noPictureThere);
  const lines = pictures.map(({ picture }, index) => `${index + 1}. ${factsOf(picture, language)}`);
  return textBody([menus.notOurs(pictures.length), ...lines].join('\n'));
}

function factsOf(picture: PictureInput, language: Language): string {
  const texts = textsFor(language).menus;
  const size = sizeOf(picture);
  const name = picture.kind === 'attachment' ? inert(picture.name, 80) : texts.linked;
  const bytes = picture.kind === 'attachment' ? texts.megabytes(picture.bytes / MEGABYTE) : undefined;
  return [name, size && `${size.width}×${size.height}`, bytes].filter((part) => part !== undefined).join(' · ');
}

/** Two pictures in one. */
export function renderComparison(title: Localized, url: string, isSpoiler: boolean, language: Language): MessageBody {
  const { compared, comparedAlt } = textsFor(language).results;
  return messageBody([
    textDisplay(compared(inert(title[language], 60))),
    { type: ComponentType.MediaGallery, items: [{ media: { url }, description: comparedAlt, spoiler: isSpoiler }] },
  ]);
}
