import { OPTION } from '../../discord/command-options.ts';
import { type JsonObject, numberOf, objectsOf, textOf } from '../../discord/json.ts';
import { offeredCommands, readDraft } from '../../terminal/command-line.ts';

/** What is typed, and where the caret stands in it. */
export interface Draft {
  readonly text: string;
  readonly caret: number;
}

/** What the composer offers: `draft` is what stands there once it is taken. */
export interface Suggestion {
  readonly name: string;
  readonly hint: string;
  readonly draft: Draft;
  /** An option that takes a file: it is asked for. */
  readonly attach?: string;
}

interface Known {
  readonly commands: readonly JsonObject[];
  readonly people: readonly string[];
  readonly channels: readonly string[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  /** What the bot suggested for the option that is being typed. */
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
  /** All options that are left are asked for, not only those that a word begins. */
  readonly isAsked: boolean;
}

const nameOf = (option: JsonObject): string => textOf(option, 'name') ?? '';
const fits = (name: string, typed: string): boolean => name.toLowerCase().includes(typed.trim().toLowerCase());

const atEnd = (text: string): Draft => ({ text, caret: text.length });

/** In place of what stands between two places; the caret comes behind it. */
function put({ text }: Draft, from: number, to: number, words: string): Draft {
  const before = `${text.slice(0, from)}${words}`;
  const after = words.endsWith(' ') ? text.slice(to).replace(/^\s/, '') : text.slice(to);
  return { text: before + after, caret: before.length };
}

/** The option whose value the caret is in, what stands there, and as far as it is typed. */
export function typedOption({ text, caret }: Draft, commands: readonly JsonObject[]) {
  const read = readDraft(text, commands);
  const given = read?.given.find(({ from, to }) => from <= caret && caret <= to);
  const option = read?.options.find((each) => nameOf(each) === given?.name);
  return given && option ? { option, ...given, value: text.slice(given.from, caret) } : undefined;
}

/** What the command cannot do without and has not got; words before the first name are what it needs most. */
export function missingOptions(text: string, commands: readonly JsonObject[]): readonly JsonObject[] {
  const read = readDraft(text, commands);
  if (!read) return [];
  const required = read.options.filter((option) => option['required'] === true);
  const loose = text.slice(read.name.length, read.given[0]?.at).trim();
  const filled = read.given.filter(({ from, to }) => text.slice(from, to).trim() !== '').map(({ name }) => name);
  return required.filter((option, index) => !filled.includes(nameOf(option)) && !(index === 0 && loose !== ''));
}

function startOf(name: string, commands: readonly JsonObject[]): string {
  const options = readDraft(`${name} `, commands)?.options ?? [];
  const required = options.find((option) => option['required'] === true);
  return required && required['type'] !== OPTION.attachment ? `${name} ${nameOf(required)}:` : `${name} `;
}

export function commandStart(name: string, commands: readonly JsonObject[]): string {
  return startOf(name.startsWith('/') ? name : `/${name}`, commands);
}

function valuesOf(option: JsonObject, typed: string, known: Known): readonly { name: string; value: string }[] {
  const type = numberOf(option, 'type') ?? 0;
  const choices = objectsOf(option, 'choices').map((choice) => nameOf(choice));
  const own: Readonly<Record<number, readonly string[]>> = {
    [OPTION.boolean]: ['yes', 'no'],
    [OPTION.user]: known.people.map((name) => `@${name}`),
    [OPTION.channel]: known.channels.map((name) => `#${name}`),
  };
  if (option['autocomplete'] === true) return known.choices.map(({ name, value }) => ({ name, value: String(value) }));
  if (type === OPTION.role) return known.roles.map(({ id, name }) => ({ name, value: id }));
  const all = choices.length > 0 ? choices : (own[type] ?? []);
  const found = all.filter((name) => fits(name, typed)).map((name) => ({ name, value: name }));
  return found.some(({ name }) => name === typed.trim()) ? [] : found;
}

export function suggestionsFor(draft: Draft, known: Known): readonly Suggestion[] {
  const { commands } = known;
  const { text, caret } = draft;
  if (!text.startsWith('/')) return [];
  const read = readDraft(text, commands);
  if (!read) {
    const typed = text.trimEnd().slice(1);
    const all = offeredCommands(commands).filter(({ name }) => fits(name, typed));
    const byStart = [...all].sort((a, b) => Number(b.name.startsWith(text)) - Number(a.name.startsWith(text)));
    return byStart.map(({ name, description }) => ({ name, hint: description, draft: atEnd(startOf(name, commands)) }));
  }
  if (caret <= read.name.length) return [];
  const current = typedOption(draft, commands);
  const values = current ? valuesOf(current.option, current.value, known) : [];
  if (current && values.length > 0) {
    const { from, to, option } = current;
    return values.map(({ name, value }) => ({ name, hint: nameOf(option), draft: put(draft, from, to, `${value} `) }));
  }
  const word = /(?<=\s)\S*$/.exec(text.slice(0, caret))?.[0];
  if (word === undefined || (!known.isAsked && word.length < 2 && current !== undefined)) return [];
  const left = read.options.filter((option) => !read.given.some(({ name }) => name === nameOf(option)));
  const byNeed = [...left].sort((a, b) => Number(b['required'] === true) - Number(a['required'] === true));
  return byNeed
    .filter((option) => nameOf(option).startsWith(word))
    .map((option) => ({
      name: nameOf(option),
      hint: `${textOf(option, 'description') ?? ''}${option['required'] === true ? ' (required)' : ''}`,
      draft: put(draft, caret - word.length, caret, `${nameOf(option)}:`),
      ...(option['type'] === OPTION.attachment ? { attach: nameOf(option) } : {}),
    }));
}

/** The draft in parts, for marks behind it: names of commands and options are told from what is typed. */
export function partsOf(draft: string, commands: readonly JsonObject[]): readonly { text: string; isName: boolean }[] {
  const read = readDraft(draft, commands);
  if (!read) return [{ text: draft, isName: false }];
  const parts: { text: string; isName: boolean }[] = [{ text: read.name, isName: true }];
  let at = read.name.length;
  for (const { at: start, from } of read.given) {
    parts.push({ text: draft.slice(at, start), isName: false }, { text: draft.slice(start, from), isName: true });
    at = from;
  }
  return [...parts, { text: draft.slice(at), isName: false }];
}
