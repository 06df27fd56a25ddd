import { DefaultRestOptions, REST } from 'discord.js';
import type { Clock } from '../../core/clock.ts';
import type { Meter } from '../metrics/meter.ts';
import { createPatientRequest, keepToken, type MakeRequest } from './bot-token.ts';
import { createDiscordApi, type DiscordApi } from './discord-api.ts';
import { countRateLimits, measuredDiscord } from './measured-discord.ts';

const UPLOAD_TIMEOUT_MS = 120_000;

interface OpenDiscord {
  readonly bot: REST;
  readonly discord: DiscordApi;
  /** For whatever else carries the bot's token. */
  readonly makeRequest: MakeRequest;
  /** What waits for its turn is not sent any more: whoever runs next says what is true by then. */
  close(): void;
}

/** Two ways to Discord: with the bot's own token, and by the tokens of interactions, which nothing may throttle. */
export function openDiscord(
  apiUrl: URL,
  token: string,
  { onRefused, ...measure }: { readonly meter: Meter; readonly clock: Clock; readonly onRefused: () => void },
): OpenDiscord {
  const api = apiUrl.href.replace(/\/$/, '');
  let isClosed = false;
  const send: MakeRequest = async (...request) => {
    if (isClosed) throw new Error('Not sent: the bot has stopped');
    return DefaultRestOptions.makeRequest(...request);
  };
  const makeRequest = createPatientRequest({ api, token, clock: measure.clock, send, onRefused });
  const common = { api, timeout: UPLOAD_TIMEOUT_MS, makeRequest };
  const bot = keepToken(new REST(common)).setToken(token);
  const hooks = new REST({ ...common, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  for (const rest of [bot, hooks]) countRateLimits(rest, measure.meter);
  return {
    bot,
    discord: measuredDiscord(createDiscordApi({ bot, hooks }), measure),
    makeRequest,
    close() {
      isClosed = true;
    },
  };
}
