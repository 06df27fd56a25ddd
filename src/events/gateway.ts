import { DiscordAPIError, REST } from '@discordjs/rest';
import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import type { Shards } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { StartupError } from '../core/errors.ts';
import { keepToken, type MakeRequest, TOKEN_REFUSED } from '../services/delivery/open-discord.ts';
import type { Log } from '../services/log.ts';
import type { KnownServers } from '../services/servers.ts';
import { createServers } from './servers.ts';

export interface Gateway {
  /** Resolves when every shard of ours is ready. Throws StartupError where a person has to change something. */
  connect(): Promise<void>;
  /** Who the bot is there, and in how many servers, as far as this process's shards see; undefined before it is ready. */
  self(): { readonly bot: string; readonly servers: number } | undefined;
  isReady(): boolean;
  /** By what Discord last said of a channel; false for one that the bot does not know or cannot see. */
  isNsfw(channelId: string): boolean;
  close(): Promise<void>;
}

interface GatewayParts {
  readonly token: string;
  readonly apiUrl: URL;
  readonly makeRequest: MakeRequest;
  readonly shards: Shards | 'auto';
  readonly clock: Clock;
  readonly log: Log;
  readonly onInteraction: (payload: unknown) => void;
  readonly servers: KnownServers;
  /** Discord ended the connection for good. */
  readonly onFatal: (error: StartupError) => void;
}

const CLOSED_FOR_GOOD: Readonly<Record<number, string>> = {
  4004: TOKEN_REFUSED,
  4010: 'Discord refuses the shard of SHARDS. Leave SHARDS out, or give each process its own part, such as 0-3/8.',
  4011: 'Discord demands more shards for this many servers. Start again with SHARDS left out, or raise the number behind the slash.',
  4012: 'Discord refuses the version of its gateway (4012). This is an error of this version: please report it.',
  4013: 'Discord refuses the intents (4013). This is an error of this version: please report it.',
  4014: 'Discord refuses the intents (4014). In the developer portal, under Bot, allow the intents that the bot asks for.',
};

/** Servers of which Discord shows nothing for this long are out of order; the bot is ready without them. */
const SHOWING_MS = 15_000;
/** Above as many members Discord shows those alone who are there. */
const LARGE_SERVER = 50;

/** One connection, over all the times that it breaks and is taken up again. */
interface Shard {
  state: 'away' | 'awaiting servers' | 'ready';
  session: SessionInfo | null;
  /** Where the session stood when Discord said hello. */
  sequence: number;
  readonly awaited: Set<string>;
  stopWaiting: () => void;
}

const newShard = (): Shard => ({
  state: 'away',
  session: null,
  sequence: 0,
  awaited: new Set(),
  stopWaiting: () => {},
});

type ManagerParts = Pick<GatewayParts, 'token' | 'apiUrl' | 'makeRequest' | 'shards'> & {
  readonly shardOf: (id: number) => Shard;
};

function createManager({ token, apiUrl, makeRequest, shards, shardOf }: ManagerParts): WebSocketManager {
  // asked once, and no longer patient than anybody
  const rest = new REST({
    api: apiUrl.href.replace(/\/$/, ''),
    makeRequest,
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
  });
  return new WebSocketManager({
    token,
    intents: GatewayIntentBits.Guilds,
    rest: keepToken(rest).setToken(token),
    largeThreshold: LARGE_SERVER,
    shardIds: shards === 'auto' ? null : { start: shards.first, end: shards.last },
    shardCount: shards === 'auto' ? null : shards.total,
    // the library's own store is one for all that a process ever connects
    retrieveSessionInfo: (id) => shardOf(id).session,
    updateSessionInfo(id, session) {
      shardOf(id).session = session;
    },
  });
}

export function createGateway({
  token,
  apiUrl,
  makeRequest,
  shards: part,
  clock,
  log,
  onInteraction,
  servers: known,
  onFatal,
}: GatewayParts): Gateway {
  const shards = new Map<number, Shard>();
  const servers = createServers({ known, log });
  const up = Promise.withResolvers<void>();
  let bot = { id: '', tag: '' };
  let shardCount = 1;
  let isUp = false;
  /** A connection that we end ourselves is no trouble. */
  let isClosing = false;

  function shardOf(id: number): Shard {
    const shard = shards.get(id) ?? newShard();
    shards.set(id, shard);
    return shard;
  }

  const fail = (error: StartupError) => (isUp ? onFatal(error) : up.reject(error));
  const areAllReady = () => shards.values().every(({ state }) => state === 'ready');

  function becomeReady(shard: Shard): void {
    shard.stopWaiting();
    shard.state = 'ready';
    if (isUp || !areAllReady()) return;
    isUp = true;
    servers.complete((id) => shards.has(Number(BigInt(id) >> 22n) % shardCount));
    up.resolve();
  }

  /** Until each server was shown or is late. */
  function awaitServers(shard: Shard): void {
    shard.stopWaiting();
    if (shard.awaited.size === 0) becomeReady(shard);
    else shard.stopWaiting = clock.schedule(SHOWING_MS, () => becomeReady(shard));
  }

  const manager = createManager({ token, apiUrl, makeRequest, shards: part, shardOf });

  manager.on(WebSocketShardEvents.Hello, ({ shardId }) => {
    const shard = shardOf(shardId);
    shard.sequence = shard.session?.sequence ?? 0;
  });

  manager.on(WebSocketShardEvents.Ready, ({ data: { user, guilds }, shardId }) => {
    const shard = shardOf(shardId);
    const ids = guilds.map(({ id }) => id);
    bot = { id: user.id, tag: user.discriminator === '0' ? user.username : `${user.username}#${user.discriminator}` };
    servers.announced(ids);
    shard.awaited.clear();
    for (const id of ids) shard.awaited.add(id);
    shard.state = 'awaiting servers';
    awaitServers(shard);
  });

  manager.on(WebSocketShardEvents.Dispatch, ({ data, shardId }) => {
    if (data.t === GatewayDispatchEvents.InteractionCreate) return onInteraction(data.d);
    servers.hear(bot.id, data);
    const shard = shardOf(shardId);
    switch (data.t) {
      case GatewayDispatchEvents.GuildCreate:
      case GatewayDispatchEvents.GuildDelete:
        if (shard.state !== 'awaiting servers') return;
        shard.awaited.delete(data.d.id);
        return awaitServers(shard);
      case GatewayDispatchEvents.Resumed:
        log.info({ shard: shardId, replayed: (shard.session?.sequence ?? 0) - shard.sequence }, 'shard resumed');
        return becomeReady(shard);
      default:
    }
  });

  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) =>
    log.error({ err: error, shard: shardId }, 'shard error'),
  );

  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    const shard = shardOf(shardId);
    shard.stopWaiting();
    shard.state = 'away';
    if (isClosing) return;
    const words = CLOSED_FOR_GOOD[code];
    if (words === undefined) return log.warn({ shard: shardId }, 'shard reconnecting');
    log.warn({ shard: shardId, code }, 'shard disconnected');
    fail(new StartupError(words));
  });

  async function open(): Promise<void> {
    const ids = await manager.getShardIds();
    shardCount = await manager.getShardCount();
    if (isClosing) return;
    for (const id of ids) shardOf(id);
    await manager.connect();
  }

  return {
    async connect() {
      const opened = open().catch((error: unknown) => {
        throw inWords(error);
      });
      await Promise.all([up.promise, opened]);
    },
    self: () => (isUp ? { bot: bot.tag, servers: servers.count() } : undefined),
    isNsfw: servers.isNsfw,
    isReady: () => isUp && !isClosing && areAllReady(),
    async close() {
      isClosing = true;
      for (const { stopWaiting } of shards.values()) stopWaiting();
      await manager.destroy();
    },
  };
}

function inWords(error: unknown): unknown {
  if (error instanceof DiscordAPIError && error.status === 401) return new StartupError(TOKEN_REFUSED);
  if (error instanceof StartupError || error instanceof DiscordAPIError) return error;
  return new StartupError('Discord cannot be reached. Check the network, and DISCORD_API_URL if you set it.', {
    cause: error,
  });
}

/** Who the token belongs to; asked before anything else, so that a wrong token is a clear word. */
export async function readApplicationId(rest: REST): Promise<string> {
  const me = await rest.get('/applications/@me').catch((error: unknown) => {
    throw inWords(error);
  });
  if (typeof me === 'object' && me !== null && 'id' in me && typeof me.id === 'string') return me.id;
  throw new StartupError('Discord answered in an unknown way. Check DISCORD_API_URL.');
}
