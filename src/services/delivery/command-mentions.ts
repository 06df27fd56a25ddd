import { z } from 'zod';
import { type Clock, within } from '../../core/clock.ts';
import { parseJson, sum } from '../../core/json.ts';

/** Ids that Discord gave our commands, by their names. */
type CommandIds = Readonly<Record<string, string>>;

export interface KnownCommandIds {
  /** As the newest registration said, whichever process made it. */
  current(): Promise<CommandIds>;
  /** For all processes. */
  learn(ids: CommandIds): Promise<void>;
}

interface KnownParts {
  readonly documents: { get(key: string): Promise<unknown>; set(key: string, value: string): Promise<unknown> };
  readonly clock: Clock;
}

const KEY = 'command-ids';
const learnt = z.record(z.string(), z.string());

const FRESH_MS = 3000;
/** No answer waits longer for the names in it to be pressed. */
const PATIENCE_MS = 300;

export function createKnownCommandIds({ documents, clock }: KnownParts): KnownCommandIds {
  let known: CommandIds = {};
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const told = learnt.safeParse(parseJson(String(await documents.get(KEY))));
    if (told.success) known = told.data;
    readAt = clock.elapsed();
  }

  return {
    async current() {
      if (clock.elapsed() - readAt < FRESH_MS) return known;
      reading ??= read()
        // a database that is away: what was known before is as good
        .catch(() => undefined)
        .finally(() => (reading = undefined));
      await within(clock, PATIENCE_MS, reading, undefined);
      return known;
    },
    async learn(ids) {
      const text = JSON.stringify(ids);
      if ((await documents.get(KEY)) !== text) await documents.set(KEY, text);
      known = ids;
      readAt = clock.elapsed();
    },
  };
}

/** Makes what a message calls a command, in bold, something to press. */
export type Mentioning = <Body extends object>(body: Body) => Promise<Body>;

/** What is escaped, code, and a command in bold as a text names it: `**\/settings set log\_channel**`. */
const NAMED = /\\[\s\S]|```[\s\S]*?```|`[^`\n]*`|\*\*\/((?:\\[^\n]|[^*\\\n])+)\*\*/g;
const SOME_NAMED = /\*\*\//;
const TEXT_DISPLAY = 10;
/** Of all texts of a message. */
const TEXT_LIMIT = 4000;

interface MentioningParts {
  /** As they are called in any language, to what Discord calls them: `cài_đặt đổi` to `settings set`. */
  readonly paths: ReadonlyMap<string, string>;
  readonly ids: Pick<KnownCommandIds, 'current'>;
}

export function createMentioning({ paths, ids }: MentioningParts): Mentioning {
  function mentionOf(bold: string, typed: string, known: CommandIds): string {
    const words = typed.split(' ');
    const bare = words.map((word) => word.replace(/\\(.)/g, '$1'));
    const length = [2, 1].find((count) => paths.has(bare.slice(0, count).join(' ')));
    const path = length === undefined ? undefined : paths.get(bare.slice(0, length).join(' '));
    const id = path === undefined ? undefined : known[path.split(' ')[0] ?? ''];
    if (id === undefined) return bold;
    const rest = words.slice(length).join(' ');
    return `</${path}:${id}>${rest === '' ? '' : ` **${rest}**`}`;
  }

  const mentioned = (text: string, known: CommandIds): string =>
    text.replaceAll(NAMED, (whole: string, typed: string | undefined) =>
      typed === undefined ? whole : mentionOf(whole, typed, known),
    );

  return async (body) => {
    if (!displaysIn(body).some(({ content }) => SOME_NAMED.test(content))) return body;
    const known = await ids.current();
    const mentioning = structuredClone(body);
    const displays = displaysIn(mentioning);
    for (const display of displays) display.content = mentioned(display.content, known);
    return sum(displays.map(({ content }) => content.length)) > TEXT_LIMIT ? body : mentioning;
  };
}

interface TextDisplay {
  content: string;
}

const isDisplay = (value: object): value is TextDisplay =>
  'type' in value && value.type === TEXT_DISPLAY && 'content' in value && typeof value.content === 'string';

function displaysIn(value: unknown): readonly TextDisplay[] {
  if (typeof value !== 'object' || value === null) return [];
  return isDisplay(value) ? [value] : Object.values(value).flatMap(displaysIn);
}
