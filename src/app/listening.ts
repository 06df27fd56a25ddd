import type { REST } from 'discord.js';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { StartupError } from '../core/errors.ts';
import type { Operation } from '../core/operation.ts';
import { inviteOf } from '../events/doctor.ts';
import { createGateway, type Gateway, readApplicationId } from '../events/gateway.ts';
import type { Registrar } from '../events/registrar.ts';
import type { MakeRequest } from '../services/delivery/bot-token.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import type { Switches } from '../services/switches/switches.ts';
import { openRegistrar } from './registering.ts';
import { openServers } from './servers.ts';

interface ListeningParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly bot: REST;
  readonly makeRequest: MakeRequest;
  readonly discord: DiscordApi;
  readonly switches: Pick<Switches, 'listen'>;
  readonly listed: () => readonly Operation[];
  readonly onFatal: (error: StartupError) => void;
}

/** Our side of the gateway: what Discord is told we can do, and what it tells us. */
export function createListening({ switches, onFatal, ...parts }: ListeningParts) {
  const { config, log, bot, makeRequest } = parts;
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
      registrar = await openRegistrar({ ...parts, rest: bot, applicationId });
      switches.listen(registrar.changed);
      const servers = await openServers(parts);
      if (isStopped) return;
      gateway = createGateway({
        token: config.DISCORD_TOKEN,
        apiUrl: config.DISCORD_API_URL,
        makeRequest,
        shards: config.SHARDS,
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
