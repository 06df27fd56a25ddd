import { Counter, Histogram, type Registry } from 'prom-client';
import type { Clock } from '../../core/clock.ts';
import { type ProviderName, providerNames } from '../../core/provider.ts';

/** What a request to a provider was for. */
export type ProviderQuestion = 'submit' | 'upload' | 'poll' | 'probe' | 'presence';

/** What a webhook was: new, known already, of a job that waits no more, of another task, or not the provider's. */
const webhookOutcomes = ['heard', 'repeated', 'late', 'foreign', 'refused'] as const;
type WebhookOutcome = (typeof webhookOutcomes)[number];

/** Records what happens in this process; labels are words of ours, never an id or a text of anybody's. */
export interface Meter {
  providerRequest(about: { provider: ProviderName; request: ProviderQuestion; outcome: string }, seconds: number): void;
  /** How long a request waited for its turn within the key's rate. */
  providerWait(about: { provider: ProviderName; request: string }, seconds: number): void;
  webhook(about: { provider: ProviderName; outcome: WebhookOutcome }): void;
  discordRequest(about: { call: string; outcome: string }, seconds: number): void;
  /** `bucket`: held back by ourselves before it was sent. `answer`: Discord said 429. */
  discordRateLimit(where: 'bucket' | 'answer', seconds: number): void;
}

/** Does something and says how it ended and how long it took; what it answers or throws goes through as it is. */
export async function timed<T>(
  clock: Clock,
  work: () => Promise<T>,
  outcomes: { readonly answered: (value: T) => string; readonly failed: (error: unknown) => string },
  record: (outcome: string, seconds: number) => void,
): Promise<T> {
  const from = clock.now();
  const seconds = () => Math.max(0, clock.now() - from) / 1000;
  try {
    const value = await work();
    record(outcomes.answered(value), seconds());
    return value;
  } catch (error) {
    record(outcomes.failed(error), seconds());
    throw error;
  }
}

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 180];
const WAITS = [0.01, 0.1, 0.5, 1, 5, 15, 30, 60, 300];

/** Figures of what this process asks of others. */
export function createRequestMeters(registry: Registry): Meter {
  const registers = [registry];
  const providerRequests = new Counter({
    name: 'darkroom_provider_requests_total',
    help: 'Requests to providers that this process made, by what became of them',
    labelNames: ['provider', 'request', 'outcome'],
    registers,
  });
  const providerSeconds = new Histogram({
    name: 'darkroom_provider_request_seconds',
    help: 'How long providers took to answer this process',
    labelNames: ['provider', 'request'],
    buckets: SECONDS,
    registers,
  });
  const providerWaits = new Histogram({
    name: 'darkroom_provider_rate_wait_seconds',
    help: 'How long requests of this process waited for what their key may send',
    labelNames: ['provider', 'request'],
    buckets: WAITS,
    registers,
  });
  const webhooks = new Counter({
    name: 'darkroom_webhooks_total',
    help: 'Webhooks that this process was sent, by what became of them',
    labelNames: ['provider', 'outcome'],
    registers,
  });
  const discordRequests = new Counter({
    name: 'darkroom_discord_requests_total',
    help: 'Calls to Discord that this process made, by what became of them',
    labelNames: ['call', 'outcome'],
    registers,
  });
  const discordSeconds = new Histogram({
    name: 'darkroom_discord_request_seconds',
    help: 'How long calls to Discord took in this process, waits and repeats included',
    labelNames: ['call'],
    buckets: SECONDS,
    registers,
  });
  const discordLimits = new Counter({
    name: 'darkroom_discord_rate_limits_total',
    help: 'How often a call to Discord met a rate limit: in our own bucket, or as answer 429',
    labelNames: ['where'],
    registers,
  });
  const discordLimitSeconds = new Counter({
    name: 'darkroom_discord_rate_limit_seconds_total',
    help: 'How long calls to Discord were held back by rate limits',
    labelNames: ['where'],
    registers,
  });

  for (const provider of providerNames) for (const outcome of webhookOutcomes) webhooks.inc({ provider, outcome }, 0);
  for (const where of ['bucket', 'answer']) {
    discordLimits.inc({ where }, 0);
    discordLimitSeconds.inc({ where }, 0);
  }

  return {
    providerRequest({ provider, request, outcome }, seconds) {
      providerRequests.inc({ provider, request, outcome });
      providerSeconds.observe({ provider, request }, seconds);
    },
    webhook: (about) => webhooks.inc(about),
    providerWait: (about, seconds) => providerWaits.observe(about, seconds),
    discordRequest({ call, outcome }, seconds) {
      discordRequests.inc({ call, outcome });
      discordSeconds.observe({ call }, seconds);
    },
    discordRateLimit(where, seconds) {
      discordLimits.inc({ where });
      discordLimitSeconds.inc({ where }, seconds);
    },
  };
}
