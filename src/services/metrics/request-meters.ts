import { Counter, Histogram, type Registry } from 'prom-client';
import type { Meter } from './meter.ts';

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

  for (const where of ['bucket', 'answer']) {
    discordLimits.inc({ where }, 0);
    discordLimitSeconds.inc({ where }, 0);
  }

  return {
    providerRequest({ provider, request, outcome }, seconds) {
      providerRequests.inc({ provider, request, outcome });
      providerSeconds.observe({ provider, request }, seconds);
    },
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
