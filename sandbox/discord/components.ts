import { isObject, type Json, type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import { invalidForm } from './refusal.ts';

export const COMPONENT = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

export const SELECTS: ReadonlySet<number> = new Set([3, 5, 6, 7, 8]);

const IN_CONTAINER = [
  COMPONENT.row,
  COMPONENT.section,
  COMPONENT.text,
  COMPONENT.gallery,
  COMPONENT.file,
  COMPONENT.separator,
];

const TOP_LEVEL: ReadonlySet<number> = new Set([...IN_CONTAINER, COMPONENT.container]);
const TOP_LEVEL_WITHOUT_V2: ReadonlySet<number> = new Set([COMPONENT.row]);
const NONE: ReadonlySet<number> = new Set();

const CHILDREN: Readonly<Record<number, ReadonlySet<number>>> = {
  [COMPONENT.row]: new Set([COMPONENT.button, ...SELECTS]),
  [COMPONENT.section]: new Set([COMPONENT.text]),
  [COMPONENT.container]: new Set(IN_CONTAINER),
};

const ACCESSORIES: ReadonlySet<number> = new Set([COMPONENT.button, COMPONENT.thumbnail]);

const childrenOf = (type: number): ReadonlySet<number> => CHILDREN[type] ?? NONE;

const MAX_COMPONENTS = 40;
const MAX_TEXT = 4000;

const LINK = 5;

const required = (path: string) => invalidForm(path, 'BASE_TYPE_REQUIRED', 'This field is required');

function present(entry: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => entry[key] != null).map((key) => [key, entry[key]]));
}

function buttonParts(entry: JsonObject, path: string): JsonObject {
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

function selectParts(type: number, entry: JsonObject, path: string): JsonObject {
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

/** The menu that has this entry; undefined for the id of a component by itself. */
export function findMenuOf(list: readonly JsonObject[], value: string): string | undefined {
  if (findComponent(list, value)) return undefined;
  for (const entry of list) {
    if (objectsOf(entry, 'options').some((option) => option['value'] === value)) return textOf(entry, 'custom_id');
    const inner = [...objectsOf(entry, 'components'), entry['accessory'], entry['component']];
    const found = findMenuOf(inner.filter(isObject), value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Makes of a URL in a component what is stored: an attachment of the message, or a foreign link. */
type ResolveMedia = (url: string, path: string) => JsonObject;

interface Walk {
  readonly resolve: ResolveMedia;
  readonly customIds: Set<string>;
  readonly ids: Set<number>;
  count: number;
  text: number;
  nextId: number;
}

/** Checks a message's components and gives them Discord's defaults; refuses with 50035. */
export function readComponents(list: readonly Json[], isV2: boolean, resolve: ResolveMedia): readonly JsonObject[] {
  const walk: Walk = { resolve, customIds: new Set(), ids: new Set(), count: 0, text: 0, nextId: 1 };
  if (!isV2 && list.length > 5)
    throw invalidForm('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  const allowed = isV2 ? TOP_LEVEL : TOP_LEVEL_WITHOUT_V2;
  const read = list.map((entry, index) => readOne(entry, `components.${index}`, allowed, walk));
  if (walk.count > MAX_COMPONENTS) {
    throw invalidForm(
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The total number of components cannot exceed ${MAX_COMPONENTS}`,
    );
  }
  if (walk.text > MAX_TEXT) {
    throw invalidForm(
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `The total displayable text size cannot exceed ${MAX_TEXT}`,
    );
  }
  return read;
}

function readOne(entry: Json, path: string, allowed: ReadonlySet<number>, walk: Walk): JsonObject {
  const type = isObject(entry) ? numberOf(entry, 'type') : undefined;
  if (!isObject(entry) || type === undefined || !allowed.has(type)) {
    throw invalidForm(
      `${path}.type`,
      'UNION_TYPE_CHOICES',
      `Value of field "type" must be one of (${[...allowed].join(', ')}).`,
    );
  }
  walk.count++;
  const id = readId(entry, path, walk);
  noteCustomId(entry, path, walk);
  return { type, id, ...partsOf(type, entry, path, walk) };
}

function partsOf(type: number, entry: JsonObject, path: string, walk: Walk): JsonObject {
  if (type === COMPONENT.button) return buttonParts(entry, path);
  if (SELECTS.has(type)) return selectParts(type, entry, path);
  switch (type) {
    case COMPONENT.row:
      return { components: readRow(entry, path, walk) };
    case COMPONENT.section:
      return {
        components: readChildren(entry, path, 3, walk),
        accessory: readOne(entry['accessory'], `${path}.accessory`, ACCESSORIES, walk),
      };
    case COMPONENT.container:
      return {
        accent_color: numberOf(entry, 'accent_color') ?? null,
        spoiler: entry['spoiler'] === true,
        components: readChildren(entry, path, MAX_COMPONENTS, walk),
      };
    case COMPONENT.text:
      return readText(entry, path, walk);
    case COMPONENT.thumbnail:
      return { media: readMedia(objectOf(entry, 'media'), `${path}.media`, walk), ...caption(entry) };
    case COMPONENT.gallery:
      return { items: readItems(entry, path, walk) };
    case COMPONENT.file:
      return readFile(entry, path, walk);
    default:
      return { divider: entry['divider'] !== false, spacing: numberOf(entry, 'spacing') ?? 1 };
  }
}

function readId(entry: JsonObject, path: string, walk: Walk): number {
  const given = numberOf(entry, 'id');
  if (given && walk.ids.has(given))
    throw invalidForm(`${path}.id`, 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
  while (!given && walk.ids.has(walk.nextId)) walk.nextId++;
  const id = given || walk.nextId;
  walk.ids.add(id);
  return id;
}

function noteCustomId(entry: JsonObject, path: string, walk: Walk): void {
  const customId = textOf(entry, 'custom_id');
  if (customId === undefined) return;
  if (customId.length < 1 || customId.length > 100) {
    throw invalidForm(`${path}.custom_id`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
  if (walk.customIds.has(customId)) {
    throw invalidForm(
      `${path}.custom_id`,
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    );
  }
  walk.customIds.add(customId);
}

function readChildren(entry: JsonObject, path: string, most: number, walk: Walk): readonly JsonObject[] {
  const children = listOf(entry, 'components');
  if (children.length < 1 || children.length > most) {
    throw invalidForm(`${path}.components`, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${most} in length.`);
  }
  const allowed = childrenOf(numberOf(entry, 'type') ?? 0);
  return children.map((child, index) => readOne(child, `${path}.components.${index}`, allowed, walk));
}

function readRow(entry: JsonObject, path: string, walk: Walk): readonly JsonObject[] {
  const hasSelect = objectsOf(entry, 'components').some((child) => SELECTS.has(numberOf(child, 'type') ?? 0));
  return readChildren(entry, path, hasSelect ? 1 : 5, walk);
}

function readText(entry: JsonObject, path: string, walk: Walk): JsonObject {
  const content = textOf(entry, 'content');
  if (!content) throw invalidForm(`${path}.content`, 'BASE_TYPE_REQUIRED', 'This field is required');
  walk.text += [...content].length;
  return { content };
}

function readItems(entry: JsonObject, path: string, walk: Walk): readonly JsonObject[] {
  const items = objectsOf(entry, 'items');
  if (items.length < 1 || items.length > 10) {
    throw invalidForm(`${path}.items`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 10 in length.');
  }
  return items.map((item, index) => ({
    media: readMedia(objectOf(item, 'media'), `${path}.items.${index}.media`, walk),
    ...caption(item),
  }));
}

function readFile(entry: JsonObject, path: string, walk: Walk): JsonObject {
  const file = objectOf(entry, 'file');
  if (!textOf(file ?? {}, 'url')?.startsWith('attachment://')) {
    throw invalidForm(
      `${path}.file.url`,
      'UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED',
      'Only attachment:// is allowed here',
    );
  }
  return { file: readMedia(file, `${path}.file`, walk), spoiler: entry['spoiler'] === true };
}

function readMedia(media: JsonObject | undefined, path: string, walk: Walk): JsonObject {
  const url = textOf(media ?? {}, 'url');
  if (!url) throw invalidForm(`${path}.url`, 'BASE_TYPE_REQUIRED', 'This field is required');
  return walk.resolve(url, `${path}.url`);
}

function caption(entry: JsonObject): JsonObject {
  return { description: textOf(entry, 'description') ?? null, spoiler: entry['spoiler'] === true };
}
