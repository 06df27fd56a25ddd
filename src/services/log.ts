import { styleText } from 'node:util';
import { type DestinationStream, type Level, type Logger, pino, stdSerializers } from 'pino';
import { ExpectedError } from '../core/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../core/json.ts';

const LEVELS: Readonly<Record<number, readonly [name: string, color: Parameters<typeof styleText>[0]]>> = {
  10: ['TRACE', 'gray'],
  20: ['DEBUG', 'gray'],
  30: ['INFO', 'green'],
  40: ['WARN', 'yellow'],
  50: ['ERROR', 'red'],
  60: ['FATAL', 'magenta'],
};

/** What a terminal would obey, or show as something else, is shown as what it is. */
const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });

const shown = (value: Json | undefined): string => {
  if (typeof value === 'string' && /^[\w.:/@#+-]+$/.test(value)) return value;
  return escaped(JSON.stringify(value ?? null));
};

/** The error and what caused it, in a line; where they have stacks, those below it. */
function errorOf(error: Json | undefined): { readonly words: string; readonly stack: string } | undefined {
  if (!isJsonObject(error)) return undefined;
  const { type = 'Error', message = '', code, status, stack, cause } = error;
  const details = [code, status].filter((detail) => typeof detail === 'string' || typeof detail === 'number');
  const inner = errorOf(cause);
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const own = `${String(type)}: ${String(message)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
  return {
    words: escaped(own) + (inner ? `, caused by ${inner.words}` : ''),
    stack: frames.map((line) => `\n    ${escaped(line.trim())}`).join('') + (inner?.stack ?? ''),
  };
}

/** Who has started, for a person: the first thing that one wants to see. */
function introduction({ bot, version, servers, address, invite, role }: JsonObject): string {
  if (bot === undefined) return `Darkroom ${String(version)} is ready as ${String(role)}`;
  const places = `${String(servers)} ${servers === 1 ? 'server' : 'servers'}`;
  const parts = [`Darkroom ${String(version)} is ${String(bot)} in ${places}`, address, invite && `invite: ${invite}`];
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

/** A line of the log as a person reads it: one line, and below it the stack of what nobody foresaw. */
function asText(line: string, isColored: boolean): string {
  // not JSON where a secret of digits was taken out of the middle of a number
  const entry = parseJson(line);
  if (!isJsonObject(entry)) return line;
  const { level, time, msg, err, ...fields } = entry;
  const [name, color] = LEVELS[Number(level)] ?? ['INFO', 'green'];
  const label = name.padEnd(5);
  const start = `${String(time).replace(/\.\d+Z$/, 'Z')} ${isColored ? styleText(color, label, { validateStream: false }) : label}`;
  if (msg === 'ready') return `${start} ${escaped(introduction(fields))}\n`;
  const error = errorOf(err);
  const said = Object.entries(fields).map(([key, value]) => `${shown(key)}=${shown(value)}`);
  const words = [start, escaped(String(msg ?? '')), ...said, ...(error ? [`· ${error.words}`] : [])];
  return `${words.filter(Boolean).join(' ')}${error?.stack ?? ''}\n`;
}

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // tokens of interactions, which stand in Discord's own URLs
  [/(\/(?:webhooks|interactions)\/\d{15,21}\/)[^/\s"'?\\]+/g, '$1[redacted]'],
  // signatures of links to pictures
  [/([?&](?:token|hm|signature|sig)=)[^&\s"'\\]+/gi, '$1[redacted]'],
  [/(\b(?:Bot|Bearer)\s+)[A-Za-z0-9._~+/-]{16,}/g, '$1[redacted]'],
];

/** JSON that was put into JSON: the text that a service sent, inside a field, inside a line. */
const QUOTED_TIMES = 4;

function quotedIn(secret: string, times = QUOTED_TIMES): readonly string[] {
  const quoted = JSON.stringify(secret).slice(1, -1);
  return times === 0 || quoted === secret ? [] : [quoted, ...quotedIn(quoted, times - 1)];
}

/** Takes every secret out of a line, in whatever form it slipped in. */
function createScrub(secrets: readonly string[]): (line: string) => string {
  const forms = new Set(
    secrets
      .filter((secret) => secret.length >= 4)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        ...quotedIn(secret),
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('base64url'),
      ]),
  );
  const known = [...forms].sort((a, b) => b.length - a.length);
  return (line) => {
    let clean = line;
    for (const form of known) if (clean.includes(form)) clean = clean.replaceAll(form, '[redacted]');
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
    return clean;
  };
}

export type Log = Logger;

export interface LogOptions {
  readonly level: Level | 'silent';
  readonly secrets: readonly string[];
  /** JSON where nothing is said. */
  readonly format?: 'json' | 'text' | 'colored text';
  readonly destination?: DestinationStream;
}

/** Constant message, data in the object, error under `err`. No prompt, no name, no secret. */
export function createLog({ level, secrets, format = 'json', destination }: LogOptions): Log {
  const scrub = createScrub(secrets);
  // what JSON has escaped is seen as it is only afterwards
  const text = (line: string) => scrub(asText(scrub(line), format === 'colored text'));
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serialise },
    hooks: { streamWrite: format === 'json' ? scrub : text },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Bodies of requests may hold a prompt: of an error only what tells the cause is kept. */
function serialise(error: unknown): unknown {
  if (!(error instanceof Error))
    return stdSerializers.err(new Error(typeof error === 'string' ? error : 'not an error'));
  const { code, status } = { code: undefined, status: undefined, ...error };
  const { name, message, cause } = error;
  const stack = isToldByItsWords(error, code) ? undefined : error.stack;
  return { type: name, message, code, status, stack, ...(cause === undefined ? {} : { cause: serialise(cause) }) };
}

/** What we raised knowingly, and what the system or the network said: where in the code that was tells nobody more. */
function isToldByItsWords(error: Error, code: unknown): boolean {
  if (error instanceof ExpectedError || error.name === 'TimeoutError' || error.name === 'AbortError') return true;
  return typeof code === 'string' && /^(E(?!RR_)[A-Z]|UND_ERR_)/.test(code);
}

const WORD = /[\p{L}\p{M}\p{N}]{3,}/gu;

const wordsIn = (text: string): readonly string[] => text.normalize('NFC').toLowerCase().match(WORD) ?? [];

/** What a provider said about an order, without the words of whoever gave it: a provider may quote them. */
export function withoutWords(said: string | undefined, input: JsonObject): string | undefined {
  const theirs = new Set(wordsIn(JSON.stringify(Object.values(input))));
  return said?.normalize('NFC').replace(WORD, (word) => (theirs.has(word.toLowerCase()) ? '…' : word));
}
