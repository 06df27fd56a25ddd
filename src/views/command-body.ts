import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { MemberCommand } from '../core/member-command.ts';
import type { MessageMenu } from '../core/message-menu.ts';
import type { Operation } from '../core/operation.ts';
import { named, optionBodies } from './command-options.ts';
import { commonOptions } from './common-options.ts';

type Body = RESTPostAPIChatInputApplicationCommandsJSONBody;
type MenuBody = RESTPostAPIContextMenuApplicationCommandsJSONBody;
/** Where a command may be used can only be said of global ones. `servers`: by nobody's own installation. */
export type Scope = 'global' | 'servers' | 'guild';
export type CommandShape = Pick<Operation, 'name' | 'localNames' | 'description' | 'options'>;

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
