import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { GivenOption } from '../discord/command-options.ts';
import { type JsonObject, numberOf, objectsOf, textOf } from '../discord/json.ts';

export interface TypedCommand {
  /** `limits set` where there are subcommands. */
  readonly name: string;
  /** As Discord knows them. */
  readonly options: readonly JsonObject[];
  readonly values: Readonly<Record<string, string>>;
}

type Named = Omit<TypedCommand, 'values'> & { readonly rest: string };

const COMMAND = { slash: 1 };
const OPTION = { subcommand: 1, group: 2, integer: 4, boolean: 5, number: 10, attachment: 11 };

/** `/imagine prompt:a red fox model:zen`: a value goes on until the next name of an option. */
export function parseCommandLine(line: string, commands: readonly JsonObject[]): TypedCommand | string {
  const text = line.trim();
  const named = text.startsWith('/') ? nameOf(text.slice(1), slashCommands(commands)) : undefined;
  if (!named) {
    const word = text.split(/\s/)[0]?.replace(/^\/*/, '/');
    return `There is no ${word}. Known: ${allNames(commands).join(' ')}`;
  }
  const { name, options, rest } = named;
  const names = optionNames(options);
  const starts = [...rest.matchAll(/(?:^|\s)([\p{L}\p{N}_-]+):/gu)].filter(([, option]) =>
    names.includes(option ?? ''),
  );
  const values = starts.map((match, at): [string, string] => {
    const from = match.index + match[0].length;
    return [match[1] ?? '', rest.slice(from, starts[at + 1]?.index).trim()];
  });
  const words = rest.slice(0, starts[0]?.index).trim();
  if (words === '') return { name, options, values: Object.fromEntries(values) };
  // words before the first name are what the command needs most
  const first = textOf(options.find((option) => option['required'] === true) ?? {}, 'name');
  if (first === undefined || values.some(([each]) => each === first)) {
    return `"${words}" belongs to no option. /${name} takes: ${names.map((each) => `${each}:`).join(' ')}`;
  }
  return { name, options, values: Object.fromEntries([[first, words], ...values]) };
}

/** Values as Discord's client would send them; an attachment is read from its path. */
export async function readOptions({ options, values }: TypedCommand): Promise<Record<string, GivenOption>> {
  const given: Record<string, GivenOption> = {};
  for (const [name, text] of Object.entries(values)) {
    const option = options.find((each) => textOf(each, 'name') === name) ?? {};
    given[name] = await readValue(name, numberOf(option, 'type') ?? 0, text);
  }
  return given;
}

async function readValue(name: string, type: number, text: string): Promise<GivenOption> {
  if (type === OPTION.integer || type === OPTION.number) {
    if (text !== '' && Number.isFinite(Number(text))) return Number(text);
    throw new Error(`Option ${name} takes a number.`);
  }
  if (type === OPTION.boolean) {
    if (/^(true|yes|1)$/i.test(text)) return true;
    if (/^(false|no|0)$/i.test(text)) return false;
    throw new Error(`Option ${name} takes yes or no.`);
  }
  if (type === OPTION.attachment) {
    const bytes = await readFile(text).catch(() => {
      throw new Error(`Option ${name} takes a file; "${text}" cannot be read.`);
    });
    return { file: { name: basename(text), bytes } };
  }
  return text;
}

/** Names of commands, then of options, then of their choices. */
export function completions(line: string, commands: readonly JsonObject[]): string[] {
  const longer = allNames(commands).filter((name) => `${name} `.startsWith(line) && `${name} ` !== line);
  if (longer.length > 0) return longer.map((name) => `${name} `);
  const { options, rest } = nameOf(line.slice(1), slashCommands(commands)) ?? { options: [], rest: '' };
  const word = /\S*$/.exec(rest)?.[0] ?? '';
  const before = line.slice(0, line.length - word.length);
  const [key = '', typed] = word.split(':');
  const chosen = options.find((each) => typed !== undefined && textOf(each, 'name') === key);
  const given = rest.split(/\s/);
  const words = chosen
    ? objectsOf(chosen, 'choices').map((choice) => `${key}:${textOf(choice, 'value') ?? ''} `)
    : optionNames(options)
        .map((name) => `${name}:`)
        .filter((each) => !given.some((one) => one.startsWith(each)));
  return words.filter((each) => each.startsWith(word)).map((each) => `${before}${each}`);
}

const slashCommands = (commands: readonly JsonObject[]): readonly JsonObject[] =>
  commands.filter((command) => (numberOf(command, 'type') ?? COMMAND.slash) === COMMAND.slash);

const optionNames = (options: readonly JsonObject[]): string[] =>
  options.flatMap((option) => textOf(option, 'name') ?? []);

const subcommandsOf = (command: JsonObject): readonly JsonObject[] =>
  objectsOf(command, 'options').filter(({ type }) => type === OPTION.subcommand || type === OPTION.group);

function nameOf(text: string, commands: readonly JsonObject[]): Named | undefined {
  const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const command = commands.find((each) => textOf(each, 'name') === name);
  if (!command) return undefined;
  const inside = subcommandsOf(command);
  if (inside.length === 0) return { name, options: objectsOf(command, 'options'), rest };
  const inner = nameOf(rest, inside);
  return inner && { ...inner, name: `${name} ${inner.name}` };
}

function allNames(commands: readonly JsonObject[], before = '/'): string[] {
  const known = before === '/' ? slashCommands(commands) : commands;
  return known.flatMap((command) => {
    const name = `${before}${textOf(command, 'name') ?? ''}`;
    const inside = subcommandsOf(command);
    return inside.length === 0 ? [name] : allNames(inside, `${name} `);
  });
}
