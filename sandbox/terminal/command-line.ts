import { type GivenFile, type GivenOption, OPTION } from '../discord/command-options.ts';
import { COMMAND } from '../discord/command-rules.ts';
import { type JsonObject, numberOf, objectsOf, textOf } from '../discord/json.ts';

export interface TypedCommand {
  /** `limits set` where there are subcommands. */
  readonly name: string;
  /** As Discord knows them. */
  readonly options: readonly JsonObject[];
  readonly values: Readonly<Record<string, string>>;
}

type Named = Omit<TypedCommand, 'values'> & { readonly rest: string };

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
  const starts = optionStarts(rest, names);
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

const optionStarts = (text: string, names: readonly string[]) =>
  [...text.matchAll(/(?:^|\s)([\p{L}\p{N}_-]+):/gu)].filter(([, option]) => names.includes(option ?? ''));

interface Draft {
  /** `/limits set`, as it is typed. */
  readonly name: string;
  readonly options: readonly JsonObject[];
  /** Each option that is named so far: where its name stands and where its value begins and ends. */
  readonly given: readonly { readonly name: string; readonly at: number; readonly from: number; readonly to: number }[];
}

/** A line while it is typed: the command that it names for certain, and its options by their places. */
export function readDraft(line: string, commands: readonly JsonObject[]): Draft | undefined {
  const named = line.startsWith('/') ? nameOf(line.slice(1), slashCommands(commands)) : undefined;
  if (!named || (named.rest === '' && !/\s$/.test(line))) return undefined;
  const before = line.length - named.rest.length;
  const starts = optionStarts(named.rest, optionNames(named.options));
  const given = starts.map((match, index) => {
    const from = before + match.index + match[0].length;
    const name = match[1] ?? '';
    return { name, at: from - name.length - 1, from, to: before + (starts[index + 1]?.index ?? named.rest.length) };
  });
  return { name: `/${named.name}`, options: named.options, given };
}

/** Gives the file that was typed for an option; rejects where there is none. */
type OpenFile = (typed: string, option: string) => Promise<GivenFile['file']>;

/** Values as Discord's client would send them. */
export async function readOptions(
  { options, values }: TypedCommand,
  openFile: OpenFile,
): Promise<Record<string, GivenOption>> {
  const given: Record<string, GivenOption> = {};
  for (const [name, text] of Object.entries(values)) {
    const option = options.find((each) => textOf(each, 'name') === name) ?? {};
    if (option['type'] === OPTION.attachment) {
      const open = openFile(text, name).catch(() => {
        throw new Error(`Option ${name} takes a file; "${text}" cannot be read.`);
      });
      given[name] = { file: await open };
    } else given[name] = readValue(name, numberOf(option, 'type') ?? 0, text);
  }
  return given;
}

function readValue(name: string, type: number, text: string): GivenOption {
  if (type === OPTION.integer || type === OPTION.number) {
    if (text !== '' && Number.isFinite(Number(text))) return Number(text);
    throw new Error(`Option ${name} takes a number.`);
  }
  if (type === OPTION.boolean) {
    if (/^(true|yes|1)$/i.test(text)) return true;
    if (/^(false|no|0)$/i.test(text)) return false;
    throw new Error(`Option ${name} takes yes or no.`);
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
  commands.filter((command) => (numberOf(command, 'type') ?? COMMAND.chatInput) === COMMAND.chatInput);

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

interface OfferedCommand {
  /** `/limits set` where there are subcommands. */
  readonly name: string;
  readonly description: string;
}

/** Whatever can be typed, each subcommand by itself. */
export function offeredCommands(commands: readonly JsonObject[], before = '/'): readonly OfferedCommand[] {
  const known = before === '/' ? slashCommands(commands) : commands;
  return known.flatMap((command) => {
    const name = `${before}${textOf(command, 'name') ?? ''}`;
    const inside = subcommandsOf(command);
    if (inside.length > 0) return offeredCommands(inside, `${name} `);
    return [{ name, description: textOf(command, 'description') ?? '' }];
  });
}

const allNames = (commands: readonly JsonObject[]): string[] => offeredCommands(commands).map(({ name }) => name);
