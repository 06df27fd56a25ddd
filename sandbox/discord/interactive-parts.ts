import { COMPONENT } from './component-types.ts';
import { isObject, type JsonObject, listOf, numberOf, objectsOf, textOf } from './json.ts';
import { invalidForm } from './refusal.ts';

const LINK = 5;
const PREMIUM = 6;

const required = (path: string) => invalidForm(path, 'BASE_TYPE_REQUIRED', 'This field is required');

function present(entry: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => entry[key] != null).map((key) => [key, entry[key]]));
}

export function buttonParts(entry: JsonObject, path: string): JsonObject {
  const style = numberOf(entry, 'style');
  if (!style || style > PREMIUM)
    throw invalidForm(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of (1, 2, 3, 4, 5, 6).');
  if (style === LINK && !textOf(entry, 'url')) throw required(`${path}.url`);
  if (style < LINK && !textOf(entry, 'custom_id')) throw required(`${path}.custom_id`);
  if (style <= LINK && !textOf(entry, 'label') && entry['emoji'] == null) throw required(`${path}.label`);
  if ((textOf(entry, 'label') ?? '').length > 80) {
    throw invalidForm(`${path}.label`, 'BASE_TYPE_MAX_LENGTH', 'Must be 80 or fewer in length.');
  }
  return {
    style,
    ...present(entry, ['custom_id', 'label', 'emoji', 'url', 'sku_id']),
    disabled: entry['disabled'] === true,
  };
}

export function selectParts(type: number, entry: JsonObject, path: string): JsonObject {
  if (!textOf(entry, 'custom_id')) throw required(`${path}.custom_id`);
  const options = objectsOf(entry, 'options');
  if (type === COMPONENT.stringSelect && (options.length < 1 || options.length > 25)) {
    throw invalidForm(`${path}.options`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 25 in length.');
  }
  return {
    ...present(entry, ['custom_id', 'placeholder', 'default_values', 'channel_types']),
    ...(type === COMPONENT.stringSelect ? { options: listOf(entry, 'options') } : {}),
    min_values: numberOf(entry, 'min_values') ?? 1,
    max_values: numberOf(entry, 'max_values') ?? 1,
    disabled: entry['disabled'] === true,
  };
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
