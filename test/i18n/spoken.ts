import { memberCommands, messageMenus, moderatorCommands, operations } from '../../src/commands/index.ts';
import { expandPresets, relightPresets, restylePresets } from '../../src/commands/shared/follow-ups.ts';
import type { MemberCommand } from '../../src/core/command.ts';
import type { Language, Localized } from '../../src/core/language.ts';
import { textsFor } from '../../src/i18n/index.ts';
import { withCommonOptions } from '../../src/views/command-body.ts';

/** Something that a person reads, and where it stands. */
export type Said = readonly [where: string, text: string];

type Node = Pick<MemberCommand, 'name' | 'localNames' | 'description'> & {
  readonly choices?: readonly { readonly value: string; readonly name: Localized }[] | undefined;
};
interface Command extends Node {
  readonly options: readonly Node[];
  readonly subcommands?: readonly Command[] | undefined;
}

export const commands: readonly Command[] = [...operations, ...memberCommands, ...moderatorCommands];

export const nameIn = ({ name, localNames }: Pick<Node, 'name' | 'localNames'>, language: Language): string =>
  language === 'en' ? name : localNames[language];

/** Names, descriptions and choices of all that Discord offers. */
export function registrySays(language: Language): readonly Said[] {
  const ofNode = (where: string, { name, description, choices = [], ...node }: Node): Said[] => [
    [where, nameIn({ name, ...node }, language)],
    [where, description[language]],
    ...choices.map((choice): Said => [`${where} ${choice.value}`, choice.name[language]]),
  ];
  return [
    ...operations.flatMap((operation) => [
      [operation.name, operation.title[language]] satisfies Said,
      ...withCommonOptions(operation).flatMap((option) => ofNode(`${operation.name} ${option.name}`, option)),
    ]),
    ...commands.flatMap((command) => [
      ...ofNode(command.name, command),
      ...command.options.flatMap((option) => ofNode(`${command.name} ${option.name}`, option)),
      ...(command.subcommands ?? []).flatMap((inner) => [
        ...ofNode(`${command.name} ${inner.name}`, inner),
        ...inner.options.flatMap((option) => ofNode(`${command.name} ${inner.name} ${option.name}`, option)),
      ]),
    ]),
    ...messageMenus.map((menu): Said => ['message menu', menu.name[language]]),
    ...[...expandPresets, ...relightPresets, ...restylePresets].map((each): Said => ['preset', each.label[language]]),
  ];
}

/** Every text, with many arguments; a text that does not take some of them is said with others. */
export function textsSay(language: Language): readonly Said[] {
  return leaves(textsFor(language)).flatMap(([where, leaf]): Said[] => {
    if (typeof leaf === 'string') return [[where, leaf]];
    if (typeof leaf !== 'function') throw new Error(`${where} is no text`);
    const said = argumentsOf(leaf.length).flatMap((given) => tried(leaf, given));
    if (said.length === 0) throw new Error(`${where} takes none of these arguments`);
    return [...new Set(said)].map((text) => [where, text]);
  });
}

function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}/${key}`));
}

/** Is a number, a word and a bag of such, as it is asked. */
const anything: unknown = new Proxy(() => 'x', {
  get(_, key) {
    if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'string' ? 'x' : 7);
    if (key === Symbol.iterator) return () => ['x', 'y'][Symbol.iterator]();
    if (key === 'map' || key === 'join' || key === 'toLowerCase') return () => 'x';
    return anything;
  },
});
const SAMPLES: readonly unknown[] = [anything, undefined, 0, 1, 2, 7, 'x', true, ['x', 'y']];

const argumentsOf = (length: number): readonly (readonly unknown[])[] =>
  Array.from({ length }).reduce<readonly (readonly unknown[])[]>(
    (lists) => lists.flatMap((list) => SAMPLES.map((sample) => [...list, sample])),
    [[]],
  );

function tried(text: unknown, given: readonly unknown[]): readonly string[] {
  if (typeof text !== 'function') return [];
  try {
    const said: unknown = Reflect.apply(text, undefined, given);
    return typeof said === 'string' ? [said] : [];
  } catch {
    return [];
  }
}
