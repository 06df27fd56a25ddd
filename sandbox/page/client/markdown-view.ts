import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type Block, type Mark, type Names, readMarkdown, timeText } from '../../discord/markdown.ts';
import { type Drawn, h } from './element.ts';

export interface PageNames extends Names {
  /** Writes the beginning of a command for whoever pressed its name. */
  startCommand(name: string): void;
}

function Spoiler({ inside, names }: { readonly inside: readonly Mark[]; readonly names: PageNames }): Drawn {
  const isShown = useMemo(() => signal(false), []);
  const reveal = () => {
    isShown.value = true;
  };
  if (isShown.value)
    return h(
      'span',
      { class: 'spoiler shown' },
      inside.map((mark) => markView(mark, names)),
    );
  return h(
    'button',
    { type: 'button', class: 'spoiler', 'aria-label': 'Spoiler: show it', onClick: reveal },
    h(
      'span',
      { 'aria-hidden': true },
      inside.map((mark) => markView(mark, names)),
    ),
  );
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strike: 's' } as const;

function markView(mark: Mark, names: PageNames): Drawn {
  switch (mark.kind) {
    case 'text':
      return mark.text;
    case 'bold':
    case 'italic':
    case 'underline':
    case 'strike':
      return h(
        TAGS[mark.kind],
        {},
        mark.inside.map((each) => markView(each, names)),
      );
    case 'spoiler':
      return h(Spoiler, { inside: mark.inside, names });
    case 'code':
      return h('code', {}, mark.text);
    case 'link':
      return h(
        'a',
        { href: mark.url, target: '_blank', rel: 'noreferrer noopener' },
        mark.inside.map((each) => markView(each, names)),
      );
    case 'user':
      return h('span', { class: 'mention' }, `@${names.user(mark.id)}`);
    case 'role':
      return h('span', { class: 'mention' }, `@${names.role(mark.id)}`);
    case 'channel':
      return h('span', { class: 'mention' }, `#${names.channel(mark.id)}`);
    case 'everyone':
      return h('span', { class: 'mention' }, mark.text);
    case 'command':
      return h(
        'button',
        { type: 'button', class: 'mention', onClick: () => names.startCommand(mark.name) },
        `/${mark.name}`,
      );
    case 'emoji':
      return `:${mark.name}:`;
    case 'time': {
      const ms = mark.seconds * 1000;
      const at = new Date(ms);
      const dateTime = Number.isNaN(at.getTime()) ? '' : at.toISOString();
      const locale = names.locale();
      const title = timeText(ms, 'F', ms, locale);
      return h('time', { dateTime, title }, timeText(ms, mark.style, names.now(), locale));
    }
    default:
      return mark satisfies never;
  }
}

function blockView(block: Block, names: PageNames): Drawn {
  switch (block.kind) {
    case 'lines':
      return h(
        'p',
        {},
        block.inside.map((mark) => markView(mark, names)),
      );
    case 'small':
      return h(
        'p',
        { class: 'small' },
        block.inside.map((mark) => markView(mark, names)),
      );
    case 'quote':
      return h(
        'blockquote',
        {},
        block.inside.map((mark) => markView(mark, names)),
      );
    case 'heading':
      return h(
        'p',
        { class: `heading heading-${block.level}`, role: 'heading', 'aria-level': block.level + 2 },
        block.inside.map((mark) => markView(mark, names)),
      );
    case 'list':
      return h(
        block.start === undefined ? 'ul' : 'ol',
        block.start === undefined ? {} : { start: block.start },
        block.items.map((item) =>
          h(
            'li',
            {},
            item.map((mark) => markView(mark, names)),
          ),
        ),
      );
    case 'code':
      return h('pre', { tabIndex: 0 }, h('code', {}, block.text));
    default:
      return block satisfies never;
  }
}

/** A text as Discord shows it. */
export const markdown = (source: string, names: PageNames): Drawn =>
  h(
    'div',
    { class: 'markdown' },
    readMarkdown(source).map((block) => blockView(block, names)),
  );
