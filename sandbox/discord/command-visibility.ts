import type { Commands } from './commands.ts';
import { contextOf } from './envelope.ts';
import { type JsonObject, numberOf, textOf } from './json.ts';
import { hasPermission } from './permissions.ts';
import type { Channel, User } from './types.ts';
import type { World } from './world.ts';

const INSTALL = { guild: 0, user: 1 } as const;
const BOT_DM = 1;

export interface Viewer {
  readonly user: User;
  readonly channel: Channel;
}

export type CommandVisibility = ReturnType<typeof createCommandVisibility>;

/** Which commands Discord's client offers to a person in a place. Everybody here has installed the app for themselves. */
export function createCommandVisibility(world: World, commands: Commands) {
  /** Where it is offered at all, whoever asks. */
  function isOffered(command: JsonObject, channel: Channel): boolean {
    const guild = world.guilds.get(channel.guildId ?? '');
    if (command['guild_id'] !== undefined) return command['guild_id'] === guild?.id && guild?.botInstalled === true;
    const context = contextOf(channel);
    const { contexts, integration_types: installs } = command;
    if (Array.isArray(contexts) && !contexts.includes(context)) return false;
    if (contexts === null && command['dm_permission'] === false && !guild) return false;
    const isBotThere = guild ? guild.botInstalled : context === BOT_DM;
    const ways = Array.isArray(installs) ? installs : [INSTALL.guild];
    return ways.includes(INSTALL.user) || (isBotThere && ways.includes(INSTALL.guild));
  }

  /** What a server's members need for it. In direct messages Discord asks for nothing. */
  function isAllowed(command: JsonObject, { user, channel }: Viewer): boolean {
    const guild = world.guilds.get(channel.guildId ?? '');
    if (!guild) return true;
    const own = world.memberPermissions(guild, user);
    if (!hasPermission(own, 'USE_APPLICATION_COMMANDS') || !hasPermission(own, 'VIEW_CHANNEL')) return false;
    if (command['nsfw'] === true && !channel.nsfw) return false;
    const needed = command['default_member_permissions'];
    if (needed == null || hasPermission(own, 'ADMINISTRATOR')) return true;
    if ([user.id, ...world.member(guild, user).roles].some((id) => guild.opensCommandsTo.has(id))) return true;
    const bits = BigInt(String(needed));
    return bits !== 0n && (own & bits) === bits;
  }

  return {
    /** Of every kind, the server's own first. */
    seenBy(viewer: Viewer): readonly JsonObject[] {
      const own = viewer.channel.guildId === undefined ? [] : commands.list(viewer.channel.guildId);
      const all = [...own, ...commands.list(undefined)];
      return all.filter((command) => isOffered(command, viewer.channel) && isAllowed(command, viewer));
    },

    find(viewer: Viewer, type: number, name: string): JsonObject {
      const isNamed = (command: JsonObject) => numberOf(command, 'type') === type && textOf(command, 'name') === name;
      const seen = this.seenBy(viewer).find(isNamed);
      if (seen) return seen;
      const isKnown = commands.find(viewer.channel.guildId, type, name) !== undefined;
      throw new Error(
        isKnown ? `${viewer.user.name} does not see the command ${name} here` : `no command ${name} is registered`,
      );
    },
  };
}
