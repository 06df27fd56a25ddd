import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { GivenOption } from '../discord/command-options.ts';
import { type JsonObject, numberOf, objectsOf, textOf } from '../discord/json.ts';

export interface TypedCommand {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

const OPTION = { integer: 4, boolean: 5, number: 10, attachment: 11 };

/** `/imagine prompt:a red fox model:zen`: a value goes on until the next name of an option. */
export function parseCommandLine(line: string, commands: readonly JsonObject[]): TypedCommand | string {
  const [, name = '', rest = ''] = /^\/(\S+)\s*(.*)$/s.exec(line.trim()) ?? [];
  const command = commands.find((each) => textOf(each, 'name') === name);
  if (!command) return `There is no /${name}. Known: ${commands.map((each) => `/${textOf(each, 'name')}`).join(' ')}`;
  const names = objectsOf(command, 'options').flatMap((option) => textOf(option, 'name') ?? []);
  const starts = [...rest.matchAll(/(?:^|\s)([\p{L}\p{N}_-]+):/gu)].filter(([, option]) =>
    names.includes(option ?? ''),
  );
  const values = starts.map((match, at): [string, string] => {
    const from = match.index + match[0].length;
    return [match[1] ?? '', rest.slice(from, starts[at + 1]?.index).trim()];
  });
  if (values.length === 0 && rest.trim() !== '') {
    const first = objectsOf(command, 'options').find((option) => option['required'] === true);
    return { name, values: { [textOf(first ?? {}, 'name') ?? 'prompt']: rest.trim() } };
  }
  return { name, values: Object.fromEntries(values) };
}

/** Values as Discord's client would send them; an attachment is read from its path. */
export async function readOptions(
  { name, values }: TypedCommand,
  commands: readonly JsonObject[],
): Promise<Record<string, GivenOption>> {
  const command = commands.find((each) => textOf(each, 'name') === name) ?? {};
  const options: Record<string, GivenOption> = {};
  for (const [key, text] of Object.entries(values)) {
    const option = objectsOf(command, 'options').find((each) => textOf(each, 'name') === key) ?? {};
    options[key] = await readValue(numberOf(option, 'type') ?? 0, text);
  }
  return options;
}

async function readValue(type: number, text: string): Promise<GivenOption> {
  if (type === OPTION.integer || type === OPTION.number) return Number(text);
  if (type === OPTION.boolean) return /^(true|yes|1)$/i.test(text);
  if (type === OPTION.attachment) return { file: { name: basename(text), bytes: await readFile(text) } };
  return text;
}

/** Names of commands, then of options, then of their choices. */
export function completions(line: string, commands: readonly JsonObject[]): string[] {
  const [, name, rest] = /^\/(\S*)(?:\s(.*))?$/s.exec(line) ?? [];
  if (rest === undefined)
    return commands.map((each) => `/${textOf(each, 'name')} `).filter((each) => each.startsWith(line));
  const options = objectsOf(commands.find((each) => textOf(each, 'name') === name) ?? {}, 'options');
  const word = /\S*$/.exec(line)?.[0] ?? '';
  const before = line.slice(0, line.length - word.length);
  const [key, typed] = word.split(':');
  const chosen = options.find((each) => typed !== undefined && textOf(each, 'name') === key);
  const words = chosen
    ? objectsOf(chosen, 'choices').map((choice) => `${key}:${textOf(choice, 'value') ?? ''} `)
    : options.map((option) => `${textOf(option, 'name')}:`).filter((each) => !rest.includes(each));
  return words.filter((each) => each.startsWith(word)).map((each) => `${before}${each}`);
}
