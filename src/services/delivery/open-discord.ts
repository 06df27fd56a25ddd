import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js';
import type { Clock } from '../../core/clock.ts';
import type { Meter } from '../metrics/meter.ts';
import { createDiscordApi, type DiscordApi } from './discord-api.ts';
import { countRateLimits, measuredDiscord } from './measured-discord.ts';

const UPLOAD_TIMEOUT_MS = 120_000;

interface OpenDiscord {
  readonly bot: REST;
  readonly discord: DiscordApi;
  /** What waits for its turn is not sent any more: whoever runs next says what is true by then. */
  close(): void;
}

/** Two ways to Discord: with the bot's own token, and by the tokens of interactions, which nothing may throttle. */
export function openDiscord(
  apiUrl: URL,
  token: string,
  measure: { readonly meter: Meter; readonly clock: Clock },
): OpenDiscord {
  const api = apiUrl.href.replace(/\/$/, '');
  let isClosed = false;
  const makeRequest: RESTOptions['makeRequest'] = async (...request) => {
    if (isClosed) throw new Error('Not sent: the bot has stopped');
    return DefaultRestOptions.makeRequest(...request);
  };
  const common = { api, timeout: UPLOAD_TIMEOUT_MS, makeRequest };
  const bot = new REST(common).setToken(token);
  const hooks = new REST({ ...common, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  for (const rest of [bot, hooks]) countRateLimits(rest, measure.meter);
  return {
    bot,
    discord: measuredDiscord(createDiscordApi({ bot, hooks }), measure),
    close() {
      isClosed = true;
    },
  };
}
