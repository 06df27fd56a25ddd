import { randomUUID } from 'node:crypto';
import { createAlerts } from './app/alerts.ts';
import { createAnswering } from './app/answering.ts';
import { beforeWork } from './app/before-work.ts';
import { openBudgets } from './app/budgets.ts';
import { createDelivering } from './app/delivering.ts';
import { openExamination } from './app/examining.ts';
import { openFigures } from './app/figures.ts';
import { addressOf, openHttpServer } from './app/http-server.ts';
import { jobSettings } from './app/job-settings.ts';
import { createListening } from './app/listening.ts';
import { openPictures } from './app/pictures.ts';
import { openPrivacy } from './app/privacy.ts';
import { createProviders, userAgent, version } from './app/providers.ts';
import { createCases } from './app/records.ts';
import { createRunner } from './app/runner.ts';
import { createSignOfLife } from './app/sign-of-life.ts';
import { makeDataDir, openFolders, readPrices } from './app/storage.ts';
import { openSwitches } from './app/switches.ts';
import { openWitness } from './app/witness.ts';
import { operations } from './commands/index.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock, unlessAborted } from './core/clock.ts';
import { StartupError } from './core/errors.ts';
import type { Operation } from './core/operation.ts';
import type { Provider, ProviderName } from './core/provider.ts';

import { TOKEN_REFUSED } from './services/delivery/bot-token.ts';
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
  /** Ends a start that is under way: what was opened so far is closed, and the start rejects. */
  readonly signal?: AbortSignal;
  /** For tests that stop or count what goes to a provider. */
  readonly wrapProvider?: (name: ProviderName, provider: Provider) => Provider;
}

export interface App {
  /** Port of the HTTP server, where there is one. */
  readonly port: number | undefined;
  /** And of the figures, where they have one of their own. */
  readonly metricsPort: number | undefined;
  stop(): Promise<void>;
}

const ANSWERING_MS = 1500;
const STOP_MS = 5000;
const NEVER = new AbortController().signal;

/** Builds every part once, hands each to those that need it, starts them in order and stops them in reverse. */
export async function startApp({
  config,
  log,
  clock = systemClock,
  onFatal,
  signal = NEVER,
  wrapProvider,
}: AppOptions): Promise<App> {
  await makeDataDir(config.DATA_DIR);
  const prices = await readPrices(config.PRICES_FILE);
  const stopping = new AbortController();
  const undo: (() => Promise<unknown>)[] = [];
  let stopBy = Number.POSITIVE_INFINITY;
  /** All that is waited for at the end shares one time: a database or a Discord that hangs is not worth more. */
  const atMost = (ms: number, work: Promise<unknown>) =>
    Promise.race([work, delay(clock, Math.min(ms, stopBy - clock.now()))]);
  const stop = async () => {
    stopping.abort();
    stopBy = clock.now() + STOP_MS;
    for (const deed of undo.splice(0).reverse()) {
      await deed().catch((error: unknown) => log.error({ err: error }, 'a part did not stop'));
    }
  };

  let isUp = false;
  /** Until it is up, the start fails by it; after that it is told once. */
  const onRefused = () => {
    if (isUp) onFatal(new StartupError(TOKEN_REFUSED));
    isUp = false;
  };

  try {
    const http = createHttp({ userAgent });
    undo.push(http.close);
    const opening = openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, clock, log });
    const store = await unlessAborted(signal, opening).catch((error: unknown) => {
      opening.then(({ close }) => close()).catch(() => undefined);
      throw error;
    });
    undo.push(store.close);
    const ended = new AbortController();
    undo.push(async () => ended.abort());
    const common = { config, store, clock, log };
    const metrics = openFigures(common);
    const { meter } = metrics;
    undo.push(async () => metrics.close());
    const folders = await openFolders(config, { http, clock, store });
    const { spool, cleaner, files, refusals, embedded, outside, drawing } = folders;
    const { witness, folder, rounds: witnessing, tellApart } = await openWitness(common);
    undo.push(() => atMost(ANSWERING_MS, witness.settled()));
    const processId = randomUUID();
    const onTurn = config.ROLE === 'worker' ? { onTurn: createSignOfLife(log) } : {};
    const lease = createProcessLease({ store, processId, role: config.ROLE, folder, ...onTurn, clock, log });
    const built = (): Machine => machine;
    const runner = createRunner({ ...common, processId, machine: built });
    const { providers, facts, knownLoras, watch } = createProviders({
      ...common,
      http,
      spool,
      meter,
      wrap: wrapProvider,
      onChange(name) {
        if (config.ROLE !== 'gateway') built().dispatcher.kick(name);
      },
    });

    const { bot, discord, makeRequest, close } = openDiscord(config.DISCORD_API_URL, config.DISCORD_TOKEN, {
      meter,
      clock,
      onRefused,
    });
    undo.push(async () => close());
    const operation = (name: string): Operation | undefined => operations.find((each) => each.name === name);
    const { switches, offer, factsNow, watchSwitches, offered, offeredNow, listed, shown } = await openSwitches({
      ...common,
      providers,
      operations,
      facts,
    });
    const limits = createLimits({ settings: jobSettings(config), prices, operations });
    const learned = createLearnedDurations({ jobs: store.jobs, clock });
    const pictures = await openPictures({ ...common, http, spool, files, cleaner, discord, embedded, drawing });
    const courier = createDelivering({ ...common, ...pictures, discord, learned, limits, operation: shown });
    const keeping = { lease, files, spool, drawing, ...pictures };
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
      ended: ended.signal,
      witness,
    });
    const listening = createListening({ ...common, bot, makeRequest, discord, switches, listed, onFatal });
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
      examine: openExamination({ ...common, http, files: outside, providers, offer, discord }),
      isNsfwParent: listening.isNsfw,
      keeper: cases,
      hurryPrivacy: privacy.hurry,
      isStopping: () => stopping.signal.aborted,
    });

    let ports: Pick<App, 'port' | 'metricsPort'> = { port: undefined, metricsPort: undefined };
    if (config.ROLE !== 'worker') {
      const server = openHttpServer({
        ...common,
        ...listening,
        isBeating: lease.isBeating,
        spool,
        providers,
        operations,
        embedded,
        metrics,
      });
      undo.push(server.close);
      ports = await server.listen();
    }
    undo.push(lease.stop);
    await unlessAborted(signal, lease.start());
    await unlessAborted(signal, tellApart());
    await unlessAborted(signal, beforeWork({ ...common, discord, witness }));
    undo.push(async () => {
      const stopped = Promise.all([runner.stop(), courier.stop()]);
      await atMost(STOP_MS, stopped);
      // a picture that cannot be asked for again is worth the wait
      if (machine.isAnswerAwaited())
        await Promise.race([stopped, delay(clock, config.SHUTDOWN_SECONDS * 1000 - STOP_MS)]);
    });
    await unlessAborted(signal, runner.start());
    for (const rounds of [cases, budgets, privacy, witnessing]) {
      if (config.ROLE !== 'gateway') rounds.start();
      undo.push(() => atMost(ANSWERING_MS, rounds.stop()));
    }

    if (config.ROLE !== 'worker') {
      undo.push(() => atMost(ANSWERING_MS, interactions.settled()), listening.stop);
      await unlessAborted(signal, listening.start(interactions.onInteraction));
      const alerts = createAlerts({ ...common, discord, spool, refusals, providers, switches, offer })(stopping.signal);
      undo.push(() => atMost(ANSWERING_MS, alerts));
    }
    watch(stopping.signal);
    void watchSwitches(stopping.signal);
    const about = { version, ...listening.introduction(), ...addressOf(config, ports.port) };
    log.info({ role: config.ROLE, ...about, ...ports, operations: offered.map(({ name }) => name) }, 'ready');
    isUp = true;
    return { ...ports, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const delay = (clock: Clock, ms: number) => new Promise<void>((resolve) => void clock.schedule(ms, resolve));
