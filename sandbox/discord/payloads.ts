import type { Attachment, Cdn } from './attachments.ts';
import { isObject, type Json, type JsonObject, objectsOf, textOf } from './json.ts';
import { FLAGS, type StoredMessage } from './messages.ts';
import { ALL_PERMISSIONS, hasPermission } from './permissions.ts';
import {
  CHANNEL_TYPES,
  type Channel,
  type Guild,
  isThread,
  type Member,
  type Role,
  type User,
  type World,
} from './world.ts';

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

const timestamp = iso;

/** What the gateway says when a guild becomes available. */
export function guildCreatePayload(guild: Guild, world: World, now: number): JsonObject {
  const own = [...world.channels.values()].filter((channel) => channel.guildId === guild.id);
  const shape = (channels: typeof own) => channels.map((channel) => gatewayChannel(channel, world.bot.id, now));
  return {
    ...guildPayload(guild),
    joined_at: timestamp(world.member(guild, world.bot).joinedAt),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [memberPayload(world.member(guild, world.bot))],
    channels: shape(own.filter((channel) => !isThread(channel))),
    threads: shape(own.filter((channel) => isThread(channel) && hasPermission(channel.botPermissions, 'VIEW_CHANNEL'))),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

const REPLY = 19;
const CHAT_INPUT_COMMAND = 20;
const COMMAND = 2;
const SPOILER_ATTACHMENT = 1 << 3;

export interface MessagePayloads {
  message(message: StoredMessage): JsonObject;
  attachment(attachment: Attachment): JsonObject;
}

interface MessagePayloadsOptions {
  readonly cdn: Cdn;
  readonly applicationId: string;
  readonly users: () => World['users'];
}

export function createMessagePayloads({ cdn, applicationId, users }: MessagePayloadsOptions): MessagePayloads {
  function attachment(file: Attachment): JsonObject {
    const url = cdn.url(file);
    return {
      id: file.id,
      filename: file.filename,
      size: file.size,
      url,
      proxy_url: url,
      ...(file.contentType === undefined ? {} : { content_type: file.contentType }),
      ...(file.width === undefined ? {} : { width: file.width, height: file.height }),
      ...(file.description === undefined ? {} : { description: file.description }),
      ...(file.ephemeral ? { ephemeral: true } : {}),
      ...(file.spoiler ? { flags: SPOILER_ATTACHMENT } : {}),
    };
  }

  /** Fresh links wherever a component or an embed shows an attachment. */
  function withLinks(value: Json, attachments: readonly Attachment[]): Json {
    if (Array.isArray(value)) return value.map((entry) => withLinks(entry, attachments));
    if (!isObject(value)) return value;
    const shown = attachments.find((candidate) => candidate.id === value['attachment_id']);
    if (shown) return { ...mediaOf(shown), attachment_id: shown.id };
    // a link to a file of another message is signed anew
    const elsewhere = cdn.byId(textOf(value, 'attachment_id') ?? '');
    if (elsewhere) return mediaOf(elsewhere);
    const url = textOf(value, 'url');
    const isForeignMedia = url !== undefined && Object.keys(value).length === 1;
    if (isForeignMedia) return { id: '0', url, proxy_url: url };
    const entries = Object.entries(value).map(([key, inner]) => [
      key,
      key === 'emoji' ? keptEmoji(inner) : withLinks(inner, attachments),
    ]);
    const linked: JsonObject = Object.fromEntries(entries);
    return value['type'] === 13 ? { ...linked, ...fileParts(value, attachments) } : linked;
  }

  function mediaOf(file: Attachment): JsonObject {
    const { url, proxy_url, width, height, content_type } = attachment(file);
    return {
      id: file.id,
      url,
      proxy_url,
      ...(width === undefined ? {} : { width, height }),
      ...(content_type === undefined ? {} : { content_type }),
    };
  }

  function fileParts(component: JsonObject, attachments: readonly Attachment[]): JsonObject {
    const media = component['file'];
    const file = attachments.find((candidate) => isObject(media) && candidate.id === media['attachment_id']);
    return { name: file?.filename ?? '', size: file?.size ?? 0 };
  }

  function message(stored: StoredMessage): JsonObject {
    const { attachments } = stored;
    const isFromApp = stored.interaction !== undefined;
    const isOfCommand = stored.interaction?.['type'] === COMMAND;
    return {
      id: stored.id,
      type: isFromApp ? (isOfCommand ? CHAT_INPUT_COMMAND : REPLY) : 0,
      channel_id: stored.channelId,
      author: userPayload(stored.author),
      content: stored.content,
      embeds: withLinks(stored.embeds.map(keptEmbed), attachments),
      components: withLinks(stored.components, attachments),
      attachments: attachments.map(attachment),
      mentions: stored.mentions.users.flatMap((id) => {
        const user = users().get(id);
        return user ? [userPayload(user)] : [];
      }),
      mention_roles: stored.mentions.roles,
      mention_everyone: stored.mentions.isEveryone,
      pinned: false,
      tts: false,
      timestamp: timestamp(stored.createdAt),
      edited_timestamp: stored.editedAt === undefined || isLoading(stored) ? null : timestamp(stored.editedAt),
      flags: stored.flags,
      ...(stored.reactions.size > 0 ? { reactions: reactionsOf(stored) } : {}),
      ...(stored.author.bot ? { application_id: applicationId } : {}),
      ...(isFromApp ? { webhook_id: applicationId, interaction_metadata: stored.interaction } : {}),
      ...(isOfCommand && stored.interaction ? { interaction: olderWay(stored.interaction) } : {}),
      ...(stored.nonce === undefined ? {} : { nonce: stored.nonce }),
      ...(stored.referenceId === undefined ? {} : { message_reference: referenceOf(stored) }),
    };
  }

  return { message, attachment };
}

/** Deprecated beside the metadata, and still what some libraries find the command's answer by. */
const olderWay = ({ id, type, name, user }: JsonObject): JsonObject => ({ id, type, name, user });

/** What was left out is filled in, what says nothing is dropped. */
function keptEmbed(embed: JsonObject): JsonObject {
  const { footer, author, fields, ...rest } = embed;
  return {
    ...rest,
    ...(isObject(footer) && textOf(footer, 'text') ? { footer } : {}),
    ...(isObject(author) && textOf(author, 'name') ? { author } : {}),
    ...(Array.isArray(fields)
      ? { fields: objectsOf(embed, 'fields').map((field) => ({ inline: false, ...field })) }
      : {}),
  };
}

/** Of a letter that everybody has there is a name alone. */
function keptEmoji(emoji: Json): Json {
  if (!isObject(emoji) || emoji['id'] !== null) return emoji;
  const { id: _none, ...rest } = emoji;
  return rest;
}

function isLoading(message: StoredMessage): boolean {
  return (message.flags & FLAGS.LOADING) !== 0;
}

const reactionsOf = ({ reactions }: StoredMessage): readonly JsonObject[] =>
  [...reactions].map(([name, who]) => ({
    emoji: { id: null, name },
    count: who.size,
    count_details: { burst: 0, normal: who.size },
    burst_colors: [],
    me_burst: false,
    me: false,
    burst_me: false,
    burst_count: 0,
  }));

function referenceOf(stored: StoredMessage): JsonObject {
  const guild = stored.guildId === undefined ? {} : { guild_id: stored.guildId };
  return { type: 0, channel_id: stored.channelId, message_id: stored.referenceId, ...guild };
}
