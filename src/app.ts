import { randomUUID } from 'node:crypto';
import { createListening, openCommandIds } from './app/discord.ts';
import { beforeWork, jobSettings, openJobs } from './app/jobs.ts';
import { openMembers, openPrivacy } from './app/members.ts';
import { openBudgets, openCases, openExamination, openModerators } from './app/moderators.ts';
import { addressOf, createAlerts, openFigures, openHttpServer } from './app/operator.ts';
import { ANSWERING_MS, createParts, type Part } from './app/parts.ts';
import { createProviders, openSwitches, version } from './app/providers.ts';
import { createSignOfLife } from './app/sign-of-life.ts';
import { linkHostsOf, makeDataDir, openPictures, openStorage, readPrices } from './app/storage.ts';
import { operationsFor } from './commands/index.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { StartupError } from './core/errors.ts';
import { createQuotes } from './core/operation.ts';
import type { Provider, ProviderName } from './core/provider.ts';
import { createGateway } from './events/gateway.ts';
import { createAdmission, createInteractionHandler } from './events/interactions.ts';
import type { HttpServer } from './http/server.ts';
import { createPagePictures } from './services/delivery/attachments.ts';
import { createParentOf } from './services/delivery/card.ts';
import { type MakeRequest, openDiscord, TOKEN_REFUSED } from './services/delivery/open-discord.ts';
import { createTakeDown } from './services/delivery/take-down.ts';
import { createPingWishes } from './services/delivery/tell-end.ts';
import { createWayIn } from './services/doctor.ts';
import { createErase } from './services/jobs/erase.ts';
import { createProcessLease } from './services/jobs/process-lease.ts';
import { createLimits } from './services/limits/limits.ts';
import type { Log } from './services/log.ts';
import type { Rounds } from './services/rounds.ts';

export interface AppOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock?: Clock;
  readonly onFatal: (error: StartupError) => void;
  /** Ends a start that is under way: what was opened so far is closed, and the start rejects. */
  readonly signal?: AbortSignal;
  /** For tests that stop or count what goes to a provider. */
  readonly wrapProvider?: (name: ProviderName, provider: Provider) => Provider;
  /** For tests that stand where Discord does, without a socket between. */
  readonly inPlaceOfDiscord?: { readonly answer: MakeRequest; readonly openGateway: typeof createGateway };
}

export interface App {
  /** Port of the HTTP server, where there is one. */
  readonly port: number | undefined;
  /** And of the figures, where they have one of their own. */
  readonly metricsPort: number | undefined;
  /** What the HTTP server answers, without a socket: `bindings` say who asks. */
  readonly fetch: HttpServer['fetch'] | undefined;
  stop(): Promise<void>;
}

const NEVER = new AbortController().signal;

/** Builds every part once, hands each to those that need it, starts them in order and stops them in reverse. */
export async function startApp({
  config,
  log,
  clock = systemClock,
  onFatal,
  signal = NEVER,
  wrapProvider,
  inPlaceOfDiscord,
}: AppOptions): Promise<App> {
  const takesCommands = config.ROLE !== 'worker';
  const worksOnJobs = config.ROLE !== 'gateway';
  const parts = createParts({ clock, log, signal });
  const operations = operationsFor(config.APIFRAME_API);
  let isUp = false;
  /** Until it is up, the start fails by it; after that it is told once. */
  const onRefused = () => {
    if (isUp) onFatal(new StartupError(TOKEN_REFUSED));
    isUp = false;
  };

  try {
    await makeDataDir(config.DATA_DIR);
    const prices = await readPrices(config.PRICES_FILE);
    const storage = await openStorage({ config, parts, clock, log, signal });
    const { http, store, documents, spool, cleaner, files, refusals, embedded, outside, drawing, witness } = storage;
    const metrics = openFigures({ config, clock, log });
    parts.add({ stop: metrics.close });
    const { meter } = metrics;
    const lease = createProcessLease({
      store,
      processId: randomUUID(),
      role: config.ROLE,
      folder: storage.folder,
      onTurn: takesCommands ? undefined : createSignOfLife(log),
      clock,
      log,
    });
    const { providers, facts, knownLoras, listen, watch } = createProviders({
      config,
      http,
      store,
      spool,
      clock,
      log,
      meter,
      wrap: wrapProvider,
    });

    const { commandIds, mentioning } = openCommandIds({ documents, clock, operations });
    const { bot, discord, makeRequest, close } = openDiscord(config.DISCORD_API_URL, config.DISCORD_TOKEN, {
      meter,
      clock,
      mentioning,
      onRefused,
      over: inPlaceOfDiscord?.answer,
    });
    parts.add({ stop: close });
    const { switches, offer, catalog, watchSwitches, listed } = await openSwitches({
      config,
      store,
      clock,
      log,
      providers,
      operations,
      facts,
    });
    const quotes = createQuotes(catalog, prices);
    const settings = jobSettings(config);
    const limits = createLimits({ settings, prices, operations });
    const linkHosts = linkHostsOf(config);
    const { sources, pictureFile, pack, open, copy, drawStrip, zips } = await openPictures({
      config,
      linkHosts,
      http,
      store,
      spool,
      files,
      cleaner,
      embedded,
      discord,
      drawing,
      clock,
      log,
    });
    const picturesOfPage = createPagePictures(pictureFile, log);
    const wishes = createPingWishes(documents);
    const parentOf = createParentOf(store);
    const jobs = await openJobs({
      config,
      settings,
      limits,
      store,
      clock,
      log,
      lease,
      files,
      spool,
      sources,
      pictureFile,
      pack,
      zips,
      drawing,
      discord,
      providers,
      switches,
      offer,
      catalog,
      quotes,
      wishes,
      parentOf,
      witness,
      ended: storage.ended,
    });
    const { machine, learned, redraw, wakes, ownsPartition } = jobs;
    if (worksOnJobs) listen(machine.kick);
    const listening = createListening({
      config,
      store,
      documents,
      commandIds,
      clock,
      log,
      bot,
      makeRequest,
      discord,
      switches,
      listed,
      onFatal,
      openGateway: inPlaceOfDiscord?.openGateway ?? createGateway,
    });
    const budgets = openBudgets({ store, clock, log, discord, limits, ownsPartition });
    const cases = openCases({
      store,
      clock,
      log,
      picturesOfPage,
      discord,
      catalog,
      ownsPartition,
    });
    const privacy = openPrivacy({
      store,
      clock,
      log,
      lease,
      files,
      spool,
      cleaner,
      sources,
      open,
      discord,
      settle: machine.settle,
    });
    const erase = createErase({ store, clock, files, spool });
    const takeDown = createTakeDown({ api: discord, clock, log, store });
    const wayIn = createWayIn(store.namespace, clock.now);
    const examine = openExamination({ config, http, store, clock, files: outside, providers, offer, discord, wayIn });
    const { moderatorCommands, openRecord } = openModerators({
      config,
      store,
      clock,
      catalog,
      limits,
      examine,
      discord,
      drawing,
      drawStrip,
      erase,
      takeDown,
      keeper: cases,
      repair: machine.repair,
    });
    const members = openMembers({
      prices,
      creditPrice: config.CREDIT_PRICE,
      store,
      documents,
      discord,
      clock,
      log,
      catalog,
      quotes,
      redraw,
      knownLoras,
      learned,
      parentOf,
      limits,
      wishes,
      picturesOfPage,
      linkHosts,
      spool,
      copy,
      sources,
      drawStrip,
      drawing,
      machine,
      wakes,
      erase,
      takeDown,
      keeper: cases,
      openRecord,
      hurryPrivacy: privacy.hurry,
    });
    const interactions = createInteractionHandler({
      api: discord,
      clock,
      log,
      catalog,
      autocomplete: members.autocomplete,
      runOperation: members.runOperation,
      runButton: members.runButton,
      memberCommands: members.memberCommands,
      moderatorCommands,
      messageMenus: members.messageMenus,
      chains: members.chains,
      batch: members.batch,
      isNsfwParent: listening.isNsfw,
      turnedAway: createAdmission({
        allowedGuilds: config.ALLOWED_GUILDS,
        allowsUserInstall: config.ALLOW_USER_INSTALL,
      }),
      privacy: members.privacy,
      menus: members.menus,
      isStopping: () => parts.stopping.aborted,
    });

    // what a webhook wakes is not there before
    const begun = Promise.withResolvers<void>();
    const server = takesCommands
      ? openHttpServer({
          config,
          clock,
          log,
          store,
          isBeating: lease.isBeating,
          isConnected: listening.isConnected,
          isRegistered: listening.isRegistered,
          spool,
          providers,
          operations,
          embedded,
          metrics,
          wayIn,
          async findAddressee(provider, jobId, nonce) {
            await begun.promise;
            return machine.findAddressee(provider, jobId, nonce);
          },
        })
      : undefined;
    const alerts = createAlerts({
      config,
      store,
      clock,
      log,
      discord,
      spool,
      refusals,
      providers,
      switches,
      offer,
    });
    /** Looks at what is due, which is left to those that work. */
    const looking = (rounds: Rounds): Part => ({
      start: () => worksOnJobs && rounds.start(),
      stop: (atMost) => atMost(ANSWERING_MS, rounds.stop()),
    });

    await parts.start([
      server,
      lease,
      { start: storage.tellApart },
      { start: () => beforeWork({ store, clock, log, discord, witness }) },
      jobs,
      { start: () => begun.resolve() },
      looking(cases),
      looking(budgets),
      looking(privacy),
      looking(storage.witnessing),
      takesCommands ? { stop: (atMost) => atMost(ANSWERING_MS, interactions.settled()) } : undefined,
      takesCommands ? { start: () => listening.start(interactions.onInteraction), stop: listening.stop } : undefined,
      takesCommands ? alerts : undefined,
      { start: watch },
      { start: (stopping) => void watchSwitches(stopping) },
    ]);
    const { port, metricsPort } = server?.ports ?? {};
    const names = catalog.offered.map(({ name }) => name);
    log.info(
      {
        role: config.ROLE,
        version,
        ...listening.introduction(),
        ...addressOf(config, port),
        port,
        metricsPort,
        operations: names,
      },
      'ready',
    );
    isUp = true;
    return { port, metricsPort, fetch: server?.fetch, stop: parts.stop };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
