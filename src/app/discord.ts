import type { REST } from '@discordjs/rest';
import { memberCommands, moderatorCommands } from '../commands/index.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { StartupError } from '../core/errors.ts';
import type { Operation } from '../core/operation.ts';
import { type createGateway, type Gateway, readApplicationId } from '../events/gateway.ts';
import { inviteOf } from '../events/moderators/doctor.ts';
import { commandBodies, createRegistrar, type Registrar, registerCommands } from '../events/registration.ts';
import {
  createKnownCommandIds,
  createMentioning,
  type KnownCommandIds,
} from '../services/delivery/command-mentions.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { MakeRequest } from '../services/delivery/open-discord.ts';
import type { Log } from '../services/log.ts';
import { createGreet, type KnownServers, openKnownServers } from '../services/servers.ts';
import type { Store } from '../services/store/contract.ts';
import type { Switches } from '../services/switches/switches.ts';
import { renderWelcome } from '../views/announcements.ts';
import { commandPaths } from '../views/option-names.ts';

interface CommandIdsParts {
  readonly documents: Parameters<typeof createKnownCommandIds>[0]['documents'];
  readonly clock: Clock;
  readonly operations: readonly Operation[];
}

/** What Discord calls our commands, and messages in which they can be pressed. */
export function openCommandIds({ documents, clock, operations }: CommandIdsParts) {
  const commandIds = createKnownCommandIds({ documents, clock });
  const paths = commandPaths([...operations, ...memberCommands, ...moderatorCommands]);
  return { commandIds, mentioning: createMentioning({ paths, ids: commandIds }) };
}

interface RegistrarParts {
  readonly config: Pick<Config, 'DISCORD_GUILD_ID' | 'ALLOW_USER_INSTALL'>;
  readonly rest: REST;
  readonly applicationId: string;
  readonly documents: Parameters<typeof registerCommands>[0]['documents'];
  readonly commandIds: KnownCommandIds;
  readonly clock: Clock;
  readonly log: Log;
  readonly listed: () => readonly Operation[];
}

/** Discord knows our commands when this resolves, and is told again when something changes. */
async function openRegistrar({
  config,
  rest,
  applicationId,
  documents,
  commandIds,
  clock,
  log,
  listed,
}: RegistrarParts): Promise<Registrar> {
  const { DISCORD_GUILD_ID: guildId, ALLOW_USER_INSTALL: allowsUserInstall } = config;
  const registration = { rest, applicationId, guildId, documents, commandIds, log };
  const register = () => registerCommands(registration, commandBodies(listed(), { guildId, allowsUserInstall }));
  await register();
  return createRegistrar({ register, clock, log });
}

interface ServersParts {
  readonly config: Pick<Config, 'ALLOWED_GUILDS' | 'DEFAULT_DAILY_CREDITS' | 'DEFAULT_CONCURRENT_JOBS'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: Pick<DiscordApi, 'createMessage'>;
}

/** Which servers there are, and the first message to a new one. */
function openServers({ config, store, clock, log, discord }: ServersParts): Promise<KnownServers> {
  const { DEFAULT_DAILY_CREDITS: dailyCredits, DEFAULT_CONCURRENT_JOBS: concurrentJobs } = config;
  const greet = createGreet({
    api: discord,
    log,
    render: (language) => renderWelcome({ dailyCredits, concurrentJobs }, language),
    allowedGuilds: config.ALLOWED_GUILDS,
  });
  return openKnownServers({ store, clock, log, greet });
}

interface ListeningParts {
  readonly config: Config;
  readonly store: Store;
  readonly documents: Parameters<typeof registerCommands>[0]['documents'];
  readonly commandIds: KnownCommandIds;
  readonly clock: Clock;
  readonly log: Log;
  readonly bot: REST;
  readonly makeRequest: MakeRequest;
  readonly discord: DiscordApi;
  readonly switches: Pick<Switches, 'listen'>;
  readonly listed: () => readonly Operation[];
  readonly onFatal: (error: StartupError) => void;
  readonly openGateway: typeof createGateway;
}

/** Our side of the gateway: what Discord is told we can do, and what it tells us. */
export function createListening({
  config,
  store,
  documents,
  commandIds,
  clock,
  log,
  bot,
  makeRequest,
  discord,
  switches,
  listed,
  onFatal,
  openGateway,
}: ListeningParts) {
  let registrar: Registrar | undefined;
  let gateway: Gateway | undefined;
  let invite: string | undefined;
  let isStopped = false;

  return {
    isConnected: () => gateway?.isReady() ?? false,
    isRegistered: () => registrar !== undefined,
    /** What the log says of whom it is the log of. */
    introduction: () => ({ ...gateway?.self(), ...(invite === undefined ? {} : { invite }) }),
    isNsfw: (channelId: string) => gateway?.isNsfw(channelId) ?? false,
    /** Resolves when every shard of ours is ready. Throws StartupError. */
    async start(onInteraction: (payload: unknown) => void): Promise<void> {
      const applicationId = await readApplicationId(bot);
      invite = inviteOf(applicationId);
      registrar = await openRegistrar({ config, rest: bot, applicationId, documents, commandIds, clock, log, listed });
      switches.listen(registrar.changed);
      const servers = await openServers({ config, store, clock, log, discord });
      if (isStopped) return;
      gateway = openGateway({
        token: config.DISCORD_TOKEN,
        apiUrl: config.DISCORD_API_URL,
        makeRequest,
        shards: config.SHARDS,
        clock,
        log,
        onInteraction,
        servers,
        onFatal,
      });
      await gateway.connect();
    },
    async stop(): Promise<void> {
      isStopped = true;
      registrar?.stop();
      await gateway?.close();
    },
  };
}
