import {
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  type GatewayGuildCreateDispatchData,
} from 'discord-api-types/v10';
import { languageOf } from '../core/language.ts';
import { missingToWrite, permissionsIn } from '../core/permissions.ts';
import type { Log } from '../services/log.ts';
import type { KnownServers, SeenServer } from '../services/servers.ts';

type ShownServer = GatewayGuildCreateDispatchData;
type ShownChannel = ShownServer['channels'][number];

/** Of a channel that the bot cannot see, Discord tells made-up things. */
const OBFUSCATED = 1 << 17;

const isMarked = (channel: ShownChannel): boolean =>
  'nsfw' in channel && channel.nsfw === true && ((channel.flags ?? 0) & OBFUSCATED) === 0;

function seenServer(botId: string, server: ShownServer): SeenServer {
  const { id, owner_id: ownerId, roles, members, channels, system_channel_id: systemId } = server;
  const member = members.find(({ user }) => user.id === botId);
  const system = channels.find((channel) => channel.id === systemId);
  const mayWrite =
    member &&
    system &&
    missingToWrite(
      permissionsIn({
        serverId: id,
        memberId: botId,
        isOwner: ownerId === botId,
        roles: roles.filter((role) => role.id === id || member.roles.includes(role.id)),
        overwrites: ('permission_overwrites' in system && system.permission_overwrites) || [],
      }),
      false,
    ).length === 0;
  return {
    id,
    joinedAt: Date.parse(server.joined_at),
    language: languageOf(server.preferred_locale),
    systemChannelId: mayWrite ? system.id : undefined,
  };
}

interface ServersParts {
  readonly known: KnownServers;
  readonly log: Log;
}

/** What is kept of servers and their channels: that they are there, and which of them are not for everybody. */
export function createServers({ known, log }: ServersParts) {
  const markedIn = new Map<string, Set<string>>();

  const write = (writing: Promise<void>) =>
    void writing.catch((error: unknown) => log.error({ err: error }, 'servers not written down'));

  function announced(ids: readonly string[]): void {
    for (const id of ids) if (!markedIn.has(id)) markedIn.set(id, new Set());
  }

  function shown(botId: string, server: ShownServer): void {
    markedIn.set(server.id, new Set(server.channels.filter(isMarked).map(({ id }) => id)));
    write(known.seen(seenServer(botId, server)));
  }

  return {
    count: () => markedIn.size,
    /** Discord will show them one by one. */
    announced,
    hear(botId: string, { t: name, d: data }: GatewayDispatchPayload): void {
      switch (name) {
        case GatewayDispatchEvents.GuildCreate:
          if (data.unavailable) announced([data.id]);
          else shown(botId, data);
          return;
        case GatewayDispatchEvents.GuildDelete:
          // Discord's own trouble with a server is no leaving
          if (!data.unavailable && markedIn.delete(data.id)) write(known.left(data.id));
          return;
        case GatewayDispatchEvents.ChannelCreate:
        case GatewayDispatchEvents.ChannelUpdate:
          if (isMarked(data)) markedIn.get(data.guild_id)?.add(data.id);
          else markedIn.get(data.guild_id)?.delete(data.id);
          return;
        case GatewayDispatchEvents.ChannelDelete:
          markedIn.get(data.guild_id)?.delete(data.id);
          return;
        default:
      }
    },
    /** All of ours were announced. */
    complete: (isOurs: (id: string) => boolean): void => write(known.complete([...markedIn.keys()], isOurs)),
    /** By what Discord last said of a channel; false for one that the bot does not know or cannot see. */
    isNsfw: (channelId: string): boolean => markedIn.values().some((channels) => channels.has(channelId)),
  };
}
