import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Operation } from '../core/operation.ts';
import type { ProviderName } from '../core/provider.ts';
import { createFileRoutes } from '../http/file-routes.ts';
import { createHttpServer } from '../http/server.ts';
import type { Spool } from '../services/files/contract.ts';
import type { EmbeddedStore } from '../services/files/embedded-store.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Metrics } from '../services/metrics/open-metrics.ts';
import type { Store } from '../services/store/contract.ts';
import { createReadiness } from './readiness.ts';

interface HttpServerParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly spool: Spool;
  readonly providers: ReadonlyMap<ProviderName, unknown>;
  readonly operations: readonly Operation[];
  readonly embedded: EmbeddedStore;
  readonly metrics: Pick<Metrics, 'watch' | 'text'>;
  readonly isBeating: () => boolean;
  readonly isConnected: () => boolean;
  readonly isRegistered: () => boolean;
}

/** Health, figures, and the pictures that we keep ourselves; figures on a port of their own if wished. */
export function openHttpServer({ config, embedded, metrics, providers, operations, ...parts }: HttpServerParts) {
  const readiness = createReadiness(parts);
  const names = operations.map(({ name }) => name);
  metrics.watch({ ...parts, providers: [...providers.keys()], operations: names, readiness });
  const figures = { metrics: metrics.text };
  const server = createHttpServer({
    ...parts,
    host: config.HOST,
    port: config.PORT,
    health: { isAlive: () => true, readiness },
    // a proxy passes on whatever it is asked for: what the world reaches has no figures
    ...(config.PUBLIC_URL === undefined ? figures : {}),
    routes: [createFileRoutes({ locate: embedded.locate })],
  });
  const ofFigures =
    config.METRICS_PORT === undefined
      ? undefined
      : createHttpServer({
          ...parts,
          ...figures,
          host: config.HOST,
          port: config.METRICS_PORT,
          portVariable: 'METRICS_PORT',
        });
  return {
    async listen() {
      const metricsPort = await ofFigures?.listen();
      return { port: await server.listen(), metricsPort };
    },
    async close() {
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
