import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { Log } from '../services/logging/create-log.ts';
import { createGreet } from '../services/servers/greet.ts';
import { openServerBook, type ServerBook } from '../services/servers/server-book.ts';
import type { Store } from '../services/store/contract.ts';
import { renderWelcome } from '../views/welcome.ts';

interface ServersParts {
  readonly config: Pick<Config, 'ALLOWED_GUILDS' | 'DEFAULT_DAILY_CREDITS' | 'DEFAULT_CONCURRENT_JOBS'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: Pick<DiscordApi, 'createMessage'>;
}

/** Which servers there are, and the first message to a new one. */
export function openServers({ config, discord, ...parts }: ServersParts): Promise<ServerBook> {
  const { DEFAULT_DAILY_CREDITS: dailyCredits, DEFAULT_CONCURRENT_JOBS: concurrentJobs } = config;
  const greet = createGreet({
    api: discord,
    log: parts.log,
    render: (language) => renderWelcome({ dailyCredits, concurrentJobs }, language),
    allowedGuilds: config.ALLOWED_GUILDS,
  });
  return openServerBook({ ...parts, greet });
}
