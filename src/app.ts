import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REST } from 'discord.js';
import { operations } from './commands/index.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { StartupError } from './core/errors.ts';
import { hostRuleOf } from './core/hosts.ts';
import type { Facts, Operation } from './core/operation.ts';
import { type Prices, pricesSchema } from './core/prices.ts';
import type { Provider, ProviderName } from './core/provider.ts';
import { createGateway, type Gateway, readApplicationId } from './events/gateway.ts';
import { createInteractionHandler } from './events/interactions.ts';
import { createPlaceOrder } from './events/place-order.ts';
import { registerCommands } from './events/registration.ts';
import { createRunButton } from './events/run-button.ts';
import { createRunOperation } from './events/run-operation.ts';
import { createFileRoutes } from './http/file-routes.ts';
import { createHttpServer } from './http/server.ts';
import { createAttach } from './services/delivery/attach.ts';
import { createCourier } from './services/delivery/courier.ts';
import { createDiscordApi } from './services/delivery/discord-api.ts';
import { createPacer } from './services/delivery/pacer.ts';
import { downloadResult } from './services/files/download.ts';
import { createEmbeddedStore } from './services/files/embedded-store.ts';
import { createFileService } from './services/files/file-service.ts';
import { createSpool } from './services/files/spool.ts';
import { createHttp } from './services/http/create-http.ts';
import { createSourceCleaner } from './services/images/clean-source.ts';
import { createPreviews } from './services/images/preview.ts';
import { createAcknowledge } from './services/jobs/acknowledge.ts';
import { createLearnedDurations } from './services/jobs/learned-durations.ts';
import { createLocalRunner } from './services/jobs/local-runner.ts';
import { createMachine } from './services/jobs/machine.ts';
import type { GuardedProvider, Wakes } from './services/jobs/parts.ts';
import { createProcessLease } from './services/jobs/process-lease.ts';
import { createProviderGate } from './services/jobs/provider-gate.ts';
import { createRateBucket } from './services/jobs/rate-bucket.ts';
import { createSources } from './services/jobs/sources.ts';
import type { Log } from './services/logging/create-log.ts';
import { createFreepik } from './services/providers/freepik.ts';
import { createKnownLoras } from './services/providers/known-loras.ts';
import { createDocuments } from './services/store/keyv-adapter.ts';
import { openStore } from './services/store/open-store.ts';
import { commandBody } from './views/command-body.ts';
import { renderCard } from './views/job-card.ts';

export interface AppOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock?: Clock;
  readonly onFatal: (error: StartupError) => void;
  /** For tests that stop or count what goes to a provider. */
  readonly wrapProvider?: (name: ProviderName, provider: Provider) => Provider;
}

export interface App {
  /** Port of the HTTP server, where there is one. */
  readonly port: number | undefined;
  stop(): Promise<void>;
}

const RESULT_BYTES = 200 * 1024 * 1024;
const UPLOAD_TIMEOUT_MS = 120_000;
const STOP_MS = 6500;

/** Builds every part once, hands each to those that need it, and starts them in order. */
export async function startApp({ config, log, clock = systemClock, onFatal, wrapProvider }: AppOptions): Promise<App> {
  const dataDir = config.DATA_DIR;
  await mkdir(dataDir, { recursive: true }).catch((cause: unknown) => {
    throw new StartupError('DATA_DIR cannot be made or written. Choose a folder that this user may write to.', {
      cause,
    });
  });
  const prices = await readPrices(config.PRICES_FILE);
  const http = createHttp();
  const store = await openStore({ databaseUrl: config.DATABASE_URL, dataDir, clock, log });
  const stopping = new AbortController();
  const deeds: (() => Promise<unknown>)[] = [() => store.close(), () => http.close()];
  const stop = async () => {
    stopping.abort();
    for (const deed of deeds.splice(0).reverse()) {
      await deed().catch((error: unknown) => log.error({ err: error }, 'a part did not stop'));
    }
  };

  try {
    const processId = randomUUID();
    const lease = createProcessLease({ store, processId, role: config.ROLE, clock, log });
    const spool = await createSpool({
      directory: join(dataDir, 'spool'),
      maximumMegabytes: config.SPOOL_MAX_MB,
      clock,
    });
    const cleaner = await createSourceCleaner({ directory: join(dataDir, 'sources') });
    const documents = createDocuments(store);
    const embedded = config.FILE_SERVICE_URL
      ? undefined
      : await createEmbeddedStore({ directory: join(dataDir, 'files'), publicUrl: config.PUBLIC_URL, clock });
    const files = embedded ?? fileService(config, { http, clock });

    const api = config.DISCORD_API_URL.href.replace(/\/$/, '');
    const bot = new REST({ api, timeout: UPLOAD_TIMEOUT_MS }).setToken(config.DISCORD_TOKEN);
    const hooks = new REST({ api, timeout: UPLOAD_TIMEOUT_MS, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
    const discord = createDiscordApi({ bot, hooks });

    const loras = new Map<ProviderName, ReturnType<typeof createKnownLoras>>();
    const providers = new Map<ProviderName, GuardedProvider>();
    const guard = (name: ProviderName, provider: Provider, hosts: Config['FREEPIK_RESULT_HOSTS'], variable: string) => {
      const bucket = createRateBucket({
        clock,
        perMinute: config.PROVIDER_REQUESTS_PER_MINUTE,
        ...(store.kind === 'postgres'
          ? { takeShared: () => store.providers.take(name, config.PROVIDER_REQUESTS_PER_MINUTE, 0) }
          : {}),
      });
      const onChange = () => machine.dispatcher.kick(name);
      const gate = createProviderGate({ name, provider, store, clock, log, onChange });
      const fetchResult = downloadResult({ http, hosts, hostsVariable: variable, spool, log });
      providers.set(name, {
        provider: wrapProvider?.(name, provider) ?? provider,
        bucket,
        gate,
        download: (url, signal) => fetchResult(url, { maximumBytes: RESULT_BYTES, signal }),
      });
    };
    if (config.FREEPIK_API_KEY) {
      const freepik = createFreepik({
        http,
        baseUrl: config.FREEPIK_API_URL,
        apiKey: config.FREEPIK_API_KEY,
        keyHeader: config.FREEPIK_API_HEADER,
        clock,
      });
      guard('freepik', freepik, config.FREEPIK_RESULT_HOSTS, 'FREEPIK_RESULT_HOSTS');
      loras.set('freepik', createKnownLoras({ list: freepik.listLoras, clock, log }));
    }

    const offered = operations.filter(
      ({ name, provider }) => providers.has(provider) && !config.DISABLED_OPERATIONS?.includes(name),
    );
    const operation = (name: string): Operation | undefined => operations.find((each) => each.name === name);
    const knownLoras = () => loras.get('freepik')?.current() ?? { looks: [], characters: [] };
    const facts = (): Facts => ({ ...knownLoras(), disabledModels: config.DISABLED_MODELS ?? [] });

    const learned = createLearnedDurations({ jobs: store.jobs, clock });
    const courier = createCourier({
      api: discord,
      store,
      clock,
      log,
      pacer: createPacer(clock),
      attach: createAttach({ spool, previews: createPreviews() }),
      learned,
      operation,
      dailyCredits: config.DEFAULT_DAILY_CREDITS,
      render: renderCard,
    });
    const wakes: Wakes = {
      async announce(_session, jobs) {
        setImmediate(() => {
          for (const { id } of jobs) machine.driver.wake(id);
        });
      },
    };
    const machine = createMachine({
      store,
      clock,
      log,
      lease,
      settings: {
        pollMinMs: config.POLL_MIN_MS,
        pollMaxMs: config.POLL_MAX_MS,
        deadlineMs: config.JOB_DEADLINE_SECONDS * 1000,
        concurrency: config.PROVIDER_CONCURRENCY,
        dailyCredits: config.DEFAULT_DAILY_CREDITS,
        concurrentJobs: config.DEFAULT_CONCURRENT_JOBS,
      },
      providers,
      operation,
      facts,
      files,
      spool,
      sources: createSources({ http, hosts: config.DISCORD_CDN_HOSTS, cleaner }),
      courier,
      wakes,
      learned,
      random: Math.random,
      ownsPartition: () => true,
    });
    const runner = createLocalRunner({ store, clock, log, machine });
    const placeOrder = createPlaceOrder({
      accept: machine.accept,
      acknowledge: createAcknowledge({ store, clock, wakes, settle: machine.settle }),
      prices,
      clock,
      log,
    });
    const onInteraction = createInteractionHandler({
      api: discord,
      clock,
      log,
      operation: (name) => offered.find((each) => each.name === name),
      loras: knownLoras,
      runOperation: createRunOperation({ facts, placeOrder }),
      runButton: createRunButton({ store, operation, facts, settle: machine.settle, placeOrder }),
      isStopping: () => stopping.signal.aborted,
    });

    let gateway: Gateway | undefined;
    let isRegistered = false;
    const server = createHttpServer({
      host: config.HOST,
      port: config.PORT,
      clock,
      log,
      publicUrl: config.PUBLIC_URL,
      health: {
        isAlive: () => true,
        readiness: async () => ({
          database: await store.isAnswering(),
          gateway: gateway?.isReady() ?? false,
          commands: isRegistered,
        }),
      },
      routes: embedded ? [createFileRoutes({ locate: embedded.locate })] : [],
    });
    const servesHttp = config.ROLE !== 'worker';
    const port = servesHttp ? await server.listen() : undefined;
    if (servesHttp) deeds.push(() => server.close());

    await lease.start();
    deeds.push(() => lease.stop());
    deeds.push(() => Promise.race([Promise.all([runner.stop(), courier.stop()]), delay(clock, STOP_MS)]));

    if (config.ROLE !== 'worker') {
      const applicationId = await readApplicationId(bot);
      const bodies = offered.map((each) => commandBody(each, config.DISCORD_GUILD_ID ? 'guild' : 'global'));
      await registerCommands({ rest: bot, applicationId, guildId: config.DISCORD_GUILD_ID, documents, log }, bodies);
      isRegistered = true;
      gateway = createGateway({
        token: config.DISCORD_TOKEN,
        apiUrl: config.DISCORD_API_URL,
        shards: config.SHARDS,
        log,
        onInteraction: (payload) => void onInteraction(payload),
        onFatal,
      });
      const connected = gateway;
      deeds.push(() => connected.close());
      await connected.connect();
    }
    for (const { gate } of providers.values()) void gate.watch(stopping.signal);
    for (const known of loras.values()) void known.refresh();
    await runner.start();
    log.info({ role: config.ROLE, port, operations: offered.map(({ name }) => name) }, 'ready');
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const delay = (clock: Clock, ms: number) => new Promise<void>((resolve) => void clock.schedule(ms, resolve));

function fileService(config: Config, { http, clock }: { http: ReturnType<typeof createHttp>; clock: Clock }) {
  const baseUrl = config.FILE_SERVICE_URL;
  if (!baseUrl) throw new StartupError('FILE_SERVICE_URL is missing.');
  const cloudinary = { host: 'res.cloudinary.com', isSuffix: false, port: undefined };
  const resultHosts = config.FILE_SERVICE_RESULT_HOSTS ?? { rules: [hostRuleOf(baseUrl), cloudinary] };
  return createFileService({ http, baseUrl, resultHosts, clock });
}

async function readPrices(file: string | undefined): Promise<Prices> {
  if (file === undefined) return {};
  try {
    return pricesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new StartupError('PRICES_FILE cannot be read. It must be JSON such as {"imagine":{"1k":1,"2k":1,"4k":3}}.', {
      cause,
    });
  }
}
