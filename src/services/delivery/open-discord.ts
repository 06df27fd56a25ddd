import { STATUS_CODES } from 'node:http';
import { REST, RESTEvents, type RESTOptions } from '@discordjs/rest';
import { Agent, FormData, Headers, request } from 'undici';
import { type Clock, sleep } from '../../core/clock.ts';
import { type Meter, timed } from '../metrics/meter.ts';
import { createSendCallback } from './callback.ts';
import type { Mentioning } from './command-mentions.ts';
import { createDiscordApi, type DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-error.ts';

export type MakeRequest = RESTOptions['makeRequest'];

export const TOKEN_REFUSED =
  'Discord refuses DISCORD_TOKEN. Reset the token in the developer portal (Bot, Reset Token) and put the new one into .env.';

interface RequestParts {
  /** Discord's base, without a slash at its end. */
  readonly api: string;
  readonly token: string;
  readonly clock: Clock;
  readonly send: MakeRequest;
  /** Discord does not know the token any more, and says so when it is asked who that is. */
  readonly onRefused: () => void;
}

const UNAUTHORIZED = 401;
const TRIES = 3;
const PAUSE_MS = 500;

/** Discord has said 401 by mistake: nothing was done, so what carries the bot's token is sent again. */
function createPatientRequest({ api, token, clock, send, onRefused }: RequestParts): MakeRequest {
  const authorization = `Bot ${token}`;
  let asking: Promise<boolean> | undefined;

  async function ask(): Promise<boolean> {
    const answer = await send(`${api}/v10/users/@me`, { headers: { authorization } });
    await answer.arrayBuffer();
    return answer.status === UNAUTHORIZED;
  }

  /** However many requests want to know it at once. */
  function isRefused(): Promise<boolean> {
    asking ??= ask()
      .catch(() => false)
      .finally(() => (asking = undefined));
    return asking;
  }

  return async (url, init) => {
    const isOurs = carries(init.headers, authorization);
    for (let tries = 1; ; tries += 1) {
      const answer = await send(url, init);
      if (answer.status !== UNAUTHORIZED || !isOurs) return answer;
      if (tries === TRIES) {
        if (await isRefused()) onRefused();
        return answer;
      }
      await answer.arrayBuffer();
      await sleep(clock, PAUSE_MS, init.signal ?? undefined);
    }
  };
}

/** @discordjs/rest puts its headers into a plain object. */
const plain = (headers: object | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));

const carries = (headers: object = {}, authorization: string): boolean =>
  'Authorization' in headers && headers.Authorization === authorization;

/** After a 401 @discordjs/rest sets its token to null, and sends nothing any more. */
export function keepToken(rest: REST): REST {
  const setToken = rest.setToken.bind(rest);
  rest.setToken = (token: string | null) => (token === null ? rest : setToken(token));
  return rest;
}

interface MeasuredParts {
  readonly meter: Meter;
  readonly clock: Clock;
}

/** The same API, each of whose calls is counted with what became of it. */
function measuredDiscord(api: DiscordApi, { meter, clock }: MeasuredParts): DiscordApi {
  const counted =
    <A extends readonly unknown[], T>(call: keyof DiscordApi, work: (...given: A) => Promise<T>) =>
    (...given: A): Promise<T> =>
      timed(
        clock,
        () => work(...given),
        { answered: () => 'ok', failed: troubleOf },
        (outcome, seconds) => meter.discordRequest({ call, outcome }, seconds),
      );
  return {
    respond: counted('respond', api.respond),
    getOriginal: counted('getOriginal', api.getOriginal),
    editOriginal: counted('editOriginal', api.editOriginal),
    editSent: counted('editSent', api.editSent),
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
function countRateLimits(rest: REST, meter: Meter): void {
  rest.on(RESTEvents.RateLimited, ({ timeToReset }) =>
    meter.discordRateLimit('bucket', Math.max(0, timeToReset) / 1000),
  );
  rest.on(RESTEvents.Response, (_request, { status, headers }) => {
    if (status !== TOO_MANY_REQUESTS) return;
    const seconds = Number(headers.get('retry-after') ?? 0);
    meter.discordRateLimit('answer', Number.isFinite(seconds) ? Math.max(0, seconds) : 0);
  });
}

const UPLOAD_TIMEOUT_MS = 120_000;
/** The library has a queue for each token of an interaction, which none of them needs for long. */
const FORGET_TOKENS_MS = 300_000;

/**
 * As @discordjs/rest sends, but over connections of our own: those that all libraries of a process share belong to
 * whichever of them was loaded first, and another one's take none of its forms.
 */
async function sendOver(dispatcher: Agent, ...[url, init]: Parameters<MakeRequest>): ReturnType<MakeRequest> {
  const {
    body,
    headers,
    statusCode: status,
  } = await request(url, {
    dispatcher,
    body: bodyOf(init.body),
    ...(init.method === undefined ? {} : { method: init.method }),
    headers: plain(init.headers),
    ...(init.signal ? { signal: init.signal } : {}),
  });
  let known: Headers | undefined;
  return {
    body,
    arrayBuffer: () => body.arrayBuffer(),
    json: () => body.json(),
    text: () => body.text(),
    get bodyUsed() {
      return body.bodyUsed;
    },
    /** Few answers are asked for theirs. */
    get headers() {
      known ??= headersOf(headers);
      return known;
    },
    status,
    statusText: STATUS_CODES[status] ?? '',
    ok: status >= 200 && status < 300,
  };
}

function headersOf(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Headers {
  const all = new Headers();
  for (const [name, values = []] of Object.entries(headers)) {
    for (const value of [values].flat()) all.append(name, value);
  }
  return all;
}

/** Of a request of ours: JSON, or a form with files. */
function bodyOf(body: unknown): string | FormData | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || body instanceof FormData) return body;
  throw new TypeError('Neither JSON nor a form');
}

interface OpenDiscord {
  readonly bot: REST;
  readonly discord: DiscordApi;
  /** For whatever else carries the bot's token. */
  readonly makeRequest: MakeRequest;
  /** What waits for its turn is not sent any more: whoever runs next says what is true by then. */
  close(): void;
}

interface OpenDiscordParts extends MeasuredParts {
  readonly mentioning: Mentioning;
  readonly onRefused: () => void;
  /** In place of connections of our own. */
  readonly over?: MakeRequest | undefined;
}

/** Two ways to Discord: with the bot's own token, and by the tokens of interactions, which nothing may throttle. */
export function openDiscord(
  apiUrl: URL,
  token: string,
  { onRefused, mentioning, over, ...measure }: OpenDiscordParts,
): OpenDiscord {
  const api = apiUrl.href.replace(/\/$/, '');
  let isClosed = false;
  const connections = new Agent();
  const send: MakeRequest = async (...request) => {
    if (isClosed) throw new Error('Not sent: the bot has stopped');
    return over ? over(...request) : sendOver(connections, ...request);
  };
  const makeRequest = createPatientRequest({ api, token, clock: measure.clock, send, onRefused });
  const common = { api, timeout: UPLOAD_TIMEOUT_MS, makeRequest };
  const bot = keepToken(new REST(common)).setToken(token);
  const hooks = new REST({
    ...common,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    handlerSweepInterval: FORGET_TOKENS_MS,
  });
  for (const rest of [bot, hooks]) countRateLimits(rest, measure.meter);
  const sendCallback = createSendCallback({
    api,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    send,
    clock: measure.clock,
    meter: measure.meter,
  });
  return {
    bot,
    discord: measuredDiscord(createDiscordApi({ bot, hooks, sendCallback, mentioning }), measure),
    makeRequest,
    close() {
      isClosed = true;
      // what is on its way ends in its own time
      void connections.close().catch(() => undefined);
    },
  };
}
