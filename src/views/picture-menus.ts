import { type APIModalInteractionResponseCallbackData, ButtonStyle, ComponentType, TextInputStyle } from 'discord.js';
import { formatPickId } from '../core/custom-id.ts';
import { PROMPT_LIMIT } from '../core/fields.ts';
import type { Language } from '../core/language.ts';
import type { Operation } from '../core/operation.ts';
import { type PictureInput, sizeOf } from '../core/picture-input.ts';
import { textsFor } from '../i18n/index.ts';
import { rows } from './card-buttons.ts';
import { inert, plain } from './markup.ts';
import { type MessageBody, messageBody, textBody, textDisplay } from './message-body.ts';

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
    style: ButtonStyle.Primary as const,
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
