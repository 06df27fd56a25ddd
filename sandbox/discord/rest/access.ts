import { hasPermission, type PermissionName } from '../permissions.ts';
import { refusals } from '../refusal.ts';
import { CHANNEL_TYPES, type Channel, type Guild, isThread } from '../types.ts';
import type { Services } from './route.ts';

/** The channel, if the bot itself may do this there. */
export function reachChannel({ world }: Services, id: string, needed: readonly PermissionName[] = []): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw refusals.unknownChannel();
  if (channel.guildId === undefined) {
    if (channel.type !== CHANNEL_TYPES.direct) throw refusals.missingAccess();
    return channel;
  }
  const isThere = world.guilds.get(channel.guildId)?.botInstalled === true;
  if (!isThere || !hasPermission(channel.botPermissions, 'VIEW_CHANNEL')) throw refusals.missingAccess();
  const isMissing = needed.some((name) => !hasPermission(channel.botPermissions, inThread(channel, name)));
  if (isMissing) throw refusals.missingPermissions();
  return channel;
}

function inThread(channel: Channel, name: PermissionName): PermissionName {
  return name === 'SEND_MESSAGES' && isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : name;
}

export function reachGuild({ world }: Services, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild) throw refusals.unknownGuild();
  if (!guild.botInstalled) throw refusals.missingAccess();
  return guild;
}
