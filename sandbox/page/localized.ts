import { type JsonObject, objectOf, objectsOf, textOf } from '../discord/json.ts';

/** A command with its names, descriptions and choices as a person of this language reads them; `own_name` is what it is called. */
export function localized(entry: JsonObject, locale: string): JsonObject {
  const inLocale = (field: 'name' | 'description') =>
    textOf(objectOf(entry, `${field}_localizations`) ?? {}, locale) ?? textOf(entry, field);
  const { name_localizations: _names, description_localizations: _descriptions, ...rest } = entry;
  const description = inLocale('description');
  return {
    ...rest,
    own_name: textOf(entry, 'name'),
    name: inLocale('name'),
    ...(description === undefined ? {} : { description }),
    ...(entry['options'] === undefined
      ? {}
      : { options: objectsOf(entry, 'options').map((option) => localized(option, locale)) }),
    ...(entry['choices'] === undefined
      ? {}
      : { choices: objectsOf(entry, 'choices').map((choice) => localized(choice, locale)) }),
  };
}

/** `giới_hạn đặt` as it is called everywhere: `limits set`. */
export function ownPath(commands: readonly JsonObject[], path: string): string {
  let inside = commands;
  const names = path.split(' ').map((shown) => {
    const found = inside.find((each) => textOf(each, 'name') === shown);
    inside = found ? objectsOf(found, 'options') : [];
    return textOf(found ?? {}, 'own_name') ?? shown;
  });
  return names.join(' ');
}
