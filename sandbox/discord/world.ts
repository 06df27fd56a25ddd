import type { Clock } from '../../src/core/clock.ts';
import {
  ALL_PERMISSIONS,
  BOT_DEFAULT,
  bitsOf,
  DIRECT_MESSAGE_DEFAULT,
  EVERYONE_DEFAULT,
  type PermissionName,
} from './permissions.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly bot: boolean;
  /** False: a direct message to this user is refused with 50007. */
  acceptsDirectMessages: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
}

export interface Member {
  readonly user: User;
  readonly joinedAt: number;
  roles: readonly string[];
  /** Beside what everyone and the roles give. */
  permissions: bigint;
  nick: string | undefined;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly ownerId: string;
  readonly premiumTier: number;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  /** Who sees all of the app's commands by the server's own settings ("Integrations"): members and roles, by id. */
  readonly opensCommandsTo: Set<string>;
  botInstalled: boolean;
  systemChannelId: string | undefined;
  /** Discord cannot reach it for a while; the bot is a member all the same. */
  isOut?: boolean;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  name: string;
  readonly guildId: string | undefined;
  readonly parentId: string | undefined;
  readonly recipients: readonly User[];
  nsfw: boolean;
  /** What the bot may do here; an interaction's `app_permissions`. */
  botPermissions: bigint;
  /** Of threads: nothing in an archived one is changed; a message wakes it, unless it is locked. */
  isArchived?: boolean;
  isLocked?: boolean;
}

export const CHANNEL_TYPES = { text: 0, direct: 1, group: 3, publicThread: 11, privateThread: 12 } as const;

export function isThread(channel: Channel): boolean {
  return channel.type === CHANNEL_TYPES.publicThread || channel.type === CHANNEL_TYPES.privateThread;
}

const DISCORD_EPOCH_MS = 1_420_070_400_000;
const INCREMENTS = 4096;

/** Ids as Discord makes them: time first, unique, rising, also when the clock stands still. */
export function createSnowflakes(clock: Clock, seed: number): () => string {
  const worker = BigInt(seed & 0x3ff) << 12n;
  let lastMs = 0;
  let increment = 0;

  return () => {
    const now = clock.now() - DISCORD_EPOCH_MS;
    if (now > lastMs) {
      lastMs = now;
      increment = 0;
    } else if (++increment === INCREMENTS) {
      lastMs++;
      increment = 0;
    }
    return ((BigInt(lastMs) << 22n) | worker | BigInt(increment)).toString();
  };
}

export function shardOfGuild(guildId: string | undefined, shardCount: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

interface GuildOptions {
  readonly name: string;
  /** False: members use the app by their own installation, the bot is not there. */
  readonly botInstalled?: boolean;
  readonly locale?: string;
  readonly owner?: User;
  readonly premiumTier?: number;
  readonly id?: string;
}

interface ChannelOptions {
  readonly name: string;
  readonly type?: number;
  readonly nsfw?: boolean;
  readonly parent?: Channel;
  readonly appPermissions?: bigint | readonly PermissionName[];
}

interface MemberChange {
  readonly roles?: readonly Role[];
  readonly permissions?: readonly PermissionName[];
  readonly nick?: string;
}

export type WorldChange =
  | { readonly kind: 'guild-joined'; readonly guild: Guild }
  | { readonly kind: 'guild-left'; readonly guild: Guild }
  | { readonly kind: 'guild-out'; readonly guild: Guild }
  | { readonly kind: 'guild-back'; readonly guild: Guild }
  | { readonly kind: 'channel-added' | 'channel-changed'; readonly channel: Channel }
  | {
      readonly kind: 'member-joined' | 'member-changed' | 'member-left';
      readonly guild: Guild;
      readonly member: Member;
    };

interface WorldOptions {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly onChange: (change: WorldChange) => void;
}

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
      const kind = guild.members.has(user.id) ? 'member-changed' : 'member-joined';
      const changed = member(guild, user);
      if (change.roles) changed.roles = change.roles.map((role) => role.id);
      if (change.permissions) changed.permissions = bitsOf(change.permissions);
      if (change.nick !== undefined) changed.nick = change.nick;
      onChange({ kind, guild, member: changed });
      return changed;
    },

    /** Leaves, or is sent away. */
    removeMember(guild: Guild, user: User): void {
      const gone = guild.members.get(user.id);
      if (!gone) return;
      guild.members.delete(user.id);
      onChange({ kind: 'member-left', guild, member: gone });
    },

    memberPermissions(guild: Guild, user: User): bigint {
      if (guild.ownerId === user.id) return ALL_PERMISSIONS;
      const own = guild.members.get(user.id);
      const roles = [guild.id, ...(own?.roles ?? [])].map((id) => guild.roles.get(id)?.permissions ?? 0n);
      const bits = roles.reduce((sum, role) => sum | role, own?.permissions ?? 0n);
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
