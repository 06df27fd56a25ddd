import type { Language } from '../../core/language.ts';
import type { MemberCommand } from '../../core/member-command.ts';
import type { Operation } from '../../core/operation.ts';
import { code, inert } from '../markup.ts';
import { commandMention, optionTyped } from '../option-names.ts';
import type { SettingsWords } from '../settings-page.ts';

/** How commands are named to a moderator: as their Discord shows and takes them. */
export interface Wording {
  readonly language: Language;
  /** How the settings of a server are called. */
  readonly settings: SettingsWords;
  /** A line to copy: `/limits set role:@Artists daily:20`. */
  typed(subcommand: string, values?: Readonly<Record<string, string | number>>): string;
  /** An option of a subcommand: `daily`. */
  option(subcommand: string, name: string): string;
  /** Of an operation by its stored name, also where it is gone: `/imagine`, for titles, which are bold as they are. */
  name(operation: string): string;
  /** The same in bold, for sentences. */
  mention(operation: string): string;
}

type Named = Pick<Operation, 'name' | 'localNames'>;

export function createWording(
  { limits: command, settings }: { readonly limits: MemberCommand; readonly settings: SettingsWords },
  operations: readonly Named[],
  language: Language,
): Wording {
  const subcommandOf = (name: string) => command.subcommands?.find((each) => each.name === name);
  const optionName = (subcommand: string, name: string) => {
    const option = subcommandOf(subcommand)?.options.find((each) => each.name === name);
    return option ? optionTyped(option, language) : name;
  };
  const nameOf = (name: string) => {
    const operation = operations.find((each) => each.name === name);
    return `/${inert(operation ? optionTyped(operation, language) : name, 32)}`;
  };
  return {
    language,
    settings,
    typed(subcommand, values = {}) {
      const inner = subcommandOf(subcommand);
      const given = Object.entries(values).map(([name, value]) => `${optionName(subcommand, name)}:${value}`);
      const words = [commandMention(command, language), inner ? optionTyped(inner, language) : subcommand, ...given];
      return code(words.join(' '), 120);
    },
    option: (subcommand, name) => code(optionName(subcommand, name), 32),
    name: nameOf,
    mention: (name) => `**${nameOf(name)}**`,
  };
}
