import {
  ALL_PERMISSIONS,
  BOT_DEFAULT,
  bitsOf,
  DIRECT_MESSAGE_DEFAULT,
  EVERYONE_DEFAULT,
  type PermissionName,
} from './permissions.ts';
import { CHANNEL_TYPES, type Channel, type Guild, type Member, type Role, type User } from './types.ts';
import type { ChannelOptions, GuildOptions, MemberChange, WorldOptions } from './world-options.ts';

export type World = ReturnType<typeof createWorld>;

const toBits = (given: bigint | readonly PermissionName[]) => (typeof given === 'bigint' ? given : bitsOf(given));

export function createWorld({ clock, nextId, onChange }: WorldOptions) {
  const users = new Map<string, User>();
  const guilds = new Map<string, Guild>();
  const channels = new Map<string, Channel>();
  const directChannels = new Map<string, Channel>();

  function addUser(options: { name: string; locale?: string; bot?: boolean; id?: string }): User {
    const { id = nextId(), name, locale = 'en-US', bot = false } = options;
    const user: User = { id, name, locale, bot, acceptsDirectMessages: true };
    users.set(id, user);
    return user;
  }

  const owner = addUser({ name: 'operator' });
  const bot = addUser({ name: 'darkroom', bot: true });

  function member(guild: Guild, user: User): Member {
    const known = guild.members.get(user.id);
    if (known) return known;
    const joined: Member = { user, joinedAt: clock.now(), roles: [], permissions: 0n, nick: undefined };
    guild.members.set(user.id, joined);
    return joined;
  }

  function setInstalled(guild: Guild, installed: boolean): void {
    if (guild.botInstalled === installed) return;
    guild.botInstalled = installed;
    if (installed) member(guild, bot);
    if (!installed) guild.members.delete(bot.id);
    onChange({ kind: installed ? 'guild-joined' : 'guild-left', guild });
  }

  return {
    owner,
    bot,
    guilds,
    channels,
    users,
    addUser,
    member,

    addGuild(options: GuildOptions): Guild {
      const id = options.id ?? nextId();
      const guild: Guild = {
        id,
        name: options.name,
        locale: options.locale ?? 'en-US',
        ownerId: (options.owner ?? owner).id,
        premiumTier: options.premiumTier ?? 0,
        roles: new Map([[id, { id, name: '@everyone', permissions: EVERYONE_DEFAULT }]]),
        members: new Map(),
        opensCommandsTo: new Set(),
        botInstalled: false,
        systemChannelId: undefined,
      };
      guilds.set(id, guild);
      member(guild, options.owner ?? owner);
      if (options.botInstalled !== false) setInstalled(guild, true);
      return guild;
    },

    addRole(guild: Guild, options: { name: string; permissions?: readonly PermissionName[] }): Role {
      const role: Role = { id: nextId(), name: options.name, permissions: bitsOf(options.permissions ?? []) };
      guild.roles.set(role.id, role);
      return role;
    },

    addChannel(guild: Guild, options: ChannelOptions): Channel {
      const channel: Channel = {
        id: nextId(),
        type: options.type ?? (options.parent ? CHANNEL_TYPES.publicThread : CHANNEL_TYPES.text),
        name: options.name,
        guildId: guild.id,
        parentId: options.parent?.id,
        recipients: [],
        nsfw: options.nsfw ?? false,
        botPermissions: toBits(options.appPermissions ?? options.parent?.botPermissions ?? BOT_DEFAULT),
      };
      channels.set(channel.id, channel);
      guild.systemChannelId ??= channel.id;
      onChange({ kind: 'channel-added', channel });
      return channel;
    },

    /** The direct message between a user and the bot: one for each user. */
    openDm(user: User): Channel {
      const known = directChannels.get(user.id);
      if (known) return known;
      const channel: Channel = {
        id: nextId(),
        type: CHANNEL_TYPES.direct,
        name: user.name,
        guildId: undefined,
        parentId: undefined,
        recipients: [user],
        nsfw: false,
        botPermissions: BOT_DEFAULT | DIRECT_MESSAGE_DEFAULT,
      };
      directChannels.set(user.id, channel);
      channels.set(channel.id, channel);
      return channel;
    },

    /** A group, or a direct message between others: the bot is reached by user installation only. */
    openGroup(recipients: readonly User[]): Channel {
      const channel: Channel = {
        id: nextId(),
        type: CHANNEL_TYPES.group,
        name: recipients.map((user) => user.name).join(', '),
        guildId: undefined,
        parentId: undefined,
        recipients,
        nsfw: false,
        botPermissions: DIRECT_MESSAGE_DEFAULT,
      };
      channels.set(channel.id, channel);
      return channel;
    },

    setMember(guild: Guild, user: User, change: MemberChange): Member {
      const changed = member(guild, user);
      if (change.roles) changed.roles = change.roles.map((role) => role.id);
      if (change.permissions) changed.permissions = bitsOf(change.permissions);
      if (change.nick !== undefined) changed.nick = change.nick;
      return changed;
    },

    memberPermissions(guild: Guild, user: User): bigint {
      if (guild.ownerId === user.id) return ALL_PERMISSIONS;
      const own = member(guild, user);
      const roles = [guild.id, ...own.roles].map((id) => guild.roles.get(id)?.permissions ?? 0n);
      const bits = roles.reduce((sum, role) => sum | role, own.permissions);
      return (bits & bitsOf(['ADMINISTRATOR'])) === 0n ? bits : ALL_PERMISSIONS;
    },

    /** Takes permissions from the bot in a channel, or gives them (back). */
    setBotPermissions(
      channel: Channel,
      change: { deny?: readonly PermissionName[]; allow?: readonly PermissionName[] },
    ) {
      channel.botPermissions = (channel.botPermissions | bitsOf(change.allow ?? [])) & ~bitsOf(change.deny ?? []);
      onChange({ kind: 'channel-changed', channel });
    },

    changeChannel(channel: Channel, change: { readonly name: string; readonly nsfw: boolean }): Channel {
      channel.name = change.name;
      channel.nsfw = change.nsfw;
      onChange({ kind: 'channel-changed', channel });
      return channel;
    },

    /** As its moderators do, or time. */
    closeThread(channel: Channel, how: { readonly locked: boolean }): void {
      channel.isArchived = true;
      channel.isLocked = how.locked;
      onChange({ kind: 'channel-changed', channel });
    },

    removeChannel: (channel: Channel) => void channels.delete(channel.id),

    joinGuild: (guild: Guild) => setInstalled(guild, true),
    leaveGuild: (guild: Guild) => setInstalled(guild, false),
    /** Discord's own trouble with a server, and its end. */
    setOutage(guild: Guild, isOut: boolean): void {
      guild.isOut = isOut;
      onChange({ kind: isOut ? 'guild-out' : 'guild-back', guild });
    },
  };
}
