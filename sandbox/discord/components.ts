import {
  ACCESSORIES,
  COMPONENT,
  childrenOf,
  MAX_COMPONENTS,
  MAX_TEXT,
  SELECTS,
  TOP_LEVEL,
  TOP_LEVEL_WITHOUT_V2,
} from './component-types.ts';
import { buttonParts, selectParts } from './interactive-parts.ts';
import { isObject, type Json, type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from './json.ts';
import { invalidForm } from './refusal.ts';

/** Makes of a URL in a component what is stored: an attachment of the message, or a foreign link. */
export type ResolveMedia = (url: string, path: string) => JsonObject;

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
