import type { InteractionPlace, OpenInteraction } from './interactions.ts';
import type { JsonObject } from './json.ts';
import { channelPayload, memberPayload, userPayload } from './payloads.ts';
import { CHANNEL_TYPES, type Channel, type User } from './types.ts';
import type { World } from './world.ts';

const CONTEXT = { guild: 0, botDm: 1, privateChannel: 2 } as const;

export interface EnvelopeOptions {
  readonly world: World;
  readonly applicationId: string;
  readonly attachmentSizeLimit: number;
  readonly now: () => number;
}

/** Where a person acts, as Discord tells places apart. */
export function contextOf(channel: Channel): number {
  if (channel.guildId !== undefined) return CONTEXT.guild;
  return channel.type === CHANNEL_TYPES.direct ? CONTEXT.botDm : CONTEXT.privateChannel;
}

/** Whose installation of the app lets this user act in this channel. */
export function placeOf(world: World, user: User, channel: Channel): InteractionPlace {
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  if (guild) world.member(guild, user);
  if (guild?.botInstalled) return { channel, guild, user, owners: { 0: guild.id }, isUserInstallOnly: false };
  if (!guild && channel.type === CHANNEL_TYPES.direct) {
    return { channel, guild, user, owners: { 0: '0' }, isUserInstallOnly: false };
  }
  return { channel, guild, user, owners: { 1: user.id }, isUserInstallOnly: true };
}

/** What every interaction carries, of whatever kind. */
export function createEnvelope({ world, applicationId, attachmentSizeLimit, now }: EnvelopeOptions) {
  return (open: OpenInteraction, token: string): JsonObject => {
    const { channel, guild, user } = open;
    const permissions = guild ? world.memberPermissions(guild, user).toString() : channel.botPermissions.toString();
    const { permission_overwrites: _hidden, ...partialChannel } = channelPayload(channel, world.bot.id, now());
    return {
      id: open.id,
      application_id: applicationId,
      type: open.kind,
      data: open.data,
      ...(guild
        ? {
            guild_id: guild.id,
            guild: { id: guild.id, locale: guild.locale, features: [] },
            guild_locale: guild.locale,
            member: { ...memberPayload(world.member(guild, user)), permissions },
          }
        : { user: userPayload(user) }),
      channel: { ...partialChannel, ...(guild ? { permissions } : {}) },
      channel_id: channel.id,
      token,
      version: 1,
      app_permissions: channel.botPermissions.toString(),
      locale: user.locale,
      entitlements: [],
      entitlement_sku_ids: [],
      authorizing_integration_owners: open.owners,
      context: contextOf(channel),
      attachment_size_limit: attachmentSizeLimit,
      ...open.extra,
    };
  };
}
