/** Discord's markdown as a tree, for the page and for the terminal. */
export type Mark =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'; readonly inside: readonly Mark[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly inside: readonly Mark[] }
  | { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'everyone'; readonly text: string }
  | { readonly kind: 'command'; readonly name: string; readonly id: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'time'; readonly seconds: number; readonly style: string };

export type Block =
  | { readonly kind: 'lines' | 'small' | 'quote'; readonly inside: readonly Mark[] }
  | { readonly kind: 'heading'; readonly level: number; readonly inside: readonly Mark[] }
  | { readonly kind: 'list'; readonly start: number | undefined; readonly items: readonly (readonly Mark[])[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

interface Rule {
  /** At the place, sticky. */
  readonly pattern: RegExp;
  read(match: RegExpExecArray): Mark;
}

const around = (kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler', pattern: RegExp): Rule => ({
  pattern,
  read: (match) => ({ kind, inside: readInline(match.slice(1).find((each) => each !== undefined) ?? '') }),
});

/** In their order: the first that fits at a place is taken. */
const RULES: readonly Rule[] = [
  { pattern: /\\([^0-9A-Za-z\s])/uy, read: ([, text = '']) => ({ kind: 'text', text }) },
  {
    pattern: /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y,
    read: ([, , text = '']) => ({ kind: 'code', text: text.replace(/^ (?=`)|(?<=`) $/g, '') }),
  },
  { pattern: /<@!?(\d+)>/y, read: ([, id = '']) => ({ kind: 'user', id }) },
  { pattern: /<@&(\d+)>/y, read: ([, id = '']) => ({ kind: 'role', id }) },
  { pattern: /<#(\d+)>/y, read: ([, id = '']) => ({ kind: 'channel', id }) },
  { pattern: /<\/([^:>]+):(\d+)>/y, read: ([, name = '', id = '']) => ({ kind: 'command', name, id }) },
  { pattern: /<a?:(\w+):\d+>/y, read: ([, name = '']) => ({ kind: 'emoji', name }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    read: ([, seconds, style = 'f']) => ({ kind: 'time', seconds: Number(seconds), style }),
  },
  { pattern: /@(?:everyone|here)/y, read: ([text]) => ({ kind: 'everyone', text }) },
  {
    pattern: /\[((?:\\.|[^\\[\]])+)\]\(<?(https?:\/\/(?:[^\s()>]|\([^\s()>]*\))+)>?(?:\s+"[^"]*")?\)/y,
    read: ([, text = '', url = '']) => ({ kind: 'link', url, inside: readInline(text) }),
  },
  {
    pattern: /<(https?:\/\/[^\s>]+)>/y,
    read: ([, url = '']) => ({ kind: 'link', url, inside: [{ kind: 'text', text: url }] }),
  },
  {
    pattern: /https?:\/\/[^\s<]*[^\s<.,:;"')\]*_~|]/y,
    read: ([url]) => ({ kind: 'link', url, inside: [{ kind: 'text', text: url }] }),
  },
  around('bold', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y),
  around('underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y),
  around(
    'italic',
    /\*(?=\S)((?:\\[\s\S]|\*\*|[^*\\])+?)(?<=\S)\*(?!\*)|(?<![\p{L}\p{N}])_((?:\\[\s\S]|__|[^_\\])+?)_(?![\p{L}\p{N}_])/uy,
  ),
  around('strike', /~~((?:\\[\s\S]|[^\\])+?)~~/y),
  around('spoiler', /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y),
];

/** Where a mark may begin: everything between is plain text. */
const BEGINNING = /[\\`<@[*_~|]|https?:\/\//g;

function readInline(source: string): readonly Mark[] {
  const marks: Mark[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') marks.push({ kind: 'text', text });
    text = '';
  };
  let at = 0;
  while (at < source.length) {
    BEGINNING.lastIndex = at;
    const next = BEGINNING.exec(source)?.index ?? source.length;
    text += source.slice(at, next);
    at = next;
    if (at >= source.length) break;
    const read = readAt(source, at);
    if (read?.mark.kind === 'text') text += read.mark.text;
    else if (read) {
      flush();
      marks.push(read.mark);
    } else text += source.charAt(at);
    at = read ? read.end : at + 1;
  }
  flush();
  return marks;
}

function readAt(source: string, at: number): { readonly mark: Mark; readonly end: number } | undefined {
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    // a mark inside reads on with the same patterns: where this one ended is kept before
    if (match) return { end: at + match[0].length, mark: read(match) };
  }
  return undefined;
}

const LIST_ITEM = /^\s{0,8}(?:[-*]|(\d{1,9})\.)\s+(.*)$/;
const FENCE = /^```(?:([\w+-]+)\n)?([\s\S]*?)```/;

/** A whole message. */
export function readMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = [];
  let plain: string[] = [];
  const flush = () => {
    if (plain.length > 0) blocks.push({ kind: 'lines', inside: readInline(plain.join('\n')) });
    plain = [];
  };
  let rest = source;
  while (rest !== '') {
    const fence = FENCE.exec(rest);
    const [line = ''] = rest.split('\n', 1);
    const read = fence
      ? codeBlock(fence)
      : line.startsWith('>>> ')
        ? quoteOf(rest.slice(4), rest)
        : blockAt(rest, line);
    if (read) {
      flush();
      blocks.push(read.block);
    } else {
      // a fence may begin within a line
      const inside = line.indexOf('```');
      const taken = inside > 0 && FENCE.test(rest.slice(inside)) ? line.slice(0, inside) : line;
      plain.push(taken);
      rest = rest.slice(taken.length).replace(/^\n/, '');
      continue;
    }
    rest = rest.slice(read.length).replace(/^\n/, '');
  }
  flush();
  return blocks;
}

interface ReadBlock {
  readonly block: Block;
  readonly length: number;
}

const codeBlock = ([whole, language = '', text = '']: RegExpExecArray): ReadBlock => ({
  block: { kind: 'code', language, text: text.replace(/^\n|\n$/g, '') },
  length: whole.length,
});

const quoteOf = (text: string, whole: string): ReadBlock => ({
  block: { kind: 'quote', inside: readInline(text) },
  length: whole.length,
});

function blockAt(rest: string, line: string): ReadBlock | undefined {
  const heading = /^(#{1,3})\s+(\S.*)$/.exec(line);
  if (heading) {
    const [whole, marks = '', text = ''] = heading;
    return { block: { kind: 'heading', level: marks.length, inside: readInline(text) }, length: whole.length };
  }
  const small = /^-#\s+(\S.*)$/.exec(line);
  if (small) return { block: { kind: 'small', inside: readInline(small[1] ?? '') }, length: line.length };
  const lines = rest.split('\n');
  if (line.startsWith('> ')) {
    const quoted = lines.slice(
      0,
      firstUnlike(lines, (each) => each.startsWith('> ')),
    );
    return quoteOf(quoted.map((each) => each.slice(2)).join('\n'), quoted.join('\n'));
  }
  if (LIST_ITEM.test(line)) {
    const items = lines.slice(
      0,
      firstUnlike(lines, (each) => LIST_ITEM.test(each) && !/^-#/.test(each)),
    );
    const start = LIST_ITEM.exec(line)?.[1];
    return {
      block: {
        kind: 'list',
        start: start === undefined ? undefined : Number(start),
        items: items.map((each) => readInline(LIST_ITEM.exec(each)?.[2] ?? '')),
      },
      length: items.join('\n').length,
    };
  }
  return undefined;
}

function firstUnlike(lines: readonly string[], isAlike: (line: string) => boolean): number {
  const first = lines.findIndex((line) => !isAlike(line));
  return first < 0 ? lines.length : first;
}

const DAY_MS = 86_400_000;
const STEPS: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [365 * DAY_MS, 'year'],
  [30 * DAY_MS, 'month'],
  [DAY_MS, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

const FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** What whoever shows a text needs to know of the world around it. */
export interface Names {
  user(id: string): string;
  role(id: string): string;
  channel(id: string): string;
  now(): number;
  /** The reader's own language, as Discord names it. */
  locale(): string;
}

/** A time as Discord writes it in the reader's language, beside the time that it is now. */
export function timeText(ms: number, style: string, now: number, locale: string): string {
  if (style !== 'R') return new Intl.DateTimeFormat(locale, FORMATS[style] ?? FORMATS['f']).format(ms);
  const distance = ms - now;
  const [size, unit] = STEPS.find(([each]) => Math.abs(distance) >= each) ?? [1000, 'second'];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(distance / size), unit);
}
