import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';

/** What an error of Discord's means for the way that was tried. */
type DiscordTrouble =
  | 'token-gone' // this interaction cannot be used any more
  | 'message-gone' // somebody deleted it
  | 'no-access' // the bot may not write here
  | 'closed' // a thread that is archived or locked
  | 'too-large'
  | 'answered-elsewhere' // another process was first
  | 'rejected' // our body is wrong: trying again changes nothing
  | 'later';

const TROUBLES: Readonly<Record<number, DiscordTrouble>> = {
  10003: 'no-access',
  10004: 'no-access',
  10008: 'message-gone',
  10015: 'token-gone',
  10062: 'token-gone',
  40005: 'too-large',
  40060: 'answered-elsewhere',
  50001: 'no-access',
  50007: 'no-access',
  50013: 'no-access',
  50027: 'token-gone',
  50083: 'closed',
  50278: 'no-access',
  160005: 'closed',
  30046: 'later',
};

export function troubleOf(error: unknown): DiscordTrouble {
  if (error instanceof DiscordAPIError) {
    const known = TROUBLES[Number(error.code)];
    if (known) return known;
    if (error.status === 413) return 'too-large';
    // of the token of an interaction Discord says it with a code
    if (error.status === 401) return 'later';
    if (error.status === 403) return 'no-access';
    return error.status >= 400 && error.status < 500 && error.status !== 429 ? 'rejected' : 'later';
  }
  if (error instanceof HTTPError && error.status === 413) return 'too-large';
  return 'later';
}

/** By these Discord says that an answer was there before, or that none can come any more. */
const IS_TAKEN = new Set([40060, 10062]);

/** Whether Discord took nothing of what it refused, so that it may be said in another way. */
export const tookNothing = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.status >= 400 && error.status < 500 && !IS_TAKEN.has(Number(error.code));

export function retryAfterOf(error: unknown): number | undefined {
  return error instanceof RateLimitError ? error.retryAfter : undefined;
}
