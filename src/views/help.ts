import { ComponentType } from 'discord-api-types/v10';
import type { AnyOption, Subcommand } from '../core/command.ts';
import type { Language } from '../core/language.ts';
import type { Offer, OfferedCommand, OfferedOperation, PriceLine } from '../core/pages.ts';
import { textsFor } from '../i18n/index.ts';
import { code, inert } from './markup.ts';
import { type MessageBody, messageBody, textDisplay } from './message-body.ts';
import { choiceName, commandMention, commandNamed, optionTyped } from './option-names.ts';
import { ACCENT, fitting } from './page.ts';

type Named = Pick<OfferedOperation, 'name' | 'localNames'>;

const OPTIONS_LIMIT = 3000;
const SHOWN_CHOICES = 8;
const SEPARATOR = ' · ';

/** Operations and other commands alike: those that make no picture have no prices. */
type ExplainedCommand = Omit<OfferedOperation, 'options' | 'priceList'> & {
  readonly options: readonly AnyOption[];
  readonly priceList?: readonly PriceLine[];
  readonly subcommands?: readonly Subcommand[] | undefined;
  /** Lines to copy that say more than one that was made up. */
  readonly examples?: readonly string[];
};

/** One command in words: price, example, and every option with its range and choices. */
export function renderHelpFor(
  command: ExplainedCommand,
  disabledModels: readonly string[],
  language: Language,
): MessageBody {
  const { pages, limitDesk } = textsFor(language);
  const { help } = pages;
  const options = command.options.map((option) => withoutDisabled(option, disabledModels));
  const { subcommands = [] } = command;
  const lines = [
    ...options.map((option) => optionLine(option, language)),
    ...subcommands.flatMap((each) => subcommandLines(command, each, language)),
  ];
  const { kept, left } = fitting(lines, OPTIONS_LIMIT);
  const head = [
    `${commandNamed(command, language)} ${command.description[language]}`,
    ...(command.priceList ? [`${help.priceTitle} ${prices(command.priceList, options, language)}`] : []),
    ...(command.examples
      ? [limitDesk.table.examples(command.examples)]
      : [help.example(code(example({ ...command, options }, language), 200))]),
  ];
  const body = [
    ...(kept.length > 0 && subcommands.length === 0 ? [help.optionsTitle] : []),
    ...kept,
    ...(left > 0 ? [help.untold(left)] : []),
    ...(options.some(saysDefault) ? [help.defaults] : []),
  ];
  const components = [head, body].filter((lines) => lines.length > 0).map((lines) => textDisplay(lines.join('\n')));
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

const saysDefault = ({ description }: AnyOption): boolean => /\(\d+\)$/.test(description.en);

function subcommandLines(command: Named, inner: Subcommand, language: Language): readonly string[] {
  const name = `${optionTyped(command, language)} ${optionTyped(inner, language)}`;
  return [
    `**/${inert(name, 80)}** ${inner.description[language]}`,
    ...inner.options.map((option) => optionLine(option, language)),
  ];
}

function withoutDisabled(option: AnyOption, disabledModels: readonly string[]): AnyOption {
  if (option.name !== 'model' || !option.choices) return option;
  return { ...option, choices: option.choices.filter(({ value }) => !disabledModels.includes(value)) };
}

/** A line of the price list is often the value of an option, and called what that is called. */
function prices(list: readonly PriceLine[], options: readonly AnyOption[], language: Language): string {
  const { help } = textsFor(language).pages;
  if (new Set(list.map(({ credits }) => credits)).size === 1)
    return textsFor(language).card.number(list[0]?.credits ?? 0);
  const named = list.map(({ tier, credits }) => {
    const option = options.find(({ choices }) => choices?.some(({ value }) => value === tier));
    return help.priceOf(choiceName(option, tier, language), credits);
  });
  return named.join(SEPARATOR);
}

function optionLine(option: AnyOption, language: Language): string {
  const { help } = textsFor(language).pages;
  const description = option.description[language];
  const details = [
    inert(description, 100),
    ...(option.required ? [help.needed] : []),
    ...rangeText(option, description, language),
    ...choicesText(option, language),
  ];
  return `${code(optionTyped(option, language), 32)} ${details.join(SEPARATOR)}`;
}

/** Unless the description says it already. */
function rangeText({ minimum, maximum }: AnyOption, description: string, language: Language): string[] {
  const { help } = textsFor(language).pages;
  if (minimum === undefined) return [];
  if (maximum === undefined) return [help.atLeast(minimum)];
  return new RegExp(`(?<!\\d)${minimum}\\D+${maximum}(?!\\d)`).test(description) ? [] : [help.range(minimum, maximum)];
}

function choicesText(option: AnyOption, language: Language): string[] {
  const { choices = [] } = option;
  if (choices.length === 0) return [];
  const { pages, refusals } = textsFor(language);
  const shown = choices.slice(0, SHOWN_CHOICES);
  const names = shown.map(({ value }) => refusals.quoted(choiceName(option, value, language)));
  return [pages.help.choices(names, choices.length - names.length)];
}

/** The least that works. */
function example(command: ExplainedCommand, language: Language): string {
  const { options, main, subcommands = [] } = command;
  const [first] = subcommands;
  const pictures = main?.isNeeded ? main.options.slice(0, 1) : [];
  const given = (first?.options ?? options).filter((option) => option.required || pictures.includes(option.name));
  const words = given.map((option) => `${optionTyped(option, language)}:${sample(option, language)}`);
  return [commandMention(command, language), ...(first ? [optionTyped(first, language)] : []), ...words].join(' ');
}

function sample({ kind, choices, suggests }: AnyOption, language: Language): string {
  const { help } = textsFor(language).pages;
  if (kind === 'picture') return help.samplePicture;
  const [first] = choices ?? [];
  if (first) return first.value;
  return suggests ? help.sampleChoice : help.samplePrompt;
}

const TEXT_LIMIT = 3600;

/** Everything that is offered here, on one screen; `unknown` is what was asked for and is not. */
export function renderHelp(offer: Offer, language: Language, unknown?: string): MessageBody {
  const { operations, commands, moderation = [] } = offer;
  const { help } = textsFor(language).pages;
  const [first] = operations;
  const priced = (operation: OfferedOperation) =>
    help.priced(commandNamed(operation, language), ...priceRange(operation));
  const group = (title: string, names: readonly string[]) =>
    names.length > 0 ? [`${title}\n${names.join(SEPARATOR)}`] : [];
  const usable = (command: OfferedCommand) => commandNamed(usablePart(command), language);
  const blocks = [
    [unknown === undefined ? help.title : help.unknown(inert(unknown, 40))],
    first && !first.main?.isNeeded ? [help.firstStep(commandNamed(first, language))] : [],
    group(help.fromWords, operations.filter(({ main }) => !main?.isNeeded).map(priced)),
    group(help.fromPicture, operations.filter(({ main }) => main?.isNeeded).map(priced)),
    group(help.others, commands.map(usable)),
    group(help.moderation, moderation.map(usable)),
  ];
  const { kept } = fitting(blocks.flat(), TEXT_LIMIT);
  const components = [...kept, `-# ${help.hint}`].map(textDisplay);
  return messageBody([{ type: ComponentType.Container, accent_color: ACCENT, components }]);
}

/** The command itself, or of its subcommands the first that needs nothing said. */
function usablePart(command: OfferedCommand): Named {
  const { subcommands = [] } = command;
  const inner = subcommands.find(({ options }) => !options.some(({ required }) => required)) ?? subcommands[0];
  if (!inner) return command;
  return {
    name: `${command.name} ${inner.name}`,
    localNames: { vi: `${command.localNames.vi} ${inner.localNames.vi}` },
  };
}

function priceRange({ priceList }: OfferedOperation): readonly [cheapest: number, dearest: number] {
  const credits = priceList.map((each) => each.credits);
  return [Math.min(...credits), Math.max(...credits)];
}
