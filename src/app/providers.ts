import manifest from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { type HostList, hostRuleOf } from '../core/hosts.ts';
import type { Facts } from '../core/operation.ts';
import type { Provider, ProviderName } from '../core/provider.ts';
import type { Spool } from '../services/files/contract.ts';
import { downloadResult } from '../services/files/download.ts';
import type { Http } from '../services/http/contract.ts';
import { createAsk } from '../services/jobs/ask.ts';
import { keepInMemory, keepInRow } from '../services/jobs/keep-allowance.ts';
import type { GuardedProvider } from '../services/jobs/parts.ts';
import { createProviderGate } from '../services/jobs/provider-gate.ts';
import { createObedience, createRateBucket } from '../services/jobs/rate-bucket.ts';
import type { Log } from '../services/logging/create-log.ts';
import { measuredBucket, measuredProvider } from '../services/metrics/measured-provider.ts';
import type { Meter } from '../services/metrics/meter.ts';
import { createApiframe } from '../services/providers/apiframe.ts';
import { createFreepik } from '../services/providers/freepik.ts';
import { createKnownLoras, type KnownLoras } from '../services/providers/known-loras.ts';
import type { Store } from '../services/store/contract.ts';

export const { version } = manifest;

/** What our requests call themselves. */
export const userAgent = `Darkroom/${version} (+${manifest.homepage})`;

interface ProviderParts {
  readonly config: Config;
  readonly http: Http;
  readonly store: Store;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly wrap: ((name: ProviderName, provider: Provider) => Provider) | undefined;
  /** A provider was paused or goes on. */
  readonly onChange: (name: ProviderName) => void;
}

interface Access {
  readonly name: ProviderName;
  readonly keyRefused: string;
  readonly provider: Provider;
  readonly hosts: HostList;
  readonly hostsVariable: string;
}

const RESULT_BYTES = 200 * 1024 * 1024;

/** Every provider that has a key, with its rate, its pause and the way to its results. A new one is a line here. */
export function createProviders(parts: ProviderParts) {
  const { config, http, clock, log } = parts;
  const providers = new Map<ProviderName, GuardedProvider>();
  let loras: KnownLoras | undefined;
  let stopping: AbortSignal | undefined;

  if (config.FREEPIK_API_KEY) {
    const freepik = createFreepik({
      http,
      baseUrl: config.FREEPIK_API_URL,
      apiKey: config.FREEPIK_API_KEY,
      keyHeader: config.FREEPIK_API_HEADER,
      clock,
    });
    // cut-outs lie on the host of the API itself
    const hosts = { rules: [...config.FREEPIK_RESULT_HOSTS.rules, hostRuleOf(config.FREEPIK_API_URL)] };
    const guarded = guard(parts, {
      name: 'freepik',
      keyRefused: 'Freepik refuses FREEPIK_API_KEY (401)',
      provider: freepik,
      hosts,
      hostsVariable: 'FREEPIK_RESULT_HOSTS',
    });
    providers.set('freepik', guarded);
    const list = async (signal: AbortSignal) => {
      await guarded.bucket.take('look-up', signal);
      return createObedience(guarded.bucket, log).obey(freepik.listLoras(signal));
    };
    loras = createKnownLoras({
      list,
      suspect: guarded.gate.suspect,
      isStopping: () => stopping?.aborted ?? false,
      clock,
      log,
    });
  }
  if (config.APIFRAME_API_KEY) {
    const apiframe = createApiframe({
      http,
      baseUrl: config.APIFRAME_API_URL,
      apiKey: config.APIFRAME_API_KEY,
      clock,
    });
    const guarded = guard(parts, {
      name: 'apiframe',
      keyRefused: 'APIFRAME refuses APIFRAME_API_KEY (401)',
      provider: apiframe,
      hosts: config.APIFRAME_RESULT_HOSTS,
      hostsVariable: 'APIFRAME_RESULT_HOSTS',
    });
    providers.set('apiframe', guarded);
  }

  const knownLoras = () => loras?.current() ?? { looks: [], characters: [] };
  return {
    providers,
    knownLoras,
    facts: (): Facts => ({ ...knownLoras(), disabledModels: config.DISABLED_MODELS ?? [] }),
    /** Until the signal aborts. */
    watch(signal: AbortSignal) {
      stopping = signal;
      for (const { gate } of providers.values()) {
        gate.watch(signal).catch((error: unknown) => log.error({ err: error }, 'provider not watched'));
      }
      knownLoras();
    },
  };
}

function guard(parts: ProviderParts, access: Access): GuardedProvider {
  const { name, keyRefused, provider: bare, hosts, hostsVariable } = access;
  const { config, http, store, spool, clock, log, meter, wrap, onChange } = parts;
  const rate = {
    perMinute: config.PROVIDER_REQUESTS_PER_MINUTE,
    submitsPerSecond: config.PROVIDER_SUBMITS_PER_SECOND,
  };
  const fetchResult = downloadResult({ http, hosts, hostsVariable, spool, log });
  const measure = { name, meter, clock };
  const keeper = store.kind === 'postgres' ? keepInRow(store, name, rate) : keepInMemory(clock, rate);
  const bucket = measuredBucket(createRateBucket({ clock, keeper }), measure);
  const measured = measuredProvider(bare, measure);
  const provider = createObedience(bucket, log).obedient(wrap?.(name, measured) ?? measured);
  return {
    provider,
    ask: createAsk({ provider, bucket, clock }),
    bucket,
    gate: createProviderGate({ name, keyRefused, provider, store, clock, log, onChange }),
    download: (url, signal) => fetchResult(url, { maximumBytes: RESULT_BYTES, signal }),
  };
}
