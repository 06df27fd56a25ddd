import type { Language } from '../core/language.ts';
import type { OperationOption } from '../core/operation.ts';
import type { CommandName, OptionValues, SwitchedOff } from '../core/refusal.ts';
import { textsFor } from '../i18n/index.ts';
import { choiceName, commandNamed } from './option-names.ts';

type Options = readonly OperationOption[];

/** What the provider no longer takes, that the bot tries it again, and what to use until then. */
export function switchedOffText({ command, choice, instead }: SwitchedOff, language: Language, options: Options) {
  const texts = textsFor(language).denials;
  const mention = (name: CommandName) => commandNamed(name, language);
  const commands = instead.length > 0 ? texts.anyOf(instead.map(mention)) : undefined;
  if (!choice) return texts.switchedOff(mention(command), undefined, commands);
  const { value, left } = choice;
  const what = texts.choiceOf(nameOf(value, left, language, options), mention(command));
  return texts.switchedOff(what, choicesText(left, language, options), commands);
}

/** The same of a choice that is turned down before the command is looked at. */
export function retiredText(value: string, left: OptionValues, language: Language, options: Options): string {
  const { denials, refusals } = textsFor(language);
  const what = refusals.quoted(nameOf(value, left, language, options));
  return denials.switchedOff(what, choicesText(left, language, options), undefined);
}

function choicesText(left: OptionValues, language: Language, options: Options): string | undefined {
  const { anyOf, quoted } = textsFor(language).refusals;
  const names = left.values.map((value) => quoted(nameOf(value, left, language, options)));
  return names.length > 0 ? anyOf(names) : undefined;
}

const nameOf = (value: string, { option }: OptionValues, language: Language, options: Options): string =>
  choiceName(
    options.find(({ name }) => name === option),
    value,
    language,
  );
