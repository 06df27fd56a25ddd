import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Connection, OP, serveConnection } from './gateway-connection.ts';
import { createSessions, type GatewaySession, type Session } from './gateway-sessions.ts';
import { guildCreatePayload } from './guild-create.ts';
import type { JsonObject } from './json.ts';
import { userPayload } from './payloads.ts';
import { shardOf } from './snowflake.ts';
import type { World } from './world.ts';

export interface GatewayOptions {
  readonly server: Server;
  readonly token: string;
  readonly applicationId: string;
  readonly heartbeatMs: number;
  readonly url: () => string;
  readonly now: () => number;
  readonly world: () => World;
}

export interface GatewayControls {
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

export type Gateway = ReturnType<typeof createGateway>;

export function createGateway(options: GatewayOptions) {
  const sessions = createSessions();
  const sockets = new WebSocketServer({ server: options.server, perMessageDeflate: false });
  let refusal: number | undefined;
  let disallowed = 0;
  const alive = new Map<WebSocket, Connection>();

  const watch = setInterval(() => {
    for (const [socket, connection] of alive) if (!connection.isAlive()) socket.close(HEARTBEAT_MISSED);
  }, options.heartbeatMs / 2).unref();

  function guildsOf(session: Session) {
    const installed = [...options.world().guilds.values()].filter((guild) => guild.botInstalled);
    return installed.filter((guild) => shardOf(guild.id, session.shardCount) === session.shard);
  }

  function welcome(session: Session): void {
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

  function readyPayload(session: Session, guildIds: readonly string[]): JsonObject {
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
