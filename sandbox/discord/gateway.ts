import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../src/core/clock.ts';
import type { Events } from './events.ts';
import {
  type Connection,
  createSessions,
  type GatewaySession,
  OP,
  type OpenSession,
  serveConnection,
} from './gateway-connection.ts';
import type { JsonObject } from './json.ts';
import type { StoredMessage } from './messages.ts';
import { gatewayChannel, guildCreatePayload, type MessagePayloads, memberPayload, userPayload } from './payloads.ts';
import { CHANNEL_TYPES, isThread, shardOfGuild, type World, type WorldChange } from './world.ts';

interface GatewayOptions {
  readonly server: Server;
  readonly token: string;
  readonly applicationId: string;
  readonly heartbeatMs: number;
  readonly url: () => string;
  readonly now: () => number;
  readonly world: () => World;
}

interface GatewayControls {
  readonly sessions: readonly GatewaySession[];
  /** Every IDENTIFY from now on is closed with this code; undefined accepts again. */
  refuse(code: number | undefined): void;
  /** IDENTIFY with any of these intent bits is closed with 4014. */
  disallowIntents(bits: number): void;
  /** Cuts sockets: without a code as a lost network does, else with a close frame. */
  drop(options?: { code?: number; session?: string; isResumable?: boolean }): void;
  /** Op 7 to every client. */
  reconnect(): void;
  /** Op 9 to every client. */
  invalidate(isResumable?: boolean): void;
}

const HEARTBEAT_MISSED = 4009;
/** So long the other side has to say goodbye, too: one that is gone never does. */
const GOODBYE_MS = 500;

type Gateway = ReturnType<typeof createLocalGateway>;

export function createLocalGateway(options: GatewayOptions) {
  const sessions = createSessions();
  const sockets = new WebSocketServer({ server: options.server, perMessageDeflate: false });
  let refusal: number | undefined;
  let disallowed = 0;
  const alive = new Map<WebSocket, Connection>();

  const watch = setInterval(() => {
    for (const [socket, connection] of alive) if (!connection.isAlive()) end(socket);
  }, options.heartbeatMs / 2).unref();

  function end(socket: WebSocket): void {
    socket.close(HEARTBEAT_MISSED);
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  }

  function guildsOf(session: OpenSession) {
    const installed = [...options.world().guilds.values()].filter((guild) => guild.botInstalled);
    return installed.filter((guild) => shardOfGuild(guild.id, session.shardCount) === session.shard);
  }

  function welcome(session: OpenSession): void {
    const guilds = guildsOf(session);
    sessions.send(
      session,
      'READY',
      JSON.stringify(
        readyPayload(
          session,
          guilds.map((guild) => guild.id),
        ),
      ),
    );
    for (const guild of guilds.filter(({ isOut }) => !isOut)) {
      sessions.send(session, 'GUILD_CREATE', JSON.stringify(guildCreatePayload(guild, options.world(), options.now())));
    }
  }

  function readyPayload(session: OpenSession, guildIds: readonly string[]): JsonObject {
    return {
      v: 10,
      user: { ...userPayload(options.world().bot), verified: true, mfa_enabled: true, email: null },
      guilds: guildIds.map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: options.url(),
      shard: [session.shard, session.shardCount],
      application: { id: options.applicationId, flags: 0 },
      session_type: 'normal',
      user_settings: {},
      relationships: [],
      private_channels: [],
      presences: [],
      guild_join_requests: [],
      auth: {},
      _trace: [],
    };
  }

  sockets.on('connection', (socket, request) => {
    if (!/[?&]v=10\b/.test(request.url ?? '')) return socket.close(4012, 'Invalid API version.');
    const connection = serveConnection(socket, {
      sessions,
      token: options.token,
      heartbeatMs: options.heartbeatMs,
      newSessionId: () => randomBytes(16).toString('hex'),
      refusal: () => refusal,
      disallowedIntents: () => disallowed,
      welcome,
    });
    alive.set(socket, connection);
    socket.on('close', () => alive.delete(socket));
  });

  function toAll(op: number): void {
    for (const socket of alive.keys()) socket.send(JSON.stringify({ op, d: null, s: null, t: null }));
  }

  const controls: GatewayControls = {
    get sessions() {
      return sessions.all().map(({ id, shard, shardCount, intents, socket }) => ({
        id,
        shard,
        shardCount,
        intents,
        isConnected: socket !== undefined,
      }));
    },
    refuse(code) {
      refusal = code;
    },
    disallowIntents(bits) {
      disallowed = bits;
    },
    drop({ code, session, isResumable = true } = {}) {
      for (const one of sessions.all()) {
        if (session !== undefined && one.id !== session) continue;
        const { socket } = one;
        one.socket = undefined;
        if (!isResumable) sessions.forget(one.id);
        if (code === undefined) socket?.terminate();
        else socket?.close(code);
      }
    },
    reconnect: () => toAll(OP.reconnect),
    invalidate: (isResumable = false) => {
      if (!isResumable) for (const one of sessions.all()) sessions.forget(one.id);
      for (const connection of alive.values()) connection.invalidate(isResumable);
    },
  };

  return {
    controls,
    broadcast: sessions.broadcast,
    deliver: sessions.deliver,
    close(): void {
      clearInterval(watch);
      for (const socket of alive.keys()) socket.terminate();
      sockets.close();
    },
  };
}

const INTENT = {
  guilds: 1 << 0,
  members: 1 << 1,
  guildMessages: 1 << 9,
  guildReactions: 1 << 10,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
} as const;

const OF_MEMBERS = {
  'member-joined': 'GUILD_MEMBER_ADD',
  'member-changed': 'GUILD_MEMBER_UPDATE',
  'member-left': 'GUILD_MEMBER_REMOVE',
} as const;

/** Tells the gateway what changed in servers, channels and among members. */
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
  if ('member' in change) {
    const { guild, member, kind } = change;
    if (!guild.botInstalled) return;
    const about = kind === 'member-left' ? { user: userPayload(member.user) } : memberPayload(member);
    gateway.broadcast(guild.id, OF_MEMBERS[kind], () => ({ ...about, guild_id: guild.id }), INTENT.members);
    return;
  }
  const { channel, kind } = change;
  if (channel.guildId === undefined || !world.guilds.get(channel.guildId)?.botInstalled) return;
  const type = `${isThread(channel) ? 'THREAD' : 'CHANNEL'}_${kind === 'channel-added' ? 'CREATE' : 'UPDATE'}`;
  gateway.broadcast(channel.guildId, type, () => gatewayChannel(channel, world.bot.id, clock.now()), INTENT.guilds);
}

interface AnnounceMessages {
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
    const author = world.guilds.get(message.guildId ?? '')?.members.get(message.author.id);
    if (!author) return {};
    const { user: _user, ...member } = memberPayload(author);
    return member;
  }

  events.on('message', (message) => tell(message, 'MESSAGE_CREATE', () => payloads.message(message)));
  events.on('edit', (message) => tell(message, 'MESSAGE_UPDATE', () => payloads.message(message)));
  events.on('delete', (message) => {
    tell(message, 'MESSAGE_DELETE', () => ({ id: message.id, channel_id: message.channelId }));
  });
  events.on('reaction', ({ message, user, emoji, isAdded }) => {
    const guild = message.guildId === undefined ? undefined : world.guilds.get(message.guildId);
    if (message.ephemeralFor !== undefined || guild?.botInstalled === false) return;
    const about = {
      user_id: user.id,
      channel_id: message.channelId,
      message_id: message.id,
      message_author_id: message.author.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      ...(guild ? { guild_id: guild.id } : {}),
    };
    const type = isAdded ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE';
    gateway.broadcast(guild?.id, type, () => about, guild ? INTENT.guildReactions : INTENT.directReactions);
  });
}
