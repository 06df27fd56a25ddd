import type { REST } from 'discord.js';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Operation } from '../core/operation.ts';
import { createRegistrar, type Registrar } from '../events/registrar.ts';
import { commandBodies, registerCommands } from '../events/registration.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import { createDocuments } from '../services/store/keyv-adapter.ts';

interface RegistrarParts {
  readonly config: Pick<Config, 'DISCORD_GUILD_ID' | 'ALLOW_USER_INSTALL'>;
  readonly rest: REST;
  readonly applicationId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly listed: () => readonly Operation[];
}

/** Discord knows our commands when this resolves, and is told again when something changes. */
export async function openRegistrar(parts: RegistrarParts): Promise<Registrar> {
  const { config, store, clock, log, listed } = parts;
  const { DISCORD_GUILD_ID: guildId, ALLOW_USER_INSTALL: allowsUserInstall } = config;
  const registration = { ...parts, guildId, documents: createDocuments(store) };
  const register = () => registerCommands(registration, commandBodies(listed(), { guildId, allowsUserInstall }));
  await register();
  return createRegistrar({ register, clock, log });
}
