import { type JsonObject, listOf, numberOf, objectsOf, textOf } from './json.ts';

export interface GivenFile {
  readonly file: { readonly name: string; readonly bytes: Uint8Array; readonly contentType?: string };
}

export type GivenOption = string | number | boolean | GivenFile;
export type GivenOptions = Readonly<Record<string, GivenOption>>;

/** Takes a file in and names the attachment it became. */
export type TakeFile = (file: GivenFile['file']) => string;

/** The types of options, by Discord's numbers. */
export const OPTION = {
  subcommand: 1,
  group: 2,
  text: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

/** Turns `limits set` and options into the `options` of an interaction, refusing what Discord's client would. */
export function buildOptions(
  command: JsonObject,
  path: readonly string[],
  given: GivenOptions,
  takeFile: TakeFile,
  focused?: string,
): readonly JsonObject[] {
  const [name, ...rest] = path;
  const subcommands = objectsOf(command, 'options').filter((option) => (numberOf(option, 'type') ?? 0) <= OPTION.group);
  if (name !== undefined) {
    const inner = subcommands.find((option) => textOf(option, 'name') === name);
    if (!inner) throw new Error(`no subcommand ${name}`);
    return [{ name, type: inner['type'], options: buildOptions(inner, rest, given, takeFile, focused) }];
  }
  if (subcommands.length > 0)
    throw new Error(`a subcommand is needed: ${subcommands.map((option) => option['name']).join(', ')}`);
  return plainOptions(command, given, takeFile, focused);
}

function plainOptions(
  command: JsonObject,
  given: GivenOptions,
  takeFile: TakeFile,
  focused?: string,
): readonly JsonObject[] {
  const declared = objectsOf(command, 'options');
  for (const option of declared) {
    const name = textOf(option, 'name') ?? '';
    const isMissing = option['required'] === true && given[name] === undefined;
    if (isMissing && focused === undefined) throw new Error(`option ${name} is required`);
  }
  return Object.entries(given).map(([name, value]) => {
    const option = declared.find((candidate) => textOf(candidate, 'name') === name);
    if (!option) throw new Error(`unknown option ${name}`);
    const isFocused = name === focused;
    if (isFocused && option['autocomplete'] !== true) throw new Error(`option ${name} has no autocomplete`);
    const sent = isFocused ? String(value) : checkValue(option, name, value, takeFile);
    return { name, type: option['type'], value: sent, ...(isFocused ? { focused: true } : {}) };
  });
}

function checkValue(
  option: JsonObject,
  name: string,
  value: GivenOption,
  takeFile: TakeFile,
): string | number | boolean {
  const type = numberOf(option, 'type') ?? 0;
  if (typeof value === 'object') {
    if (type !== OPTION.attachment) throw new Error(`option ${name} takes no file`);
    checkFileType(option, name, value.file.name);
    return takeFile(value.file);
  }
  if (type === OPTION.attachment) throw new Error(`option ${name} takes a file`);
  if (type === OPTION.boolean) return expectType(value, 'boolean', name);
  if (type === OPTION.integer || type === OPTION.number) {
    const isInteger = Number.isInteger(expectType(value, 'number', name));
    if (type === OPTION.integer && !isInteger) throw new Error(`option ${name} takes a whole number`);
    checkRange(option, name, Number(value), 'min_value', 'max_value', 'is');
    checkChoices(option, name, value);
    return value;
  }
  checkRange(
    option,
    name,
    String(expectType(value, 'string', name)).length,
    'min_length',
    'max_length',
    'has a length of',
  );
  checkChoices(option, name, value);
  return value;
}

function expectType<T extends GivenOption>(value: T, type: string, name: string): T {
  if (typeof value !== type) throw new Error(`option ${name} takes a ${type}, not ${JSON.stringify(value)}`);
  return value;
}

function checkRange(option: JsonObject, name: string, value: number, least: string, most: string, verb: string): void {
  const min = numberOf(option, least) ?? Number.NEGATIVE_INFINITY;
  const max = numberOf(option, most) ?? Number.POSITIVE_INFINITY;
  if (value < min || value > max) throw new Error(`option ${name} ${verb} ${value}, outside ${min} to ${max}`);
}

function checkChoices(option: JsonObject, name: string, value: GivenOption): void {
  const choices = objectsOf(option, 'choices');
  if (choices.length === 0 || choices.some((choice) => choice['value'] === value)) return;
  throw new Error(`option ${name} takes one of ${choices.map((choice) => choice['value']).join(', ')}`);
}

const KINDS: Readonly<Record<string, RegExp>> = {
  image: /\.(png|gif|jpe?g|jfif|webp|avif)$/i,
  video: /\.(mp4|mov|webm)$/i,
  audio: /\.(mp3|ogg|wav|flac|m4a)$/i,
};

function checkFileType(option: JsonObject, name: string, filename: string): void {
  const types = listOf(option, 'file_types').map(String);
  const fits = types.some((type) => KINDS[type]?.test(filename) ?? filename.toLowerCase().endsWith(type));
  if (types.length > 0 && !fits) throw new Error(`option ${name} takes ${types.join(', ')}`);
}
