import { REST } from 'discord.js';
import type { Clock } from '../../core/clock.ts';
import type { Meter } from '../metrics/meter.ts';
import { createDiscordApi, type DiscordApi } from './discord-api.ts';
import { createDiscordLooks, type DiscordLooks } from './discord-looks.ts';
import { countRateLimits, measuredDiscord } from './measured-discord.ts';

const UPLOAD_TIMEOUT_MS = 120_000;

interface OpenDiscord {
  readonly bot: REST;
  readonly discord: DiscordApi;
  readonly looks: DiscordLooks;
}

/** Two ways to Discord: with the bot's own token, and by the tokens of interactions, which nothing may throttle. */
export function openDiscord(
  apiUrl: URL,
  token: string,
  measure: { readonly meter: Meter; readonly clock: Clock },
): OpenDiscord {
  const api = apiUrl.href.replace(/\/$/, '');
  const bot = new REST({ api, timeout: UPLOAD_TIMEOUT_MS }).setToken(token);
  const hooks = new REST({ api, timeout: UPLOAD_TIMEOUT_MS, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  for (const rest of [bot, hooks]) countRateLimits(rest, measure.meter);
  const discord = measuredDiscord(createDiscordApi({ bot, hooks }), measure);
  return { bot, discord, looks: createDiscordLooks(bot) };
}
