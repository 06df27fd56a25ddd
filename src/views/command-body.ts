import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { type OptionChoice, PROMPT_LIMIT } from '../core/fields.ts';
import { unreachable } from '../core/json.ts';
import type { Language, Localized } from '../core/language.ts';
import type { Operation, OperationOption } from '../core/operation.ts';
import { commonOptions } from './common-options.ts';

type Translations = Readonly<Record<Exclude<Language, 'en'>, string>>;
export type CommandShape = Pick<Operation, 'name' | 'localNames' | 'description' | 'options'>;

/** What Discord registers of an operation. Where it may be used can only be said of global commands. */
export function commandBody(
  operation: CommandShape,
  scope: 'global' | 'guild',
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const own = new Set(operation.options.map(({ name }) => name));
  const options = [...operation.options, ...commonOptions.filter(({ name }) => !own.has(name))];
  return {
    type: ApplicationCommandType.ChatInput,
    name: operation.name,
    name_localizations: translated(operation.localNames),
    ...described(operation.description),
    options: [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)].map(
      optionBody,
    ),
    ...(scope === 'global' && everywhere),
  };
}

const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
} satisfies Partial<RESTPostAPIChatInputApplicationCommandsJSONBody>;

function optionBody(option: OperationOption): APIApplicationCommandBasicOption {
  const base = {
    name: option.name,
    name_localizations: translated(option.localNames),
    ...described(option.description),
    required: option.required,
  };
  switch (option.kind) {
    case 'text':
      if (option.suggests) return { ...base, type: ApplicationCommandOptionType.String, autocomplete: true };
      return { ...base, type: ApplicationCommandOptionType.String, max_length: PROMPT_LIMIT };
    case 'choice':
      return { ...base, type: ApplicationCommandOptionType.String, choices: (option.choices ?? []).map(choiceBody) };
    case 'integer':
      return { ...base, type: ApplicationCommandOptionType.Integer, ...rangeOf(option) };
    case 'number':
      return { ...base, type: ApplicationCommandOptionType.Number, ...rangeOf(option) };
    case 'flag':
      return { ...base, type: ApplicationCommandOptionType.Boolean };
    case 'picture':
      return { ...base, type: ApplicationCommandOptionType.Attachment, file_types: ['image'] };
    default:
      return unreachable(option.kind);
  }
}

const choiceBody = ({ value, name: { en, ...others } }: OptionChoice) => ({
  name: en,
  name_localizations: translated(others),
  value,
});

const rangeOf = ({ minimum, maximum }: OperationOption) => ({
  ...(minimum !== undefined && { min_value: minimum }),
  ...(maximum !== undefined && { max_value: maximum }),
});

const described = ({ en, ...others }: Localized) => ({
  description: en,
  description_localizations: translated(others),
});

/** Discord compares names by code point, so that a decomposed one would not be found. */
const translated = ({ vi }: Translations) => ({ vi: vi.normalize('NFC') });
