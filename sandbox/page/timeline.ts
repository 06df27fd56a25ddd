import type { Exchange } from '../discord/events.ts';
import { isObject, type JsonObject, numberOf, objectOf, parseJson, textOf } from '../discord/json.ts';
import type { HeardRequest } from '../http/local-server.ts';
import type { Sitting } from '../sitting.ts';
import type { ShownPart, TimelineEntry } from './protocol.ts';

const KEPT_ENTRIES = 600;
const KEPT_TOKENS = 500;
const LONGEST_TEXT = 2000;

const TOKEN_IN_PATH = /(\/(?:interactions|webhooks)\/\d+\/)([^/?]+)/;
const SIGNATURES = /([?&~](?:hm|ex|is|exp|hmac|token))=[^&~"\s]+/g;
/** Names of jobs, and of tasks and files. */
const NAMES = /\b(?:[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![0-9A-Za-z])/g;

const INTERACTIONS: Readonly<Record<number, string>> = { 2: 'ran', 3: 'pressed', 4: 'typed in', 5: 'sent the form' };

interface Kept {
  entry: TimelineEntry;
  body: unknown;
  answer: unknown;
  /** What may tell later whose it is. */
  readonly clues: readonly string[];
  /** What it brings up: whoever caused it, caused these. */
  readonly brings: readonly string[];
}

type Noted = Pick<TimelineEntry, 'at' | 'to' | 'title' | 'cause' | 'status' | 'ms'> & Omit<Kept, 'entry'>;

const namesIn = (text: string): readonly string[] => text.match(NAMES) ?? [];

function readBody(text: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    try {
      return parseJson(text);
    } catch {
      return text;
    }
  }
  return text === '' || /^[\t\n\r\x20-\x7e]*$/.test(text.slice(0, 200)) ? text : `(${text.length} characters)`;
}

/** What people did and what the bot asked of everybody, each request tied to the press that caused it; secrets are left out. */
export function createTimeline(sitting: Sitting, tell: (entry: TimelineEntry) => void) {
  const { stage, clock } = sitting;
  const kept: Kept[] = [];
  const causes = new Map<string, number>();
  const tokens = new Map<string, string>();
  let last = 0;

  function hideText(text: string): string {
    const secrets = [...tokens.keys(), ...sitting.secrets];
    const hidden = secrets.reduce((left, secret) => left.replaceAll(secret, '(hidden)'), text);
    const open = hidden.replace(SIGNATURES, '$1=(hidden)');
    return open.length > LONGEST_TEXT ? `${open.slice(0, 200)}… (${open.length} characters)` : open;
  }

  function hide(value: unknown): unknown {
    if (typeof value === 'string') return hideText(value);
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'token' ? '(hidden)' : hide(inner)]),
    );
  }

  /** From now on these are known to come of that press; whatever waited for it is told. */
  function bind(names: readonly string[], cause: number): void {
    const fresh = names.filter((name) => !causes.has(name));
    for (const name of fresh) causes.set(name, cause);
    if (fresh.length === 0) return;
    for (const each of kept) {
      if (each.entry.cause !== undefined || !each.clues.some((clue) => fresh.includes(clue))) continue;
      each.entry = { ...each.entry, cause };
      if (each.entry.number > 0) tell(each.entry);
      bind([...each.clues, ...each.brings], cause);
    }
  }

  function keep(one: Kept): void {
    kept.push(one);
    if (kept.length > KEPT_ENTRIES) kept.shift();
    const { cause, number } = one.entry;
    if (number > 0) tell(one.entry);
    if (cause !== undefined) bind([...one.clues, ...one.brings], cause);
  }

  function note({ body, answer, clues, brings, ...noted }: Noted): void {
    const cause = noted.cause ?? clues.map((clue) => causes.get(clue)).find((each) => each !== undefined);
    const before = kept.at(-1);
    const isRepeated = before?.entry.title === noted.title && noted.title.startsWith('GET ');
    if (isRepeated) {
      const { status, ms, at } = noted;
      before.entry = { ...before.entry, status, ms, at, times: before.entry.times + 1 };
      before.answer = answer;
      tell(before.entry);
      return;
    }
    last += 1;
    const entry: TimelineEntry = { ...noted, number: last, kind: 'bot', cause, interaction: undefined, times: 1 };
    keep({ entry, body, answer, clues, brings });
  }

  function noteInteraction(payload: JsonObject): void {
    const id = textOf(payload, 'id') ?? '';
    tokens.set(textOf(payload, 'token') ?? '', id);
    if (tokens.size > KEPT_TOKENS) tokens.delete([...tokens.keys()][0] ?? '');
    const data = objectOf(payload, 'data') ?? {};
    const user = objectOf(payload, 'user') ?? objectOf(objectOf(payload, 'member') ?? {}, 'user') ?? {};
    const what = INTERACTIONS[numberOf(payload, 'type') ?? 0] ?? 'did';
    last += 1;
    const entry: TimelineEntry = {
      number: last,
      at: clock.now(),
      kind: 'person',
      to: 'Discord',
      title: `${textOf(user, 'username') ?? '?'} ${what} ${textOf(data, 'name') ?? textOf(data, 'custom_id') ?? ''}`,
      cause: last,
      interaction: id,
      status: undefined,
      ms: undefined,
      times: 1,
    };
    keep({ entry, body: payload, answer: undefined, clues: [], brings: [id] });
  }

  function noteExchange(exchange: Exchange): void {
    const token = decodeURIComponent(TOKEN_IN_PATH.exec(exchange.path)?.[2] ?? '');
    const body = exchange.files
      ? { ...objectOf({ body: exchange.body }, 'body'), files: exchange.files }
      : exchange.body;
    const answer = isObject(exchange.response) ? exchange.response : {};
    const made = objectOf(objectOf(answer, 'resource') ?? {}, 'message') ?? answer;
    const isOfMessage = exchange.path.includes('/messages') || token !== '';
    const message = /\/messages\/(\d+)/.exec(exchange.path)?.[1] ?? (isOfMessage ? textOf(made, 'id') : undefined);
    const inBody = isOfMessage ? namesIn(JSON.stringify(body ?? '')) : [];
    note({
      at: exchange.at,
      to: 'Discord',
      title: `${exchange.method} ${exchange.path.replace(TOKEN_IN_PATH, '$1(token)').replace('/api/v10', '')}`,
      cause: causes.get(tokens.get(token) ?? ''),
      status: exchange.status,
      ms: clock.now() - exchange.at,
      body,
      answer: exchange.response,
      clues: token === '' ? [...(message === undefined ? [] : [message]), ...inBody] : [],
      brings: [...(message === undefined ? [] : [message]), ...inBody],
    });
  }

  /** Requests to providers and to the file service: tied by the task, or by the file that a message shows later. */
  const noteHeard = (to: TimelineEntry['to']) => (heard: HeardRequest) => {
    const { at, status, ms, method, path } = heard;
    const sent = readBody(heard.body);
    const id = /name="id"\s+(\S+)/.exec(heard.body)?.[1];
    const clues = [...namesIn(path), ...(to === 'File service' ? namesIn(id ?? '') : namesIn(heard.answer))];
    note({
      at,
      to,
      title: `${method} ${path}`,
      cause: undefined,
      status,
      ms,
      body: id === undefined ? sent : { id, image: `(${heard.body.length} characters or more)` },
      answer: readBody(heard.answer),
      clues,
      brings: namesIn(JSON.stringify(sent)),
    });
  };

  /** The log tells which job has which task. */
  function readLine(line: string): void {
    if (!line.includes('"ticket"')) return;
    const told = readBody(line);
    if (!isObject(told)) return;
    const [job, ticket] = [textOf(told, 'job'), textOf(told, 'ticket')];
    if (job === undefined || ticket === undefined) return;
    const unseen = {
      title: '',
      kind: 'bot',
      to: 'Discord',
      interaction: undefined,
      status: 0,
      ms: 0,
      times: 1,
    } as const;
    const entry: TimelineEntry = { ...unseen, number: 0, at: 0, cause: causes.get(job) };
    keep({ entry, body: undefined, answer: undefined, clues: [job, ...namesIn(ticket)], brings: [] });
  }

  const shown = (): readonly Kept[] => kept.filter(({ entry }) => entry.number > 0);
  const partOf = ({ entry, body, answer }: Kept): ShownPart => ({
    title: entry.title,
    to: entry.kind === 'person' ? undefined : entry.to,
    at: entry.at,
    ms: entry.ms,
    status: entry.status,
    asked: hide(body),
    answer: hide(answer),
  });

  return {
    noteInteraction,
    noteExchange,
    readLine,
    hide,
    listen: () => [
      stage.freepik.listen(noteHeard('Freepik')),
      stage.apiframe.listen(noteHeard('APIFRAME')),
      stage.files?.listen(noteHeard('File service')) ?? (() => undefined),
    ],
    newest: (count: number): readonly TimelineEntry[] =>
      shown()
        .slice(-count)
        .map(({ entry }) => entry),

    /** One entry, and all that came of the same press. */
    around(number: number): readonly ShownPart[] {
      const chosen = shown().find(({ entry }) => entry.number === number);
      const cause = chosen?.entry.cause;
      if (!chosen || cause === undefined) return chosen ? [partOf(chosen)] : [];
      const same = shown().filter((each) => each.entry.cause === cause && each !== chosen);
      return [partOf(chosen), ...same.map(partOf)];
    },

    /** The presses that made a message and those on it, with what came of each. */
    about(message: string): readonly ShownPart[] {
      const pressed = shown().filter(({ entry, body }) => entry.kind === 'person' && isAbout(body, message));
      const numbers = new Set([causes.get(message), ...pressed.map(({ entry }) => entry.number)]);
      return shown()
        .filter(({ entry }) => entry.cause !== undefined && numbers.has(entry.cause))
        .map(partOf);
    },
  };
}

const isAbout = (payload: unknown, message: string): boolean =>
  isObject(payload) && textOf(objectOf(payload, 'message') ?? {}, 'id') === message;
