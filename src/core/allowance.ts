export type RequestKind = 'submit' | 'poll' | 'look-up';

/** What an operator lets a provider's key send. */
export interface Rate {
  readonly perMinute: number;
  /** Of these at most, and never two closer together. */
  readonly submitsPerSecond: number;
}

/** What a key may still send. Nothing in it is a time of day, so that no clock can be set back under it. */
export interface Allowance {
  readonly tokens: number;
  /** For how long the provider told us to send nothing. */
  readonly restMs: number;
  /** How long until the next submit. */
  readonly apartMs: number;
}

const MINUTE_MS = 60_000;

/** Ten seconds' worth may be sent at once. */
const capacityOf = ({ perMinute }: Rate): number => Math.max(1, Math.floor(perMinute / 6));

export const fullAllowance = (rate: Rate): Allowance => ({ tokens: capacityOf(rate), restMs: 0, apartMs: 0 });

export function allowanceAfter({ tokens, restMs, apartMs }: Allowance, ms: number, rate: Rate): Allowance {
  return {
    tokens: Math.min(capacityOf(rate), tokens + (ms * rate.perMinute) / MINUTE_MS),
    restMs: Math.max(0, restMs - ms),
    apartMs: Math.max(0, apartMs - ms),
  };
}

/** 0: now. */
export function waitFor(kind: RequestKind, { tokens, restMs, apartMs }: Allowance, { perMinute }: Rate): number {
  const forToken = tokens < 1 ? ((1 - tokens) * MINUTE_MS) / perMinute : 0;
  return Math.max(forToken, restMs, kind === 'submit' ? apartMs : 0);
}

export function allowanceWithout(kind: RequestKind, allowance: Allowance, { submitsPerSecond }: Rate): Allowance {
  const { tokens, restMs, apartMs } = allowance;
  return { tokens: tokens - 1, restMs, apartMs: kind === 'submit' ? 1000 / submitsPerSecond : apartMs };
}

export const resting = (allowance: Allowance, ms: number): Allowance => ({
  ...allowance,
  restMs: Math.max(allowance.restMs, ms),
});
