import type { LocalDiscord } from '../discord/local-discord.ts';
import { FLAGS, type StoredMessage } from '../discord/messages.ts';
import { type CardContext, type Item, renderMessage, type ShownFile } from './card.ts';
import { painted, shortLink } from './markdown-text.ts';

interface Shown {
  readonly number: number;
  readonly message: StoredMessage;
  readonly items: readonly Item[];
}

interface Kept extends Shown {
  readonly text: string;
}

interface ScreenOptions {
  readonly discord: LocalDiscord;
  write(text: string): void;
  readonly card: CardContext;
  /** Whether whoever looks sees it. */
  sees(message: StoredMessage): boolean;
  /** What stands beside a message's number: where it is, or who wrote it. */
  about(message: StoredMessage): readonly string[];
  /** What is told of a file: where it was saved, how it looks. */
  tell(file: ShownFile, isAsked: boolean): Promise<{ readonly words: string; readonly drawing?: string } | undefined>;
}

export type Screen = ReturnType<typeof createScreen>;

/** Prints each message as it appears and as it changes. */
export function createScreen({ discord, write, card, sees, about, tell }: ScreenOptions) {
  const startedAt = card.names.now();
  const kept = new Map<string, Kept>();
  /** Announced, and without a word so far. */
  const thinking = new Map<string, StoredMessage>();
  let printing = Promise.resolve();
  const print = (work: () => unknown): void => {
    printing = printing.then(async () => void (await work()));
  };

  function show(message: StoredMessage): void {
    if (!sees(message)) return;
    if ((message.flags & FLAGS.LOADING) === 0) thinking.delete(message.id);
    else thinking.set(message.id, message);
    const { lines, items } = renderMessage(discord.payload(message), card);
    const text = JSON.stringify(lines.map((line) => (typeof line === 'string' ? line : withoutQuery(line.url))));
    const known = kept.get(message.id);
    if (known?.text === text || lines.length === 0) return;
    const number = known?.number ?? kept.size + 1;
    kept.set(message.id, { text, number, message, items });
    print(() => printCard(message, lines, { number, isAsked: false, notes: known ? ['edited'] : [] }));
  }

  async function printCard(
    message: StoredMessage,
    lines: readonly (string | ShownFile)[],
    { number, isAsked, notes }: { number: number; isAsked: boolean; notes: readonly string[] },
  ): Promise<void> {
    const { look, names } = card;
    const seconds = `${((names.now() - startedAt) / 1000).toFixed(1)} s`;
    const mark = message.ephemeralFor === undefined ? [] : ['only you see this'];
    const head = [`message ${number}`, seconds, ...about(message), ...notes, ...mark];
    const bar = painted('│', ['dim'], look);
    write(`\n  ${painted(head.join(' · '), ['dim'], look)}\n`);
    for (const line of lines) {
      if (typeof line === 'string') write(`  ${bar} ${line}\n`);
      else {
        const told = await tell(line, isAsked);
        const spoiler = line.isSpoiler ? ' (spoiler)' : '';
        write(`  ${bar} ${line.isPicture ? '🖼 ' : '📄'} ${told?.words ?? shortLink(line.url)}${spoiler}\n`);
        if (told?.drawing !== undefined) write(told.drawing);
      }
    }
  }

  function gone(message: StoredMessage): void {
    thinking.delete(message.id);
    const known = kept.get(message.id);
    if (!known || !sees(message)) return;
    kept.set(message.id, { ...known, message, items: [] });
    print(() => write(`\n  ${painted(`message ${known.number} was deleted`, ['dim'], card.look)}\n`));
  }

  function reacted({ message }: { readonly message: StoredMessage }): void {
    const known = kept.get(message.id);
    if (!known || !sees(message)) return;
    const now = [...message.reactions].map(([emoji, who]) => `${emoji} ${who.size}`).join('  ');
    const words = `message ${known.number}: ${now === '' ? 'no reactions any more' : now}`;
    print(() => write(`\n  ${painted(words, ['dim'], card.look)}\n`));
  }

  const offs = [
    discord.on('message', show),
    discord.on('edit', show),
    discord.on('reaction', reacted),
    discord.on('delete', gone),
  ];
  const isThere = ({ message }: Shown): boolean => message.deletedAt === undefined && sees(message);

  return {
    show,
    isShown: ({ id }: StoredMessage): boolean => kept.has(id),
    /** What can be pressed: of the message that is named, or of the last one that has so many. */
    item(number: number, messageNumber?: number): (Shown & { readonly item: Item }) | undefined {
      const having = [...kept.values()]
        .filter(isThere)
        .filter((shown) => messageNumber === undefined || shown.number === messageNumber)
        .sort((a, b) => lastChange(a.message) - lastChange(b.message) || a.number - b.number)
        .flatMap((shown) => {
          const item = shown.items[number - 1];
          return item ? [{ ...shown, item }] : [];
        });
      return having.at(-1);
    },
    message: (number: number): StoredMessage | undefined =>
      [...kept.values()].find((shown) => shown.number === number && isThere(shown))?.message,
    /** Once more, with links whole, spoilers open and pictures drawn. */
    again(number: number): boolean {
      const shown = [...kept.values()].find((each) => each.number === number && isThere(each));
      if (!shown) return false;
      const { lines } = renderMessage(discord.payload(shown.message), { ...card, isWhole: true });
      print(() => printCard(shown.message, lines, { number, isAsked: true, notes: [] }));
      return true;
    },
    /** Messages that still change. */
    open: (): readonly StoredMessage[] => [
      ...thinking.values(),
      ...[...kept.values()].filter((shown) => isThere(shown) && isOpen(shown)).map(({ message }) => message),
    ],
    /** Until all that happened so far is printed. */
    printed: (): Promise<void> => printing,
    close(): void {
      for (const off of offs) off();
    },
  };
}

const withoutQuery = (url: string): string => url.split('?')[0] ?? '';

const lastChange = ({ createdAt, editedAt }: StoredMessage): number => editedAt ?? createdAt;

/** A card in line can be cancelled, one that works has no button yet; one that ended can be repeated. Lists stay. */
function isOpen({ items, message }: Shown): boolean {
  if (!message.author.bot) return false;
  const ids = items.flatMap((item) =>
    item.kind === 'menu' ? [item.customId, ...item.entries.map(({ value }) => value)] : (item.customId ?? []),
  );
  const has = (action: RegExp) => ids.some((id) => action.test(id));
  if (has(/^v1:page:/) || (message.ephemeralFor !== undefined && !has(/^v1:cancel:/))) return false;
  return !has(/^v1:(again|retry):/);
}
