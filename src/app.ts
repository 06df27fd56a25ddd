import { randomUUID } from 'node:crypto';
import { REST } from 'discord.js';
import { createPictures, linkHosts } from './app/pictures.ts';
import { createProviders } from './app/providers.ts';
import { createRunner } from './app/runner.ts';
import { makeDataDir, openFolders, readPrices } from './app/storage.ts';
import { openSwitches } from './app/switches.ts';
import { operations } from './commands/index.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { StartupError } from './core/errors.ts';
import type { Operation } from './core/operation.ts';
import type { Provider, ProviderName } from './core/provider.ts';
import { createGateway, type Gateway, readApplicationId } from './events/gateway.ts';
import { createInteractionHandler } from './events/interactions.ts';
import { createPlaceOrder } from './events/place-order.ts';
import { createRegistrar } from './events/registrar.ts';
import { registerCommands } from './events/registration.ts';
import { createRunButton } from './events/run-button.ts';
import { createRunOperation } from './events/run-operation.ts';
import { createFileRoutes } from './http/file-routes.ts';
import { createHttpServer } from './http/server.ts';
import { createAttach } from './services/delivery/attach.ts';
import { createCourier } from './services/delivery/courier.ts';
import { createDiscordApi } from './services/delivery/discord-api.ts';
import { createPacer } from './services/delivery/pacer.ts';
import { createHttp } from './services/http/create-http.ts';
import { createPreviews } from './services/images/preview.ts';
import { createAcknowledge } from './services/jobs/acknowledge.ts';
import { createFindPicture } from './services/jobs/find-picture.ts';
import { createLearnedDurations } from './services/jobs/learned-durations.ts';
import { createMachine, type Machine } from './services/jobs/machine.ts';
import { createProcessLease } from './services/jobs/process-lease.ts';
import type { Log } from './services/logging/create-log.ts';
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

const UPLOAD_TIMEOUT_MS = 120_000;
const ANSWERING_MS = 1500;
const STOP_MS = 5000;

/** Builds every part once, hands each to those that need it, starts them in order and stops them in reverse. */
export async function startApp({ config, log, clock = systemClock, onFatal, wrapProvider }: AppOptions): Promise<App> {
  await makeDataDir(config.DATA_DIR);
  const prices = await readPrices(config.PRICES_FILE);
  const stopping = new AbortController();
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    stopping.abort();
    for (const deed of undo.splice(0).reverse()) {
      await deed().catch((error: unknown) => log.error({ err: error }, 'a part did not stop'));
    }
  };

  try {
    const http = createHttp();
    undo.push(http.close);
    const store = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, clock, log });
    undo.push(store.close);
    const { spool, cleaner, files, embedded } = await openFolders(config, { http, clock });
    const processId = randomUUID();
    const lease = createProcessLease({ store, processId, role: config.ROLE, clock, log });
    const built = (): Machine => machine;
    const runner = createRunner({ config, store, clock, log, processId, machine: built });
    const { providers, facts, knownLoras, watch } = createProviders({
      config,
      http,
      store,
      spool,
      clock,
      log,
      wrap: wrapProvider,
      onChange: (name) => built().dispatcher.kick(name),
    });

    const api = config.DISCORD_API_URL.href.replace(/\/$/, '');
    const bot = new REST({ api, timeout: UPLOAD_TIMEOUT_MS }).setToken(config.DISCORD_TOKEN);
    const hooks = new REST({ api, timeout: UPLOAD_TIMEOUT_MS, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
    const discord = createDiscordApi({ bot, hooks });
    const operation = (name: string): Operation | undefined => operations.find((each) => each.name === name);
    const isOffered = ({ name, provider }: Operation) =>
      providers.has(provider) && !config.DISABLED_OPERATIONS?.includes(name);
    const offered = operations.filter(isOffered);
    const switchParts = { config, store, clock, log, providers, operations, isOffered, facts };
    const { switches, offer, factsNow, watchSwitches } = await openSwitches(switchParts);

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
      switches,
      offer,
      operation,
      facts,
      files,
      spool,
      sources: createPictures({ config, http, store, spool, files, cleaner, discord, clock }),
      courier,
      wakes: runner.wakes,
      learned,
      random: Math.random,
      ownsPartition: runner.ownsPartition,
    });
    const acknowledge = createAcknowledge({ store, clock, wakes: runner.wakes, operation, settle: machine.settle });
    const placeOrder = createPlaceOrder({ accept: machine.accept, acknowledge, prices, clock, log });
    const interactions = createInteractionHandler({
      api: discord,
      clock,
      log,
      operation: (name) => offered.find((each) => each.name === name),
      loras: knownLoras,
      runOperation: createRunOperation({
        facts: factsNow,
        findPicture: createFindPicture({ store, linkHosts: linkHosts(config) }),
        placeOrder,
      }),
      runButton: createRunButton({ store, operation, facts: factsNow, settle: machine.settle, placeOrder }),
      isStopping: () => stopping.signal.aborted,
    });

    let gateway: Gateway | undefined;
    let isRegistered = false;
    let port: number | undefined;
    if (config.ROLE !== 'worker') {
      const readiness = async () => ({
        database: await store.isAnswering(),
        gateway: gateway?.isReady() ?? false,
        commands: isRegistered,
      });
      const server = createHttpServer({
        host: config.HOST,
        port: config.PORT,
        clock,
        log,
        publicUrl: config.PUBLIC_URL,
        health: { isAlive: () => true, readiness },
        routes: embedded ? [createFileRoutes({ locate: embedded.locate })] : [],
      });
      port = await server.listen();
      undo.push(server.close);
    }
    await lease.start();
    undo.push(lease.stop);
    // set aside first: what cannot be read must not be in anybody's way
    const unreadable = await store.jobs.setAsideUnreadable();
    if (unreadable.length > 0) log.error({ jobs: unreadable.map(({ id }) => id) }, 'rows of another version set aside');
    undo.push(async () => {
      const stopped = Promise.all([runner.stop(), courier.stop()]);
      await Promise.race([stopped, delay(clock, STOP_MS)]);
      // a picture that cannot be asked for again is worth the wait
      if (machine.isAnswerAwaited())
        await Promise.race([stopped, delay(clock, config.SHUTDOWN_SECONDS * 1000 - STOP_MS)]);
    });
    await runner.start();

    if (config.ROLE !== 'worker') {
      const applicationId = await readApplicationId(bot);
      const registration = {
        rest: bot,
        applicationId,
        guildId: config.DISCORD_GUILD_ID,
        documents: createDocuments(store),
        log,
      };
      const register = () => {
        const open = offered.filter(offer.isOn);
        const bodies = open.map((each) => commandBody(each, config.DISCORD_GUILD_ID ? 'guild' : 'global'));
        return registerCommands(registration, bodies);
      };
      const registrar = createRegistrar({ register, clock, log });
      switches.listen(registrar.changed);
      undo.push(async () => registrar.stop());
      await register();
      isRegistered = true;
      gateway = createGateway({
        token: config.DISCORD_TOKEN,
        apiUrl: config.DISCORD_API_URL,
        shards: config.SHARDS,
        log,
        onInteraction: interactions.onInteraction,
        onFatal,
      });
      undo.push(() => Promise.race([interactions.settled(), delay(clock, ANSWERING_MS)]), gateway.close);
      await gateway.connect();
    }
    watch(stopping.signal);
    void watchSwitches(stopping.signal);
    log.info({ role: config.ROLE, port, operations: offered.map(({ name }) => name) }, 'ready');
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const delay = (clock: Clock, ms: number) => new Promise<void>((resolve) => void clock.schedule(ms, resolve));
