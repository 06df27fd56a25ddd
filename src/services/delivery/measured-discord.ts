import { type REST, RESTEvents } from 'discord.js';
import type { Clock } from '../../core/clock.ts';
import type { Meter } from '../metrics/meter.ts';
import { timed } from '../metrics/timed.ts';
import type { DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';

interface Parts {
  readonly meter: Meter;
  readonly clock: Clock;
}

/** The same API, each of whose calls is counted with what became of it. */
export function measuredDiscord(api: DiscordApi, { meter, clock }: Parts): DiscordApi {
  const counted =
    <A extends readonly unknown[], T>(call: keyof DiscordApi, deed: (...given: A) => Promise<T>) =>
    (...given: A): Promise<T> =>
      timed(
        clock,
        () => deed(...given),
        { answered: () => 'ok', failed: troubleOf },
        (outcome, seconds) => meter.discordRequest({ call, outcome }, seconds),
      );
  return {
    respond: counted('respond', api.respond),
    getOriginal: counted('getOriginal', api.getOriginal),
    editOriginal: counted('editOriginal', api.editOriginal),
    followUp: counted('followUp', api.followUp),
    editMessage: counted('editMessage', api.editMessage),
    createMessage: counted('createMessage', api.createMessage),
    deleteOriginal: counted('deleteOriginal', api.deleteOriginal),
    deleteMessage: counted('deleteMessage', api.deleteMessage),
    getMessage: counted('getMessage', api.getMessage),
    recentMessages: counted('recentMessages', api.recentMessages),
    openDirectChannel: counted('openDirectChannel', api.openDirectChannel),
    ownerId: counted('ownerId', api.ownerId),
    server: counted('server', api.server),
    canSee: counted('canSee', api.canSee),
    refreshUrl: counted('refreshUrl', api.refreshUrl),
  };
}

const TOO_MANY_REQUESTS = 429;

/** Counts what the rates of Discord cost us. */
export function countRateLimits(rest: REST, meter: Meter): void {
  rest.on(RESTEvents.RateLimited, ({ timeToReset }) =>
    meter.discordRateLimit('bucket', Math.max(0, timeToReset) / 1000),
  );
  rest.on(RESTEvents.Response, (_request, { status, headers }) => {
    if (status !== TOO_MANY_REQUESTS) return;
    const seconds = Number(headers.get('retry-after') ?? 0);
    meter.discordRateLimit('answer', Number.isFinite(seconds) ? Math.max(0, seconds) : 0);
  });
}
