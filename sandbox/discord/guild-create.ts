import type { JsonObject } from './json.ts';
import { gatewayChannel, guildPayload, memberPayload, timestamp } from './payloads.ts';
import { hasPermission } from './permissions.ts';
import { type Guild, isThread } from './types.ts';
import type { World } from './world.ts';

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
