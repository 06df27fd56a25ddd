import type { CardState } from '../core/card.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Language } from '../core/language.ts';
import type { OperationOption } from '../core/operation.ts';
import { pictureInputSchema, resultIn } from '../core/picture-input.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';
import { choiceName, optionWords } from './option-names.ts';

const LINE_LIMIT = 700;
const VALUE_LIMIT = 60;
/** What all commands call the picture that they work on; what went in beside it is told all the same. */
const MAIN = 'image';
const SEPARATOR = ' · ';

/** What was chosen besides the prompt, in the order of the command's options; empty where nothing was. */
export function settingsLine(
  {
    operation,
    input,
    parent,
  }: {
    readonly operation: Pick<CardState['operation'], 'options'>;
    readonly input: JsonObject;
    readonly parent?: CardState['parent'];
  },
  language: Language,
): string {
  let line = '';
  for (const option of operation.options) {
    const part = isSaid(option, input, parent) ? undefined : settingOf(option, input, language);
    if (part === undefined) continue;
    if (line.length + SEPARATOR.length + part.length > LINE_LIMIT) return `${line}${SEPARATOR}…`;
    line += line === '' ? part : SEPARATOR + part;
  }
  return line;
}

/** Of the picture that it was made from the card tells above. */
function isSaid({ name }: OperationOption, input: JsonObject, parent: CardState['parent']): boolean {
  const picture = parent && name === MAIN ? pictureInputSchema.safeParse(input[name]).data : undefined;
  const isShrunk = picture?.kind === 'stored' && picture.shrunkFrom !== undefined;
  return picture !== undefined && resultIn(picture) !== undefined && !isShrunk;
}

function settingOf(option: OperationOption, input: JsonObject, language: Language): string | undefined {
  const value = input[option.name];
  if (value === undefined || value === null || option.name === 'prompt') return undefined;
  const { card } = textsFor(language);
  const name = optionWords(option, language);
  if (option.kind === 'picture') {
    const picture = pictureInputSchema.safeParse(value).data;
    if (picture?.kind !== 'stored' || !picture.shrunkFrom) return card.withPicture(name);
    return card.shrunk(name, picture.shrunkFrom, picture);
  }
  return card.setting(name, shownValue(option, value, language));
}

function shownValue(option: OperationOption, value: Json, language: Language): string {
  const { card } = textsFor(language);
  if (typeof value === 'boolean') return card.flag(value);
  // as Discord takes it when it is typed again
  if (typeof value === 'number') return option.name === 'seed' ? code(String(value), VALUE_LIMIT) : String(value);
  if (typeof value === 'string') return choiceName(option, value, language);
  return inert(JSON.stringify(value), VALUE_LIMIT);
}
