import { type Block, type Mark, type Names, readMarkdown, timeText } from '../discord/markdown.ts';

/** What the terminal can do. */
export interface Look {
  readonly hasColors: boolean;
  /** Lines are broken there; Infinity: never, as for whoever reads them by a program. */
  readonly columns: number;
}

type Style = 'bold' | 'dim' | 'italic' | 'underline' | 'strike' | 'code' | 'mention';

interface Piece {
  readonly text: string;
  readonly styles: readonly Style[];
  readonly url?: string;
}

const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  strike: [9, 29],
  code: [36, 39],
  mention: [94, 39],
};
const LONGEST_LINK = 48;
const NOT_SHOWN = /[^\P{Cc}\n]/gu;

/** Without what would command the terminal. */
export const printable = (text: string): string => text.replace(NOT_SHOWN, '');

/** A text in a style, where the terminal has styles. */
export function painted(text: string, styles: readonly Style[], { hasColors }: Pick<Look, 'hasColors'>): string {
  if (!hasColors || text === '') return text;
  return styles.reduce((inside, style) => `\u001b[${CODES[style][0]}m${inside}\u001b[${CODES[style][1]}m`, text);
}

/** A link that can be pressed where the terminal has such. */
export const pressable = (text: string, url: string, { hasColors }: Pick<Look, 'hasColors'>): string =>
  hasColors ? `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\` : text;

/** Where a link leads, in a few letters: its host and its file. */
export function shortLink(url: string): string {
  const { host, pathname } = URL.parse(url) ?? { host: '', pathname: url };
  const whole = `${host}${pathname === '/' ? '' : pathname}`;
  if (whole.length <= LONGEST_LINK && !url.includes('?')) return whole;
  const file = pathname.split('/').at(-1) ?? '';
  return `${host}/…${file.length > 24 ? file.slice(-24) : `/${file}`}`;
}

interface TextOptions {
  readonly names: Names;
  readonly look: Look;
  /** Links whole and spoilers open. */
  readonly isWhole?: boolean | undefined;
}

/** A text as Discord shows it, in lines for a terminal. */
export function markdownLines(source: string, options: TextOptions): readonly string[] {
  return readMarkdown(source).flatMap((block) => blockLines(block, options));
}

function blockLines(block: Block, options: TextOptions): readonly string[] {
  const { look } = options;
  const inside = (marks: readonly Mark[], styles: readonly Style[], first = '', others = first) =>
    linesOf(
      marks.flatMap((mark) => piecesOf(mark, styles, options)),
      { look, first, others },
    );
  switch (block.kind) {
    case 'lines':
      return inside(block.inside, []);
    case 'small':
      return inside(block.inside, ['dim']);
    case 'quote':
      return inside(block.inside, [], '▏ ');
    case 'heading':
      return inside(block.inside, block.level === 1 ? ['bold', 'underline'] : ['bold']);
    case 'list':
      return block.items.flatMap((item, at) => {
        const sign = block.start === undefined ? '• ' : `${block.start + at}. `;
        return inside(item, [], sign, ' '.repeat(sign.length));
      });
    case 'code':
      return block.text.split('\n').map((line) => `    ${painted(printable(line), ['code'], look)}`);
    default:
      return block satisfies never;
  }
}

function piecesOf(mark: Mark, styles: readonly Style[], options: TextOptions): readonly Piece[] {
  const { names, look, isWhole = false } = options;
  const all = (marks: readonly Mark[], style?: Style) =>
    marks.flatMap((each) => piecesOf(each, style ? [...styles, style] : styles, options));
  const mention = (text: string): readonly Piece[] => [{ text, styles: [...styles, 'mention'] }];
  switch (mark.kind) {
    case 'text':
      return [{ text: printable(mark.text), styles }];
    case 'bold':
    case 'italic':
    case 'underline':
      return all(mark.inside, mark.kind);
    case 'strike':
      return look.hasColors
        ? all(mark.inside, 'strike')
        : [{ text: '~', styles }, ...all(mark.inside), { text: '~', styles }];
    case 'spoiler': {
      const hidden = all(mark.inside);
      const length = hidden.reduce((sum, { text }) => sum + text.length, 0);
      return isWhole ? hidden : [{ text: '▒'.repeat(Math.min(Math.max(length, 3), 12)), styles }];
    }
    case 'code':
      return [{ text: printable(mark.text), styles: [...styles, 'code'] }];
    case 'link': {
      const words = mark.inside.map((each) => (each.kind === 'text' ? each.text : '')).join('');
      const target = isWhole ? mark.url : shortLink(mark.url);
      if (words === mark.url) return [{ text: target, styles: [...styles, 'underline'], url: mark.url }];
      const said = all(mark.inside, 'underline').map((piece) => ({ ...piece, url: mark.url }));
      return look.hasColors && !isWhole ? said : [...said, { text: ` (${target})`, styles }];
    }
    case 'user':
      return mention(`@${names.user(mark.id)}`);
    case 'role':
      return mention(`@${names.role(mark.id)}`);
    case 'channel':
      return mention(`#${names.channel(mark.id)}`);
    case 'everyone':
      return mention(mark.text);
    case 'command':
      return mention(`/${mark.name}`);
    case 'emoji':
      return [{ text: `:${mark.name}:`, styles }];
    case 'time':
      return [{ text: timeText(mark.seconds * 1000, mark.style, names.now(), names.locale()), styles }];
    default:
      return mark satisfies never;
  }
}

interface Fold {
  readonly look: Look;
  readonly first: string;
  readonly others: string;
}

/** Broken where a line ends, and between words where it grows too long. */
function linesOf(pieces: readonly Piece[], { look, first, others }: Fold): readonly string[] {
  const lines: Piece[][] = [[]];
  let width = first.length;
  const breakLine = () => {
    lines.push([]);
    width = others.length;
  };
  for (const piece of pieces) {
    for (const word of piece.text.match(/\n|[^\S\n]+|\S+/g) ?? []) {
      if (word === '\n') {
        breakLine();
        continue;
      }
      const isTooLong = width + word.length > look.columns && width > others.length;
      if (isTooLong) breakLine();
      if (isTooLong && word.trim() === '') continue;
      lines.at(-1)?.push({ ...piece, text: word });
      width += word.length;
    }
  }
  return lines.map((line, at) => `${at === 0 ? first : others}${joined(line, look)}`);
}

function joined(line: readonly Piece[], look: Look): string {
  const together: Piece[] = [];
  for (const piece of line) {
    const last = together.at(-1);
    const isAlike = last && last.url === piece.url && last.styles.join() === piece.styles.join();
    if (isAlike) together[together.length - 1] = { ...last, text: last.text + piece.text };
    else together.push(piece);
  }
  return together
    .map(({ text, styles, url }) => {
      const shown = painted(text, styles, look);
      return url === undefined ? shown : pressable(shown, url, look);
    })
    .join('');
}
