import { COMPONENT } from '../discord/components.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../discord/json.ts';
import type { Names } from '../discord/markdown.ts';
import { type Look, markdownLines, painted, pressable, printable, shortLink } from './markdown-text.ts';

/** What can be chosen in a menu. */
export interface Entry {
  readonly value: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly isChosen: boolean;
}

interface Button {
  readonly kind: 'button';
  readonly label: string;
  readonly customId: string | undefined;
  readonly url: string | undefined;
  readonly isDisabled: boolean;
}

interface Menu {
  readonly kind: 'menu';
  readonly label: string;
  readonly customId: string;
  readonly entries: readonly Entry[];
  readonly least: number;
  readonly most: number;
  readonly isDisabled: boolean;
}

export type Item = Button | Menu;

/** A picture or another file of a message. */
export interface ShownFile {
  readonly url: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly isPicture: boolean;
  readonly isSpoiler: boolean;
}

interface Rendered {
  readonly lines: readonly (string | ShownFile)[];
  /** As numbered in the lines, from 1. */
  readonly items: readonly Item[];
}

export interface CardContext {
  readonly names: Names;
  readonly look: Look;
  /** What can be chosen where Discord fills the list: people, roles, channels. */
  choosable(type: number): readonly { readonly value: string; readonly label: string }[];
  /** Links whole and spoilers open. */
  readonly isWhole?: boolean;
}

type Lines = readonly (string | ShownFile)[];
type Renderer = (component: JsonObject, context: CardContext, items: Item[]) => Lines;

const text = (source: string | undefined, context: CardContext): Lines =>
  source ? markdownLines(source, context) : [];

const inside: Renderer = (component, context, items) =>
  objectsOf(component, 'components').flatMap((each) => renderComponent(each, context, items));

/** What a menu offers: its own options, or what Discord fills in. */
export function entriesOf(menu: JsonObject, { choosable }: Pick<CardContext, 'choosable'>): readonly Entry[] {
  const type = numberOf(menu, 'type') ?? 0;
  const ids = objectsOf(menu, 'default_values').map((each) => textOf(each, 'id'));
  const isFilled = type > COMPONENT.textInput && type <= COMPONENT.channelSelect;
  if (isFilled)
    return choosable(type).map((each) => ({ ...each, description: undefined, isChosen: ids.includes(each.value) }));
  return objectsOf(menu, 'options').map((option) => ({
    value: textOf(option, 'value') ?? '',
    label: labelOf(option),
    description: textOf(option, 'description'),
    isChosen: option['default'] === true,
  }));
}

/** Numbered, one a line. */
export const entryLines = (entries: readonly Entry[], look: Look): readonly string[] =>
  entries.map(({ label, description, isChosen }, at) => {
    const words = description === undefined ? '' : painted(`  ${printable(description)}`, ['dim'], look);
    return `${String(at + 1).padStart(4)} ${isChosen ? '✓ ' : ''}${label}${words}`;
  });

const labelOf = (entry: JsonObject): string =>
  [textOf(objectOf(entry, 'emoji') ?? {}, 'name'), textOf(entry, 'label')]
    .flatMap((each) => (each === undefined ? [] : printable(each)))
    .join(' ');

const button: Renderer = (component, { look, isWhole = false }, items) => {
  const label = labelOf(component) || '?';
  const url = textOf(component, 'url');
  const isDisabled = component['disabled'] === true;
  items.push({ kind: 'button', label, customId: textOf(component, 'custom_id'), url, isDisabled });
  const name = `${items.length}: ${label}`;
  if (url !== undefined) return [pressable(`[${name} ↗ ${isWhole ? url : shortLink(url)}]`, url, look)];
  if (isDisabled) return [painted(`[${name} (off)]`, ['dim'], look)];
  return [`[${painted(name, ['bold'], look)}]`];
};

const menu: Renderer = (component, context, items) => {
  const { look } = context;
  const label = textOf(component, 'placeholder') ?? 'Choose';
  const most = numberOf(component, 'max_values') ?? 1;
  const least = numberOf(component, 'min_values') ?? 1;
  const isDisabled = component['disabled'] === true;
  const entries = entriesOf(component, context);
  items.push({ kind: 'menu', label, customId: textOf(component, 'custom_id') ?? '', entries, least, most, isDisabled });
  if (isDisabled) return [painted(`[${items.length}: ${label} (off)]`, ['dim'], look)];
  const how = `  choose with ${items.length} 1${most > 1 ? ',2' : ''}`;
  const head = `[${painted(`${items.length}: ${label}`, ['bold'], look)}]${painted(how, ['dim'], look)}`;
  return [head, ...entryLines(entries, look)];
};

/** Buttons stand side by side, as many as fit; a menu stands alone. */
const row: Renderer = (component, context, items) => {
  const parts = inside(component, context, items);
  const hasMenu = objectsOf(component, 'components').some(({ type }) => type !== COMPONENT.button);
  if (hasMenu) return parts;
  const { columns } = context.look;
  const lines: string[] = [];
  let width = Number.POSITIVE_INFINITY;
  for (const [at, part] of objectsOf(component, 'components').entries()) {
    const shown = String(parts[at] ?? '');
    const length = labelOf(part).length + 8 + (textOf(part, 'url') === undefined ? 0 : LINK_LENGTH);
    if (lines.length === 0 || width + length > columns) {
      lines.push(shown);
      width = length;
    } else {
      lines.push(`${lines.pop()}  ${shown}`);
      width += length;
    }
  }
  return lines;
};
const LINK_LENGTH = 40;

const fileName = (url: string): string =>
  decodeURIComponent(URL.parse(url)?.pathname.split('/').at(-1) ?? '') || 'file';

const picture = (item: JsonObject): Lines => {
  const url = textOf(objectOf(item, 'media') ?? {}, 'url') ?? '';
  const description = textOf(item, 'description');
  return [{ url, name: fileName(url), description, isPicture: true, isSpoiler: item['spoiler'] === true }];
};

const file: Renderer = (component) => {
  const url = textOf(objectOf(component, 'file') ?? {}, 'url') ?? '';
  const name = textOf(component, 'name') ?? fileName(url);
  return [{ url, name, description: undefined, isPicture: false, isSpoiler: component['spoiler'] === true }];
};

const section: Renderer = (component, context, items) => {
  const beside = objectOf(component, 'accessory');
  return [...inside(component, context, items), ...(beside ? renderComponent(beside, context, items) : [])];
};

/** One function for each type of component, by Discord's number. */
const RENDERERS: Readonly<Record<number, Renderer>> = {
  [COMPONENT.row]: row,
  [COMPONENT.button]: button,
  [COMPONENT.stringSelect]: menu,
  [COMPONENT.userSelect]: menu,
  [COMPONENT.roleSelect]: menu,
  [COMPONENT.mentionableSelect]: menu,
  [COMPONENT.channelSelect]: menu,
  [COMPONENT.section]: section,
  [COMPONENT.text]: (component, context) => text(textOf(component, 'content'), context),
  [COMPONENT.thumbnail]: (component) => picture(component),
  [COMPONENT.gallery]: (component) => objectsOf(component, 'items').flatMap(picture),
  [COMPONENT.file]: file,
  [COMPONENT.separator]: (component, { look }) =>
    component['divider'] === false ? [''] : [painted('─'.repeat(24), ['dim'], look)],
  [COMPONENT.container]: inside,
};

/** A type that is not known is shown as its JSON, never dropped. */
const renderComponent: Renderer = (component, context, items) => {
  const render = RENDERERS[numberOf(component, 'type') ?? -1];
  return render ? render(component, context, items) : [JSON.stringify(component)];
};

function embed(entry: JsonObject, context: CardContext): Lines {
  const image = textOf(objectOf(entry, 'image') ?? {}, 'url');
  const title = textOf(entry, 'title');
  return [
    ...(title === undefined ? [] : [painted(title, ['bold'], context.look)]),
    ...text(textOf(entry, 'description'), context),
    ...objectsOf(entry, 'fields').flatMap((field) => [
      painted(textOf(field, 'name') ?? '', ['bold'], context.look),
      ...text(textOf(field, 'value'), context),
    ]),
    ...(image === undefined ? [] : picture({ media: { url: image } })),
  ];
}

/** Those that no component shows. */
function attachments(payload: JsonObject): Lines {
  const inCards = JSON.stringify(payload['components'] ?? []);
  return objectsOf(payload, 'attachments')
    .filter((each) => !inCards.includes(`"${textOf(each, 'id')}"`))
    .map((each) => ({
      url: textOf(each, 'url') ?? '',
      name: textOf(each, 'filename') ?? 'file',
      description: textOf(each, 'description'),
      isPicture: textOf(each, 'content_type')?.startsWith('image/') === true,
      isSpoiler: textOf(each, 'filename')?.startsWith('SPOILER_') === true,
    }));
}

/** A message as a terminal can show it: its words, its files, and what can be pressed, with numbers. */
export function renderMessage(payload: JsonObject, context: CardContext): Rendered {
  const items: Item[] = [];
  const lines = [
    ...text(textOf(payload, 'content'), context),
    ...objectsOf(payload, 'embeds').flatMap((each) => embed(each, context)),
    ...objectsOf(payload, 'components').flatMap((each) => renderComponent(each, context, items)),
    ...attachments(payload),
  ];
  return { lines, items };
}
