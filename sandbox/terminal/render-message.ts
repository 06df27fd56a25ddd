import type { JsonObject } from '../discord/json.ts';
import { isObject, listOf, numberOf, objectsOf, textOf } from '../discord/json.ts';

export interface Button {
  readonly label: string;
  readonly customId: string | undefined;
  readonly url: string | undefined;
}

export interface Rendered {
  readonly lines: readonly string[];
  /** As numbered in the lines, from 1. */
  readonly buttons: readonly Button[];
}

const TYPE = { row: 1, button: 2, section: 9, text: 10, thumbnail: 11, gallery: 12, separator: 14, container: 17 };

/** A message as a terminal can show it: its text, pictures as links, buttons with numbers. */
export function renderMessage(payload: JsonObject): Rendered {
  const buttons: Button[] = [];
  const lines = [
    ...textLines(textOf(payload, 'content')),
    ...objectsOf(payload, 'components').flatMap(renderComponent),
  ];
  return { lines, buttons };

  function renderComponent(component: JsonObject): string[] {
    const inner = () => objectsOf(component, 'components').flatMap(renderComponent);
    switch (numberOf(component, 'type')) {
      case TYPE.text:
        return textLines(textOf(component, 'content'));
      case TYPE.gallery:
        return objectsOf(component, 'items').map(renderPicture);
      case TYPE.row:
        return [inner().join('  ')];
      case TYPE.button:
        return [renderButton(component)];
      case TYPE.section: {
        const beside = component['accessory'];
        return [...inner(), ...(isObject(beside) ? renderComponent(beside) : [])];
      }
      case TYPE.separator:
        return ['─'.repeat(24)];
      default:
        return listOf(component, 'components').length > 0 ? inner() : [];
    }
  }

  function renderButton(component: JsonObject): string {
    const label = textOf(component, 'label') ?? '?';
    buttons.push({ label, customId: textOf(component, 'custom_id'), url: textOf(component, 'url') });
    const link = textOf(component, 'url');
    return link ? `[${buttons.length}: ${label} → ${link}]` : `[${buttons.length}: ${label}]`;
  }
}

const textLines = (text: string | undefined): string[] => (text ? text.split('\n') : []);

function renderPicture(item: JsonObject): string {
  const media = item['media'];
  const url = typeof media === 'object' && media !== null && 'url' in media ? String(media['url']) : '';
  const spoiler = item['spoiler'] === true ? ' (spoiler)' : '';
  return `🖼  ${url}${spoiler}`;
}
