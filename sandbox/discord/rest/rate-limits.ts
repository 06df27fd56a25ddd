import type { Clock } from '../../../src/core/clock.ts';

interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

export interface Limits {
  /** Follow-ups and edits of one interaction. */
  readonly tokenEdits?: Limit | 'off';
  /** Per channel, creates and edits each on their own; the bot's channel routes only. */
  readonly channelMessages?: Limit | 'off';
  /** The unconfirmed webhook limit per channel. */
  readonly channelMinute?: Limit | 'off';
  readonly global?: Limit | 'off';
  /** Edits of messages older than an hour, per channel, on channel routes: code 30046. */
  readonly oldMessages?: Limit | 'off';
}

export type LimitName = keyof Limits;

const DEFAULT_LIMITS: Required<Limits> = {
  tokenEdits: { count: 5, windowMs: 2000 },
  channelMessages: { count: 5, windowMs: 5000 },
  channelMinute: 'off',
  global: { count: 50, windowMs: 1000 },
  oldMessages: { count: 3, windowMs: 6000 },
};

export interface Taken {
  readonly isAllowed: boolean;
  readonly retryAfterSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Window {
  startedAt: number;
  used: number;
}

const SWEEP_AT = 10_000;
const SCOPES: Readonly<Record<LimitName, string>> = {
  tokenEdits: 'user',
  channelMessages: 'user',
  channelMinute: 'shared',
  global: 'global',
  oldMessages: 'user',
};

export type RateLimits = ReturnType<typeof createRateLimits>;

export function createRateLimits(clock: Clock, given: Limits = {}) {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const windows = new Map<string, Window>();

  function windowOf(key: string, limit: Limit): Window {
    const now = clock.now();
    const known = windows.get(key);
    if (known && now < known.startedAt + limit.windowMs) return known;
    if (windows.size > SWEEP_AT) sweep(now);
    const fresh = { startedAt: now, used: 0 };
    windows.set(key, fresh);
    return fresh;
  }

  function sweep(now: number): void {
    for (const [key, window] of windows) if (now - window.startedAt > 60_000) windows.delete(key);
  }

  return {
    /** Counts one request; undefined where this limit is switched off. */
    take(name: LimitName, bucket: string, key: string): Taken | undefined {
      const limit = limits[name];
      if (limit === 'off') return undefined;
      const window = windowOf(`${name} ${bucket} ${key}`, limit);
      const isAllowed = window.used < limit.count;
      if (isAllowed) window.used++;
      const resetAt = window.startedAt + limit.windowMs;
      const resetAfter = Math.max(resetAt - clock.now(), 1) / 1000;
      return {
        isAllowed,
        retryAfterSeconds: resetAfter,
        headers: {
          'x-ratelimit-limit': String(limit.count),
          'x-ratelimit-remaining': String(limit.count - window.used),
          'x-ratelimit-reset': (resetAt / 1000).toFixed(3),
          'x-ratelimit-reset-after': resetAfter.toFixed(3),
          'x-ratelimit-bucket': `${name}-${bucket}`,
          'x-ratelimit-scope': SCOPES[name],
        },
      };
    },
  };
}
