import type { Clock } from '../../src/core/clock.ts';
import type { Events } from './events.ts';
import type { Gateway } from './gateway.ts';
import { guildCreatePayload } from './guild-create.ts';
import type { JsonObject } from './json.ts';
import type { MessagePayloads } from './message-payload.ts';
import { gatewayChannel, memberPayload } from './payloads.ts';
import { CHANNEL_TYPES, isThread, type StoredMessage } from './types.ts';
import type { World } from './world.ts';
import type { WorldChange } from './world-options.ts';

const INTENT = { guilds: 1 << 0, guildMessages: 1 << 9, directMessages: 1 << 12 } as const;

/** Tells the gateway what changed in servers and channels. */
export function announce(gateway: Gateway, world: World, clock: Clock, change: WorldChange): void {
  if (change.kind === 'guild-left') {
    gateway.broadcast(change.guild.id, 'GUILD_DELETE', () => ({ id: change.guild.id }), INTENT.guilds);
    return;
  }
  if (change.kind === 'guild-out') {
    const gone = { id: change.guild.id, unavailable: true };
    gateway.broadcast(change.guild.id, 'GUILD_DELETE', () => gone, INTENT.guilds);
    return;
  }
  if (change.kind === 'guild-joined' || change.kind === 'guild-back') {
    const payload = () => guildCreatePayload(change.guild, world, clock.now());
    gateway.broadcast(change.guild.id, 'GUILD_CREATE', payload, INTENT.guilds);
    return;
  }
  const { channel, kind } = change;
  if (channel.guildId === undefined || !world.guilds.get(channel.guildId)?.botInstalled) return;
  const type = `${isThread(channel) ? 'THREAD' : 'CHANNEL'}_${kind === 'channel-added' ? 'CREATE' : 'UPDATE'}`;
  gateway.broadcast(channel.guildId, type, () => gatewayChannel(channel, world.bot.id, clock.now()), INTENT.guilds);
}

export interface AnnounceMessages {
  readonly gateway: Gateway;
  readonly world: World;
  readonly events: Events;
  readonly payloads: MessagePayloads;
}

/** MESSAGE_* for those who listen; ephemeral messages and places without the bot are silent. */
export function announceMessages({ gateway, world, events, payloads }: AnnounceMessages): void {
  function tell(message: StoredMessage, type: string, payload: () => JsonObject): void {
    const guild = message.guildId === undefined ? undefined : world.guilds.get(message.guildId);
    const isPrivate = !guild && world.channels.get(message.channelId)?.type !== CHANNEL_TYPES.direct;
    if (message.ephemeralFor !== undefined || isPrivate || guild?.botInstalled === false) return;
    const intent = guild ? INTENT.guildMessages : INTENT.directMessages;
    const place = () => (guild ? { guild_id: guild.id, member: authorMember(message) } : {});
    gateway.broadcast(guild?.id, type, () => ({ ...payload(), ...place() }), intent);
  }

  function authorMember(message: StoredMessage): JsonObject {
    const guild = world.guilds.get(message.guildId ?? '');
    if (!guild) return {};
    const { user: _user, ...member } = memberPayload(world.member(guild, message.author));
    return member;
  }

  events.on('message', (message) => tell(message, 'MESSAGE_CREATE', () => payloads.message(message)));
  events.on('edit', (message) => tell(message, 'MESSAGE_UPDATE', () => payloads.message(message)));
  events.on('delete', (message) => {
    tell(message, 'MESSAGE_DELETE', () => ({ id: message.id, channel_id: message.channelId }));
  });
}
