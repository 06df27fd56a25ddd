import {
  type Channel,
  Client,
  DiscordAPIError,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type Guild,
  Options,
  PermissionFlagsBits,
  type REST,
  ShardClientUtil,
  Status,
} from 'discord.js';
import type { Shards } from '../config.ts';
import { StartupError } from '../core/errors.ts';
import { languageOf } from '../core/language.ts';
import { keepToken, type MakeRequest, TOKEN_REFUSED } from '../services/delivery/open-discord.ts';
import type { Log } from '../services/log.ts';
import type { KnownServers, SeenServer } from '../services/servers.ts';

const TO_SPEAK = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];

function seenServer({ id, joinedTimestamp, preferredLocale, systemChannel, members }: Guild): SeenServer {
  const mayWrite = members.me && systemChannel?.permissionsFor(members.me)?.has(TO_SPEAK);
  return {
    id,
    joinedAt: joinedTimestamp,
    language: languageOf(preferredLocale),
    systemChannelId: mayWrite ? systemChannel?.id : undefined,
  };
}

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
  4013: 'Discord refuses the intents (4013). This is an error of this version: please report it.',
  4014: 'Discord refuses the intents (4014). In the developer portal, under Bot, allow the intents that the bot asks for.',
};

type ClientParts = Pick<GatewayParts, 'apiUrl' | 'makeRequest' | 'shards'>;

/** The bot itself, in each place where it is known. */
const own = { maxSize: 0, keepOverLimit: ({ id, client }: { id: string; client: Client }) => id === client.user?.id };

/** Servers, channels and roles are what we ask of it; whoever uses the bot, and whatever is clicked, passes through. */
const makeCache = Options.cacheWithLimits({
  UserManager: own,
  GuildMemberManager: own,
  MessageManager: 0,
  ThreadMemberManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  PresenceManager: 0,
  VoiceStateManager: 0,
  GuildBanManager: 0,
  GuildInviteManager: 0,
  GuildEmojiManager: 0,
  GuildStickerManager: 0,
  GuildScheduledEventManager: 0,
  StageInstanceManager: 0,
  AutoModerationRuleManager: 0,
  EntitlementManager: 0,
});

export function createClient({ apiUrl, makeRequest, shards }: ClientParts): Client {
  // discord.js reads them by itself, in a form of its own, wherever an option has its default
  for (const name of ['SHARDS', 'SHARD_COUNT']) delete process.env[name];
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: apiUrl.href.replace(/\/$/, ''), makeRequest },
    makeCache,
    ...(shards === 'auto' ? { shards } : { shards: range(shards.first, shards.last), shardCount: shards.total }),
  });
  keepToken(client.rest);
  leaveInteractionsAlone(client);
  return client;
}

/** Of what `client` keeps for itself; its types do not name it. */
const knowsInteractions = (
  actions: unknown,
): actions is { readonly InteractionCreate: { handle(data: unknown): void } } =>
  typeof actions === 'object' && actions !== null && 'InteractionCreate' in actions;

/**
 * They are read as they come. discord.js would make objects of them that nobody asks for, and throws where nobody can
 * catch it at one that it does not know: that would be the end of the process.
 */
function leaveInteractionsAlone(client: Client): void {
  const actions: unknown = Reflect.get(client, 'actions');
  if (!knowsInteractions(actions)) throw new Error('discord.js handles interactions elsewhere');
  actions.InteractionCreate.handle = () => {};
}

export function createGateway(parts: GatewayParts): Gateway {
  const { token, log, onInteraction, servers, onFatal } = parts;
  const client = createClient(parts);
  let fail: (error: StartupError) => void = onFatal;
  /** A connection that we end ourselves is no trouble. */
  let isClosing = false;

  client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload: unknown) => onInteraction(payload));
  const write = (writing: Promise<void>) =>
    void writing.catch((error: unknown) => log.error({ err: error }, 'servers not written down'));
  const onServer = (guild: Guild) => write(servers.seen(seenServer(guild)));
  client.on(Events.GuildCreate, onServer);
  client.on(Events.GuildAvailable, onServer);
  // Discord's own trouble with a server is another event
  client.on(Events.GuildDelete, ({ id }) => write(servers.left(id)));
  client.once(Events.ClientReady, () => {
    const isOurs = (id: string) =>
      client.ws.shards.has(ShardClientUtil.shardIdForGuildId(id, client.options.shardCount ?? 1));
    write(servers.complete([...client.guilds.cache.keys()], isOurs));
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord client'));
  client.on(Events.ShardError, (error, shard) => log.error({ err: error, shard }, 'shard error'));
  client.on(Events.ShardReconnecting, (shard) => {
    if (!isClosing) log.warn({ shard }, 'shard reconnecting');
  });
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'shard resumed'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    if (isClosing) return;
    const words = CLOSED_FOR_GOOD[code];
    log.warn({ shard, code }, 'shard disconnected');
    if (words) fail(new StartupError(words));
  });

  async function login(): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => {
      fail = reject;
      client.once(Events.ClientReady, () => resolve());
    });
    const loggedIn = client.login(token).catch((error: unknown) => {
      throw inWords(error);
    });
    await Promise.all([ready, loggedIn]);
    fail = onFatal;
  }

  return {
    connect: login,
    self: () => (client.isReady() ? { bot: client.user.tag, servers: client.guilds.cache.size } : undefined),
    isNsfw: (channelId) => isMarked(client.channels.cache.get(channelId)),
    // once ready the client calls itself so for good: its shards know better
    isReady: () => client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready),
    close() {
      isClosing = true;
      return client.destroy();
    },
  };
}

/** Of a channel that the bot cannot see, Discord tells made-up things. */
const OBFUSCATED = 1 << 17;

function isMarked(channel: Channel | undefined): boolean {
  if (!channel || !('nsfw' in channel) || channel.nsfw !== true) return false;
  return ((channel.flags?.bitfield ?? 0) & OBFUSCATED) === 0;
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isRefused = (error instanceof DiscordAPIError && error.status === 401) || code === 'TokenInvalid';
  if (isRefused) return new StartupError(TOKEN_REFUSED);
  if (error instanceof StartupError || error instanceof DiscordAPIError) return error;
  const [, closeCode] = /\b(40\d\d)\b/.exec(error instanceof Error ? error.message : '') ?? [];
  const words = CLOSED_FOR_GOOD[Number(closeCode)];
  if (words) return new StartupError(words);
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
