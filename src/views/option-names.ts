import type { MemberCommand } from '../core/command.ts';
import { type Language, languages } from '../core/language.ts';
import type { OperationOption } from '../core/operation.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';

type NamedOption = Pick<OperationOption, 'name' | 'localNames' | 'choices'>;
export type Named = Pick<NamedOption, 'name' | 'localNames'>;

/** As Discord shows its name to the member. */
export const optionTyped = ({ name, localNames }: Named, language: Language): string =>
  language === 'en' ? name : localNames[language];

export const commandMention = (command: Named, language: Language): string => `/${optionTyped(command, language)}`;

/** The same as words of a text: a name may hold what Discord takes for markup. */
export const commandNamed = (command: Named, language: Language): string => `**${commandInTitle(command, language)}**`;

/** The same for a title, which is bold as it is. */
export const commandInTitle = (command: Named, language: Language): string =>
  `/${inert(optionTyped(command, language), 40)}`;

/** Whatever can be typed behind a slash, in any language, and what Discord itself calls it: `cài_đặt đổi`, `settings set`. */
export function commandPaths(
  commands: readonly (Named & Pick<MemberCommand, 'subcommands'>)[],
): ReadonlyMap<string, string> {
  const paths = commands.flatMap(({ subcommands, ...command }) =>
    languages.flatMap((language): [string, string][] => {
      const typed = optionTyped(command, language);
      // one with subcommands cannot be used by itself
      if (subcommands === undefined) return [[typed, command.name]];
      return subcommands.map((inner) => [`${typed} ${optionTyped(inner, language)}`, `${command.name} ${inner.name}`]);
    }),
  );
  return new Map(paths);
}

/** Of a command whose name was stored: as it is typed, without the slash, also where it is gone. */
export function storedCommand(name: string, commands: readonly Named[], language: Language): string {
  const command = commands.find((known) => known.name === name);
  return command ? optionTyped(command, language) : name;
}

const words = (name: string): string => inert(name.replaceAll('_', ' '), 32);

/** As words of a sentence: `style reference`. */
export const optionWords = (option: NamedOption, language: Language): string => words(optionTyped(option, language));

/** As it is typed; with its name in the member's language where the operation's options are at hand. */
export function optionMention(name: string, options: readonly NamedOption[], language: Language): string {
  const option = options.find((known) => known.name === name);
  const localName = language === 'en' ? undefined : option?.localNames[language];
  return textsFor(language).refusals.option(code(name, 32), localName && code(localName, 32));
}

export function choiceName(option: NamedOption | undefined, value: string, language: Language): string {
  const choice = option?.choices?.find((known) => known.value === value);
  return inert(choice?.name[language] ?? value, 60);
}
