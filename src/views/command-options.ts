import {
  type APIApplicationCommandBasicOption,
  type ApplicationCommandOptionAllowedChannelType,
  ApplicationCommandOptionType,
  ChannelType,
} from 'discord.js';
import { type OptionChoice, PROMPT_LIMIT } from '../core/fields.ts';
import { unreachable } from '../core/json.ts';
import type { Language, Localized } from '../core/language.ts';
import type { AnyOption } from '../core/member-command.ts';

type Translations = Readonly<Record<Exclude<Language, 'en'>, string>>;

/** Discord wants what is required first. */
export const optionBodies = (options: readonly AnyOption[]): APIApplicationCommandBasicOption[] =>
  [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)].map(optionBody);

export const named = ({ name, localNames, description }: Pick<AnyOption, 'name' | 'localNames' | 'description'>) => ({
  name,
  name_localizations: translated(localNames),
  ...described(description),
});

function optionBody(option: AnyOption): APIApplicationCommandBasicOption {
  const base = { ...named(option), required: option.required };
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
    case 'member':
      return { ...base, type: ApplicationCommandOptionType.User };
    case 'role':
      return { ...base, type: ApplicationCommandOptionType.Role };
    case 'channel':
      return { ...base, type: ApplicationCommandOptionType.Channel, ...channelTypesOf(option) };
    default:
      return unreachable(option);
  }
}

const choiceBody = ({ value, name: { en, ...others } }: OptionChoice) => ({
  name: en,
  name_localizations: translated(others),
  value,
});

/** As those who are to write there ask of a channel that was chosen. */
const WITH_MESSAGES: readonly ApplicationCommandOptionAllowedChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.GuildStageVoice,
];

const channelTypesOf = (option: AnyOption) =>
  'channels' in option && option.channels === 'with-messages' ? { channel_types: [...WITH_MESSAGES] } : {};

const rangeOf = ({ minimum, maximum }: Pick<AnyOption, 'minimum' | 'maximum'>) => ({
  ...(minimum !== undefined && { min_value: minimum }),
  ...(maximum !== undefined && { max_value: maximum }),
});

const described = ({ en, ...others }: Localized) => ({
  description: en,
  description_localizations: translated(others),
});

/** Discord compares names by code point, so that a decomposed one would not be found. */
const translated = ({ vi }: Translations) => ({ vi: vi.normalize('NFC') });
