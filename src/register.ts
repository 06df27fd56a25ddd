import { REST } from '@discordjs/rest';
import { runProgram } from './app/program.ts';
import { operationsFor } from './commands/index.ts';
import { parseConfig, secretsOf } from './config.ts';
import { readApplicationId } from './events/gateway.ts';
import { commandBodies, registerCommands } from './events/registration.ts';
import { createLog } from './services/log.ts';

/** `npm run commands:register`: tells Discord of the commands now, whatever it was told before. */
async function register(): Promise<void> {
  const config = parseConfig(process.env);
  const log = createLog({ level: config.LOG_LEVEL, secrets: secretsOf(config) });
  const rest = new REST({ api: config.DISCORD_API_URL.href.replace(/\/$/, '') }).setToken(config.DISCORD_TOKEN);
  const applicationId = await readApplicationId(rest);
  const keys = { freepik: config.FREEPIK_API_KEY, apiframe: config.APIFRAME_API_KEY };
  const offered = operationsFor(config.APIFRAME_API).filter(
    ({ name, provider }) => keys[provider] && !config.DISABLED_OPERATIONS?.includes(name),
  );
  const documents = { get: async () => undefined, set: async () => undefined };
  const bodies = commandBodies(offered, {
    guildId: config.DISCORD_GUILD_ID,
    allowsUserInstall: config.ALLOW_USER_INSTALL,
  });
  const commandIds = { learn: async () => {} };
  const guildId = config.DISCORD_GUILD_ID;
  await registerCommands({ rest, applicationId, guildId, documents, commandIds, log }, bodies);
}

await runProgram(register);
