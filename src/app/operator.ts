import { statfs } from 'node:fs/promises';
import manifest from '../../package.json' with { type: 'json' };
import { operations } from '../commands/index.ts';
import type { Config } from '../config.ts';
import { type Clock, within } from '../core/clock.ts';
import type { Stage, Trouble } from '../core/incident.ts';
import type { Language } from '../core/language.ts';
import type { Operation } from '../core/operation.ts';
import type { ProviderName } from '../core/provider.ts';
import { createFileRoutes } from '../http/file-routes.ts';
import { createHttpServer, type Health } from '../http/server.ts';
import { createWebhookRoutes } from '../http/webhook-routes.ts';
import type { DiscordApi } from '../services/delivery/discord-api.ts';
import type { WayIn } from '../services/doctor.ts';
import type { Spool } from '../services/files/contract.ts';
import type { EmbeddedStore } from '../services/files/embedded-store.ts';
import type { Refusals } from '../services/files/keeping-store.ts';
import { createChecks, createDatabaseWatch, createIncidentWatch, createTellOwner } from '../services/incidents.ts';
import type { FindAddressee } from '../services/jobs/webhooks.ts';
import type { Log } from '../services/log.ts';
import { type Metrics, openMetrics } from '../services/metrics/metrics.ts';
import type { Store } from '../services/store/contract.ts';
import type { Offer } from '../services/switches/offer.ts';
import type { Switches } from '../services/switches/switches.ts';
import { renderAlert } from '../views/announcements.ts';
import { ANSWERING_MS, type Part } from './parts.ts';

interface ReadinessParts {
  readonly store: Pick<Store, 'isAnswering'>;
  readonly clock: Clock;
  readonly isBeating: () => boolean;
  readonly isConnected: () => boolean;
  readonly isRegistered: () => boolean;
}

/** Whoever asks gives up after a few seconds, and must not take a database that hangs for a bot that does. */
const ANSWER_MS = 2000;

/** What must work before commands are taken. */
export const createReadiness =
  ({ store, clock, isBeating, isConnected, isRegistered }: ReadinessParts): Health['readiness'] =>
  async () => ({
    database: await within(clock, ANSWER_MS, store.isAnswering(), false),
    heartbeat: isBeating(),
    gateway: isConnected(),
    commands: isRegistered(),
  });

interface HttpServerParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly spool: Spool;
  readonly providers: ReadonlyMap<ProviderName, unknown>;
  readonly operations: readonly Operation[];
  readonly embedded: EmbeddedStore;
  readonly metrics: Pick<Metrics, 'meter' | 'watch' | 'text'>;
  readonly findAddressee: FindAddressee;
  readonly wayIn: WayIn;
  readonly isBeating: () => boolean;
  readonly isConnected: () => boolean;
  readonly isRegistered: () => boolean;
}

/** Health, figures, and the pictures that we keep ourselves; figures on a port of their own if wished. */
export function openHttpServer({
  config,
  clock,
  log,
  store,
  spool,
  providers,
  operations,
  embedded,
  metrics,
  findAddressee,
  wayIn,
  isBeating,
  isConnected,
  isRegistered,
}: HttpServerParts) {
  const readiness = createReadiness({ store, clock, isBeating, isConnected, isRegistered });
  const names = operations.map(({ name }) => name);
  metrics.watch({ store, spool, providers: [...providers.keys()], operations: names, readiness });
  const server = createHttpServer({
    clock,
    log,
    host: config.HOST,
    port: config.PORT,
    health: { readiness },
    // a proxy passes on whatever it is asked for: what the world reaches has no figures
    ...(config.PUBLIC_URL === undefined ? { metrics: metrics.text } : {}),
    routes: [
      createFileRoutes({ locate: embedded.locate }),
      createWebhookRoutes({ find: findAddressee, wayIn, meter: metrics.meter, clock, log }),
    ],
  });
  const ofFigures =
    config.METRICS_PORT === undefined
      ? undefined
      : createHttpServer({
          clock,
          log,
          metrics: metrics.text,
          host: config.HOST,
          port: config.METRICS_PORT,
          portVariable: 'METRICS_PORT',
        });
  const ports: { port: number | undefined; metricsPort: number | undefined } = {
    port: undefined,
    metricsPort: undefined,
  };
  return {
    ports,
    fetch: server.fetch,
    async start(): Promise<void> {
      ports.metricsPort = await ofFigures?.listen();
      ports.port = await server.listen();
    },
    async stop(): Promise<void> {
      await Promise.all([server.close(), ofFigures?.close()]);
    },
  };
}

/** Where that server is found: by the world if it may, else on this machine. */
export function addressOf({ PUBLIC_URL, HOST }: Pick<Config, 'PUBLIC_URL' | 'HOST'>, port: number | undefined) {
  if (port === undefined) return {};
  const host = HOST.includes(':') ? `[${HOST}]` : HOST;
  return { address: PUBLIC_URL?.href.replace(/\/$/, '') ?? `http://${host}:${port}` };
}

interface FigureParts {
  readonly config: Pick<Config, 'DATABASE_URL' | 'ROLE'>;
  readonly clock: Clock;
  readonly log: Log;
}

export function openFigures({ config, clock, log }: FigureParts): Metrics {
  const database = config.DATABASE_URL === undefined ? 'sqlite' : 'postgres';
  return openMetrics({ clock, log, build: { version: manifest.version, role: config.ROLE, database } });
}

interface AlertParts {
  readonly config: Pick<Config, 'DATA_DIR'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly discord: DiscordApi;
  readonly spool: Spool;
  readonly refusals: Refusals;
  readonly providers: ReadonlyMap<ProviderName, unknown>;
  readonly switches: Pick<Switches, 'refresh'>;
  readonly offer: Pick<Offer, 'off' | 'linesOf'>;
}

/** Sees trouble and tells whoever runs the bot. */
export function createAlerts({
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
}: AlertParts): Part {
  const render = (trouble: Trouble, stage: Stage, language: Language) =>
    renderAlert(trouble, stage, operations, language);
  const tell = createTellOwner({ api: discord, store, log, render });
  const checks = createChecks({
    store,
    spool,
    refusals,
    now: clock.now,
    providers: [...providers.keys()],
    async switchedOff() {
      await switches.refresh();
      return offer.off();
    },
    doubted: async () => offer.linesOf(await store.switches.doubted()),
    async freeBytes() {
      const { bavail, bsize } = await statfs(config.DATA_DIR);
      return bavail * bsize;
    },
  });
  const database = createDatabaseWatch({ store, clock, log, tell });
  const watch = createIncidentWatch({ store, clock, log, checks, database, tell });
  let watching = Promise.resolve();
  return {
    start(stopping) {
      watching = watch(stopping);
    },
    stop: (atMost) => atMost(ANSWERING_MS, watching),
  };
}
