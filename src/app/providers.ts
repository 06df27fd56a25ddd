import manifest from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { type HostList, hostRuleOf } from '../core/hosts.ts';
import { type Catalog, type Facts, type Operation, offering } from '../core/operation.ts';
import type { Provider, ProviderName } from '../core/provider.ts';
import type { Spool } from '../services/files/contract.ts';
import { downloadResult } from '../services/files/download.ts';
import type { Http } from '../services/http/contract.ts';
import type { GuardedProvider } from '../services/jobs/contract.ts';
import type { Log } from '../services/log.ts';
import type { Meter } from '../services/metrics/meter.ts';
import { createApiframeV1 } from '../services/providers/apiframe/v1.ts';
import { createApiframeV2 } from '../services/providers/apiframe/v2.ts';
import { createFreepik } from '../services/providers/freepik.ts';
import { createAsk, createProviderGate } from '../services/providers/guard.ts';
import { createKnownLoras, type KnownLoras } from '../services/providers/known-loras.ts';
import { measuredBucket, measuredProvider } from '../services/providers/measured-provider.ts';
import { createObedience, createRateBucket, keepInMemory, keepInRow } from '../services/providers/rate-bucket.ts';
import type { Store } from '../services/store/contract.ts';
import { createOffer } from '../services/switches/offer.ts';
import { createSwitches } from '../services/switches/switches.ts';
import { createSwitchWatch } from '../services/switches/watch-switches.ts';

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
}

interface Access {
  readonly name: ProviderName;
  readonly keyRefused: string;
  readonly provider: Provider;
  readonly hosts: HostList;
  readonly hostsVariable: string;
  readonly onChange: (name: ProviderName) => void;
}

const RESULT_BYTES = 200 * 1024 * 1024;

/** Every provider that has a key, with its rate, its pause and the way to its results. A new one is a line here. */
export function createProviders(parts: ProviderParts) {
  const { config, http, clock, log } = parts;
  const providers = new Map<ProviderName, GuardedProvider>();
  let loras: KnownLoras | undefined;
  let stopping: AbortSignal | undefined;
  let listener: (name: ProviderName) => void = () => {};
  const onChange = (name: ProviderName) => listener(name);

  if (config.FREEPIK_API_KEY) {
    const freepik = createFreepik({
      http,
      baseUrl: config.FREEPIK_API_URL,
      apiKey: config.FREEPIK_API_KEY,
      keyHeader: config.FREEPIK_API_HEADER,
      webhookSecret: config.FREEPIK_WEBHOOK_SECRET,
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
      onChange,
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
    const createApiframe = config.APIFRAME_API === 'v2' ? createApiframeV2 : createApiframeV1;
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
      onChange,
    });
    providers.set('apiframe', guarded);
  }

  const knownLoras = () => loras?.current() ?? { looks: [], characters: [] };
  return {
    providers,
    knownLoras,
    facts: (): Facts => ({ ...knownLoras(), disabledModels: config.DISABLED_MODELS ?? [] }),
    /** Who is told when a provider is paused or goes on, from now on. */
    listen(whom: (name: ProviderName) => void) {
      listener = whom;
    },
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
  const { name, keyRefused, provider: bare, hosts, hostsVariable, onChange } = access;
  const { config, http, store, spool, clock, log, meter, wrap } = parts;
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

interface SwitchParts {
  readonly config: Pick<Config, 'DISABLED_MODELS' | 'DISABLED_OPERATIONS'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly providers: ReadonlyMap<ProviderName, GuardedProvider>;
  readonly operations: readonly Operation[];
  readonly facts: () => Facts;
}

/** What switches itself off and on, and what follows from it. */
export async function openSwitches({ config, store, clock, log, providers, operations, facts }: SwitchParts) {
  const isDisabled = (name: string) => config.DISABLED_OPERATIONS?.includes(name) ?? false;
  const isOffered = ({ name, provider }: Operation) => providers.has(provider) && !isDisabled(name);
  const offered = operations.filter(isOffered);
  const switches = createSwitches({ store, clock, log });
  const offer = createOffer({
    operations,
    isOffered,
    switches,
    disabledModels: config.DISABLED_MODELS ?? [],
    clock,
  });
  const offeredNow = () => offered.filter(offer.isOn);
  const isOfferedNow = (name: string) => offeredNow().some((each) => each.name === name);
  const known = (name: string) => operations.find((each) => each.name === name);
  const catalog: Catalog = {
    known,
    shown(name) {
      const operation = known(name);
      return operation && offering(operation, isOfferedNow);
    },
    offered,
    findOffered: (name) => offered.find((each) => each.name === name),
    offeredNow,
    facts,
    factsNow: () => ({ ...facts(), retiredModels: switches.retiredModels() }),
  };
  await switches.refresh();
  return {
    switches,
    offer,
    catalog,
    /** As Discord lists them. */
    listed: () => offered.filter(offer.isListed),
    watchSwitches: createSwitchWatch({ switches, endpoint: offer.endpoint, providers, store, clock, log }),
  };
}
