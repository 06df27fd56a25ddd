import { styleText } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

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

/** Undefined where a secret of digits was taken out of the middle of a number. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Who has started, for a person: the first thing that one wants to see. */
function introduction({ bot, version, servers, address, invite, role }: JsonObject): string {
  if (bot === undefined) return `Darkroom ${String(version)} is ready as ${String(role)}`;
  const places = `${String(servers)} ${servers === 1 ? 'server' : 'servers'}`;
  const parts = [`Darkroom ${String(version)} is ${String(bot)} in ${places}`, address, invite && `invite: ${invite}`];
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

/** A line of the log as a person reads it: one line, and below it the stack of what nobody foresaw. */
export function asText(line: string, isColored: boolean): string {
  const entry = parsed(line);
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
