import type { StoredMessage } from '../types.ts';
import type { RouteAnswer, Services } from './route.ts';

const HOUR_MS = 3_600_000;
const OLD_EDITS = 30046;

/** Discord's second limit, for edits of messages older than an hour: a 429 with a code of its own. */
export function tooManyOldEdits({ clock, limits }: Services, message: StoredMessage): RouteAnswer | undefined {
  if (clock.now() - message.createdAt < HOUR_MS) return undefined;
  const taken = limits.take('oldMessages', 'edit', message.channelId);
  if (!taken || taken.isAllowed) return undefined;
  return {
    status: 429,
    body: {
      message: 'Maximum number of edits to messages older than 1 hour reached. Try again later.',
      code: OLD_EDITS,
      retry_after: taken.retryAfterSeconds,
      global: false,
    },
    headers: { ...taken.headers, 'retry-after': String(Math.ceil(taken.retryAfterSeconds)), via: '1.1 local' },
  };
}
