import {
  type APIApplicationCommandBasicOption,
  type ApplicationCommandOptionAllowedChannelType,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { AnyOption, MemberCommand, MessageMenu } from '../core/command.ts';
import { type OptionChoice, PROMPT_LIMIT } from '../core/fields.ts';
import { unreachable } from '../core/json.ts';
import type { Language, Localized } from '../core/language.ts';
import type { Operation, OperationOption } from '../core/operation.ts';

type Translations = Readonly<Record<Exclude<Language, 'en'>, string>>;

/** Discord wants what is required first. */
export const optionBodies = (options: readonly AnyOption[]): APIApplicationCommandBasicOption[] =>
  [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)].map(optionBody);

const named = ({ name, localNames, description }: Pick<AnyOption, 'name' | 'localNames' | 'description'>) => ({
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
export const WITH_MESSAGES: readonly ApplicationCommandOptionAllowedChannelType[] = [
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

/** Options of every picture command: about the message, not about the picture. */
const commonOptions: readonly OperationOption[] = [
  {
    name: 'private',
    kind: 'flag',
    required: false,
    localNames: { vi: 'riêng_tư' },
    description: { en: 'Only you see the picture', vi: 'Chỉ mình bạn thấy ảnh' },
  },
  {
    name: 'spoiler',
    kind: 'flag',
    required: false,
    localNames: { vi: 'che_ảnh' },
    description: { en: 'Hide the picture until somebody clicks it', vi: 'Che ảnh cho tới khi có người bấm vào' },
  },
];

type Body = RESTPostAPIChatInputApplicationCommandsJSONBody;
type MenuBody = RESTPostAPIContextMenuApplicationCommandsJSONBody;
/** Where a command may be used can only be said of global ones. `servers`: by nobody's own installation. */
export type Scope = 'global' | 'servers' | 'guild';
type CommandShape = Pick<Operation, 'name' | 'localNames' | 'description' | 'options'>;

/** What Discord registers of an operation. */
export function commandBody(operation: CommandShape, scope: Scope): Body {
  return {
    type: ApplicationCommandType.ChatInput,
    ...named(operation),
    options: optionBodies(withCommonOptions(operation)),
    ...usedIn(scope),
  };
}

/** An entry of the menu of a message. */
export function messageMenuBody({ name, audience }: MessageMenu, scope: Scope): MenuBody {
  const { en, ...others } = name;
  return {
    type: ApplicationCommandType.Message,
    name: en,
    name_localizations: others,
    ...(audience === 'moderators' && forModerators),
    ...(scope !== 'guild' && audience === 'moderators' ? inServers : usedIn(scope)),
  };
}

export function withCommonOptions({ options }: Pick<Operation, 'options'>): Operation['options'] {
  const own = new Set(options.map(({ name }) => name));
  return [...options, ...commonOptions.filter(({ name }) => !own.has(name))];
}

export function memberCommandBody(command: MemberCommand, scope: Scope): Body {
  const { options, subcommands, place, audience } = command;
  const inner = subcommands?.map((each) => ({
    type: ApplicationCommandOptionType.Subcommand as const,
    ...named(each),
    options: optionBodies(each.options),
  }));
  return {
    type: ApplicationCommandType.ChatInput,
    ...named(command),
    options: inner ?? optionBodies(options),
    ...(audience === 'moderators' && forModerators),
    ...(scope !== 'guild' && place === 'servers' ? inServers : usedIn(scope)),
  };
}

const forModerators = { default_member_permissions: PermissionFlagsBits.ManageGuild.toString() };

const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
} satisfies Partial<Body>;

const withTheBot = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
} satisfies Partial<Body>;

const inServers = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
} satisfies Partial<Body>;

function usedIn(scope: Scope): Partial<typeof everywhere> {
  if (scope === 'guild') return {};
  return scope === 'servers' ? withTheBot : everywhere;
}
