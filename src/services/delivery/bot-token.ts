import type { REST, RESTOptions } from 'discord.js';
import { type Clock, sleep } from '../../core/clock.ts';

export type MakeRequest = RESTOptions['makeRequest'];

export const TOKEN_REFUSED =
  'Discord refuses DISCORD_TOKEN. Reset the token in the developer portal (Bot, Reset Token) and put the new one into .env.';

interface Parts {
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
export function createPatientRequest({ api, token, clock, send, onRefused }: Parts): MakeRequest {
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
const carries = (headers: object | undefined, authorization: string): boolean =>
  Object.entries(headers ?? {}).some(([name, value]) => name === 'Authorization' && value === authorization);

/** After a 401 @discordjs/rest sets its token to null, and sends nothing any more. */
export function keepToken(rest: REST): REST {
  const setToken = rest.setToken.bind(rest);
  rest.setToken = (token: string | null) => (token === null ? rest : setToken(token));
  return rest;
}
