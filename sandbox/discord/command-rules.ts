import { OPTION } from './command-options.ts';
import { isObject, type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import { type FieldError, invalidForm, invalidForms } from './refusal.ts';

/** The kinds of commands, by Discord's numbers. All else here its documentation demands, and its document does not say. */
export const COMMAND = { chatInput: 1, user: 2, message: 3, entryPoint: 4 } as const;
const MOST: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 };
const MAX_CHARACTERS = 8000;
const MAX_VALUE = 100;
const PRIVATE_CHANNEL = 2;
const USER_INSTALL = 1;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

const kindOf = (command: JsonObject) => numberOf(command, 'type') ?? COMMAND.chatInput;
const localesOf = (named: JsonObject, field: string) => objectOf(named, `${field}_localizations`) ?? {};
const lengthOf = (text: unknown) => (typeof text === 'string' ? [...text].length : 0);

/** All commands of a place at once. */
export function checkCommands(commands: readonly JsonObject[]): void {
  const names = new Set(commands.map((command) => `${kindOf(command)} ${textOf(command, 'name')}`));
  if (names.size < commands.length) {
    throw invalidForm('name', 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
  }
  for (const kind of Object.values(COMMAND)) {
    const most = MOST[kind] ?? 0;
    if (commands.filter((command) => kindOf(command) === kind).length > most) {
      throw invalidForm('', 'BASE_TYPE_MAX_LENGTH', `Maximum number of application commands reached (${most}).`);
    }
  }
}

export function checkCommand(command: JsonObject, path: string): void {
  const errors = [...commandErrors(command, path)];
  if (errors.length > 0) throw invalidForms(errors);
}

const at = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

function* commandErrors(command: JsonObject, path: string): Generator<FieldError> {
  const isChatInput = kindOf(command) === COMMAND.chatInput;
  if (isChatInput) {
    yield* nameErrors(command, path);
    if (!textOf(command, 'description')) yield required(at(path, 'description'));
    yield* optionErrors(command, path);
    if (charactersOf(command) > MAX_CHARACTERS) {
      const message = 'Command exceeds maximum size (8000)';
      yield { path, code: 'APPLICATION_COMMAND_TOO_LARGE', message };
    }
  } else {
    yield* localeErrors(command, 'name', path);
    if (textOf(command, 'description') && kindOf(command) !== COMMAND.entryPoint) {
      const message = 'Context menu commands cannot have description';
      yield { path: at(path, 'description'), code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID', message };
    }
    if (objectsOf(command, 'options').length > 0) {
      const message = 'Context menu commands cannot have options';
      yield { path: at(path, 'options'), code: 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID', message };
    }
  }
  yield* localeErrors(command, 'description', path);
  for (const field of ['contexts', 'integration_types']) {
    const given = listOf(command, field);
    if (new Set(given).size === given.length) continue;
    yield {
      path: at(path, field),
      code: 'SET_TYPE_ALREADY_CONTAINS_VALUE',
      message: 'The set contains a value twice.',
    };
  }
  const contexts = command['contexts'];
  const installs = command['integration_types'];
  const isPrivate = Array.isArray(contexts) && contexts.includes(PRIVATE_CHANNEL);
  if (isPrivate && Array.isArray(installs) && !installs.includes(USER_INSTALL)) {
    const message = 'PRIVATE_CHANNEL needs USER_INSTALL';
    yield { path: at(path, 'contexts'), code: 'APPLICATION_COMMAND_INVALID_CONTEXTS', message };
  }
}

function required(path: string): FieldError {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

function* nameErrors(named: JsonObject, path: string): Generator<FieldError> {
  const names = Object.entries(localesOf(named, 'name')).map(([locale, name]) => [
    at(path, `name_localizations.${locale}`),
    name,
  ]);
  for (const [where, name] of [[at(path, 'name'), named['name']], ...names]) {
    const isFit = typeof name === 'string' && NAME.test(name) && name === name.toLowerCase();
    const message = 'Command name is invalid';
    if (!isFit) yield { path: String(where), code: 'APPLICATION_COMMAND_INVALID_NAME', message };
  }
  yield* localeErrors(named, 'name', path);
}

function* localeErrors(named: JsonObject, field: string, path: string): Generator<FieldError> {
  for (const locale of Object.keys(localesOf(named, field))) {
    const message = `Value must be one of {${[...LOCALES].join(', ')}}.`;
    const where = at(path, `${field}_localizations.${locale}`);
    if (!LOCALES.has(locale)) yield { path: where, code: 'BASE_TYPE_CHOICES', message };
  }
}

function* optionErrors(owner: JsonObject, path: string): Generator<FieldError> {
  const options = objectsOf(owner, 'options');
  const names = new Set<string>();
  let isPastRequired = false;
  const nested = options.filter((option) => (numberOf(option, 'type') ?? 0) <= OPTION.group);
  if (nested.length > 0 && nested.length < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to other options';
    yield { path: at(path, 'options'), code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message };
  }
  for (const [index, option] of options.entries()) {
    const where = at(path, `options.${index}`);
    yield* nameErrors(option, where);
    yield* localeErrors(option, 'description', where);
    const name = textOf(option, 'name') ?? '';
    if (names.has(name)) {
      const message = 'The name is already used';
      yield { path: at(where, 'name'), code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message };
    }
    names.add(name);
    if (option['required'] === true && isPastRequired) {
      const message = 'Required options must be placed before non-required options';
      yield { path: where, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message };
    }
    isPastRequired ||= option['required'] !== true && !nested.includes(option);
    yield* valueErrors(option, where);
    if (nested.includes(option)) yield* optionErrors(option, where);
  }
}

/** Of an attachment: three words, or the ending of a name. */
const FILE_TYPE = /^(image|video|audio|\.[A-Za-z0-9]+)$/;

export const wrongFileType = (field: JsonObject): number =>
  listOf(field, 'file_types').findIndex((type) => typeof type !== 'string' || !FILE_TYPE.test(type));

function* valueErrors(option: JsonObject, path: string): Generator<FieldError> {
  const wrong = wrongFileType(option);
  if (wrong >= 0)
    yield { path: at(path, `file_types.${wrong}`), code: 'BASE_TYPE_BAD_FORMAT', message: 'Unknown type' };
  const choices = objectsOf(option, 'choices');
  if (option['autocomplete'] === true && choices.length > 0) {
    const message = 'Cannot have autocomplete and choices';
    yield { path: at(path, 'autocomplete'), code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES', message };
  }
  for (const [index, choice] of choices.entries()) {
    yield* localeErrors(choice, 'name', at(path, `choices.${index}`));
    const message = `Must be ${MAX_VALUE} or fewer in length.`;
    const where = at(path, `choices.${index}.value`);
    if (lengthOf(choice['value']) > MAX_VALUE) yield { path: where, code: 'BASE_TYPE_MAX_LENGTH', message };
  }
  for (const [least, most] of [
    ['min_value', 'max_value'],
    ['min_length', 'max_length'],
  ] as const) {
    const from = numberOf(option, least) ?? Number.NEGATIVE_INFINITY;
    const to = numberOf(option, most) ?? Number.POSITIVE_INFINITY;
    const message = `Minimum must be less than or equal to maximum.`;
    if (from > to) yield { path: at(path, least), code: 'APPLICATION_COMMAND_OPTIONS_MIN_GREATER_THAN_MAX', message };
  }
}

/** Names, descriptions and values; of several languages the longest counts. */
function charactersOf(part: JsonObject): number {
  const longest = (field: string) =>
    Math.max(lengthOf(part[field]), ...Object.values(localesOf(part, field)).map(lengthOf));
  const inner = [...objectsOf(part, 'options'), ...objectsOf(part, 'choices')].filter(isObject);
  const own = longest('name') + longest('description') + lengthOf(part['value']);
  return inner.reduce((sum, each) => sum + charactersOf(each), own);
}
