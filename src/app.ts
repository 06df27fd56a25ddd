import { randomUUID } from 'node:crypto';
import { createAlerts } from './app/alerts.ts';
import { createAnswering } from './app/answering.ts';
import { beforeWork } from './app/before-work.ts';
import { openBudgets } from './app/budgets.ts';
import { createDelivering } from './app/delivering.ts';
import { openExamination } from './app/examining.ts';
import { openFigures } from './app/figures.ts';
import { openHttpServer } from './app/http-server.ts';
import { jobSettings } from './app/job-settings.ts';
import { createListening } from './app/listening.ts';
import { openPictures } from './app/pictures.ts';
import { openPrivacy } from './app/privacy.ts';
import { createProviders, userAgent } from './app/providers.ts';
import { createCases } from './app/records.ts';
import { createRunner } from './app/runner.ts';
import { makeDataDir, openFolders, readPrices } from './app/storage.ts';
import { openSwitches } from './app/switches.ts';
import { operations } from './commands/index.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { StartupError } from './core/errors.ts';
import type { Operation } from './core/operation.ts';
import type { Provider, ProviderName } from './core/provider.ts';

import { openDiscord } from './services/delivery/open-discord.ts';
import { createHttp } from './services/http/create-http.ts';
import { createLearnedDurations } from './services/jobs/learned-durations.ts';
import { createMachine, type Machine } from './services/jobs/machine.ts';
import { createProcessLease } from './services/jobs/process-lease.ts';
import { createLimits } from './services/limits/create-limits.ts';
import type { Log } from './services/logging/create-log.ts';
import { openStore } from './services/store/open-store.ts';

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
    const http = createHttp({ userAgent });
    undo.push(http.close);
    const store = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, clock, log });
    undo.push(store.close);
    const common = { config, store, clock, log };
    const metrics = openFigures(common);
    const { meter } = metrics;
    undo.push(async () => metrics.close());
    const { spool, cleaner, files, embedded } = await openFolders(config, { http, clock });
    const processId = randomUUID();
    const lease = createProcessLease({ store, processId, role: config.ROLE, clock, log });
    const built = (): Machine => machine;
    const runner = createRunner({ ...common, processId, machine: built });
    const { providers, facts, knownLoras, watch } = createProviders({
      ...common,
      http,
      spool,
      meter,
      wrap: wrapProvider,
      onChange: (name) => built().dispatcher.kick(name),
    });

    const { bot, discord, close } = openDiscord(config.DISCORD_API_URL, config.DISCORD_TOKEN, { meter, clock });
    undo.push(async () => close());
    const operation = (name: string): Operation | undefined => operations.find((each) => each.name === name);
    const { switches, offer, factsNow, watchSwitches, offered, offeredNow, shown } = await openSwitches({
      ...common,
      providers,
      operations,
      facts,
    });
    const limits = createLimits({ settings: jobSettings(config), prices, operations });
    const learned = createLearnedDurations({ jobs: store.jobs, clock });
    const pictures = await openPictures({ ...common, http, spool, files, cleaner, discord, embedded });
    const courier = createDelivering({ ...common, ...pictures, discord, learned, limits, operation: shown });
    const keeping = { lease, files, spool, ...pictures };
    const machine = createMachine({
      store,
      clock,
      log,
      ...keeping,
      settings: jobSettings(config),
      limits,
      providers,
      switches,
      offer,
      operation,
      facts,
      courier,
      wakes: runner.wakes,
      learned,
      random: Math.random,
      ownsPartition: runner.ownsPartition,
    });
    const listening = createListening({ ...common, bot, discord, switches, offeredNow, onFatal });
    const budgets = openBudgets({ ...common, discord, limits, ownsPartition: runner.ownsPartition });
    const cases = createCases({ ...common, ...pictures, discord, operation, ownsPartition: runner.ownsPartition });
    const privacy = openPrivacy({ ...common, ...keeping, cleaner, discord, settle: machine.settle });
    const interactions = createAnswering({
      ...common,
      prices,
      discord,
      operation,
      shown,
      offered,
      offeredNow,
      facts: factsNow,
      knownLoras,
      learned,
      ...keeping,
      limits,
      machine,
      wakes: runner.wakes,
      examine: openExamination({ ...common, http, files, providers, offer, discord }),
      isNsfwParent: listening.isNsfw,
      keeper: cases,
      hurryPrivacy: privacy.hurry,
      isStopping: () => stopping.signal.aborted,
    });

    let port: number | undefined;
    if (config.ROLE !== 'worker') {
      const server = openHttpServer({ ...common, ...listening, spool, providers, embedded, metrics });
      port = await server.listen();
      undo.push(server.close);
    }
    await lease.start();
    undo.push(lease.stop);
    await beforeWork({ ...common, discord });
    undo.push(async () => {
      const stopped = Promise.all([runner.stop(), courier.stop()]);
      await Promise.race([stopped, delay(clock, STOP_MS)]);
      // a picture that cannot be asked for again is worth the wait
      if (machine.isAnswerAwaited())
        await Promise.race([stopped, delay(clock, config.SHUTDOWN_SECONDS * 1000 - STOP_MS)]);
    });
    await runner.start();
    for (const rounds of [cases, budgets, privacy]) {
      if (config.ROLE !== 'gateway') rounds.start();
      undo.push(rounds.stop);
    }

    if (config.ROLE !== 'worker') {
      undo.push(() => Promise.race([interactions.settled(), delay(clock, ANSWERING_MS)]), listening.stop);
      await listening.start(interactions.onInteraction);
      const alerts = createAlerts({ ...common, discord, spool, providers, switches, offer })(stopping.signal);
      undo.push(() => Promise.race([alerts, delay(clock, ANSWERING_MS)]));
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
