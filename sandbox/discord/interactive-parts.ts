import { COMPONENT } from './component-types.ts';
import { isObject, type JsonObject, listOf, numberOf, objectsOf, textOf } from './json.ts';
import { invalidForm } from './refusal.ts';

const LINK = 5;

const required = (path: string) => invalidForm(path, 'BASE_TYPE_REQUIRED', 'This field is required');

function present(entry: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => entry[key] != null).map((key) => [key, entry[key]]));
}

export function buttonParts(entry: JsonObject, path: string): JsonObject {
  const style = numberOf(entry, 'style') ?? 0;
  const url = textOf(entry, 'url');
  if (style === LINK && !url) throw required(`${path}.url`);
  if (style < LINK && !textOf(entry, 'custom_id')) throw required(`${path}.custom_id`);
  if (style <= LINK && !textOf(entry, 'label') && entry['emoji'] == null) throw required(`${path}.label`);
  if (style !== LINK && url !== undefined) throw misplaced(`${path}.url`, 'url');
  if (style >= LINK && entry['custom_id'] != null) throw misplaced(`${path}.custom_id`, 'custom id');
  if (url !== undefined && !/^(https?|discord):\/\//.test(url)) {
    throw invalidForm(`${path}.url`, 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, discord).');
  }
  return {
    style,
    ...present(entry, ['custom_id', 'label', 'emoji', 'url', 'sku_id']),
    disabled: entry['disabled'] === true,
  };
}

const misplaced = (path: string, what: string) =>
  invalidForm(path, 'BUTTON_COMPONENT_INVALID_FIELD', `A button of this style cannot have a ${what}.`);

export function selectParts(type: number, entry: JsonObject, path: string): JsonObject {
  checkSelection(entry, path);
  return {
    ...present(entry, ['custom_id', 'placeholder', 'default_values', 'channel_types']),
    ...(type === COMPONENT.stringSelect ? { options: listOf(entry, 'options') } : {}),
    min_values: numberOf(entry, 'min_values') ?? 1,
    max_values: numberOf(entry, 'max_values') ?? 1,
    disabled: entry['disabled'] === true,
  };
}

/** What can be chosen, in a message and in a form: how many of it, and each once. */
export function checkSelection(entry: JsonObject, path: string): void {
  const options = objectsOf(entry, 'options');
  const isOfTicks = entry['type'] === COMPONENT.checkboxGroup;
  const most = numberOf(entry, 'max_values') ?? (isOfTicks ? options.length : 1);
  if ((numberOf(entry, 'min_values') ?? 0) > most) {
    throw invalidForm(`${path}.min_values`, 'BASE_TYPE_BAD_LENGTH', 'min_values is above max_values.');
  }
  if (options.length === 0) return;
  if (most > options.length) {
    throw invalidForm(`${path}.max_values`, 'BASE_TYPE_BAD_LENGTH', 'max_values is above the number of options.');
  }
  const values = options.map((option) => option['value']);
  const again = values.findIndex((value, index) => values.indexOf(value) < index);
  if (again >= 0) {
    const message = 'The specified option value is already used';
    throw invalidForm(`${path}.options.${again}.value`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message);
  }
  if (options.filter((option) => option['default'] === true).length > most) {
    throw invalidForm(`${path}.options`, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many defaults.');
  }
}

/** The component with this custom id, anywhere in a message or modal. */
export function findComponent(list: readonly JsonObject[], customId: string): JsonObject | undefined {
  for (const entry of list) {
    if (entry['custom_id'] === customId) return entry;
    const inner = [...objectsOf(entry, 'components'), entry['accessory'], entry['component']];
    const found = findComponent(inner.filter(isObject), customId);
    if (found) return found;
  }
  return undefined;
}
