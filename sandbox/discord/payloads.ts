import type { JsonObject } from './json.ts';
import { ALL_PERMISSIONS, hasPermission } from './permissions.ts';
import { CHANNEL_TYPES, type Channel, type Guild, isThread, type Member, type Role, type User } from './types.ts';

const iso = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00');

export function userPayload(user: User): JsonObject {
  return {
    id: user.id,
    username: user.name,
    global_name: user.bot ? null : user.name,
    avatar: null,
    discriminator: user.bot ? '0001' : '0',
    public_flags: 0,
    flags: 0,
    bot: user.bot,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

export function memberPayload(member: Member): JsonObject {
  return {
    user: userPayload(member.user),
    nick: member.nick ?? null,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: iso(member.joinedAt),
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    flags: 0,
    mute: false,
    deaf: false,
  };
}

export function rolePayload(role: Role): JsonObject {
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: role.permissions.toString(),
    position: 0,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

const OBFUSCATED = 1 << 17;

/** As the gateway tells of a channel: of one that the bot may not see no more than that it is there. */
export function gatewayChannel(channel: Channel, botUserId: string, createdAt: number): JsonObject {
  if (hasPermission(channel.botPermissions, 'VIEW_CHANNEL')) return channelPayload(channel, botUserId, createdAt);
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    position: 0,
    name: '___hidden___',
    flags: OBFUSCATED,
    parent_id: null,
    permission_overwrites: [],
  };
}

export function channelPayload(channel: Channel, botUserId: string, createdAt: number): JsonObject {
  const { id, type, name } = channel;
  const recipients = channel.recipients.map(userPayload);
  if (type === CHANNEL_TYPES.direct) return { id, type, flags: 0, last_message_id: null, recipients };
  if (type === CHANNEL_TYPES.group) {
    return {
      id,
      type,
      flags: 0,
      last_message_id: null,
      name,
      icon: null,
      owner_id: channel.recipients[0]?.id,
      recipients,
    };
  }
  const shared = {
    id,
    type,
    name,
    flags: 0,
    guild_id: channel.guildId,
    parent_id: channel.parentId ?? null,
    last_message_id: null,
    rate_limit_per_user: 0,
  };
  if (isThread(channel)) return { ...shared, ...threadParts(channel, botUserId, createdAt) };
  const denied = ALL_PERMISSIONS & ~channel.botPermissions;
  const overwrite = { id: botUserId, type: 1, allow: channel.botPermissions.toString(), deny: denied.toString() };
  return { ...shared, topic: null, position: 0, nsfw: channel.nsfw, permission_overwrites: [overwrite] };
}

function threadParts(
  { isArchived = false, isLocked = false }: Channel,
  ownerId: string,
  createdAt: number,
): JsonObject {
  return {
    owner_id: ownerId,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    thread_metadata: {
      archived: isArchived,
      archive_timestamp: iso(createdAt),
      auto_archive_duration: 1440,
      locked: isLocked,
      create_timestamp: iso(createdAt),
    },
  };
}

export function guildPayload(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'local',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: guild.systemChannelId ?? null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: [...guild.roles.values()].map(rolePayload),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: guild.premiumTier,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
    hub_type: null,
    latest_onboarding_question_id: null,
    inventory_settings: null,
  };
}

export const timestamp = iso;
