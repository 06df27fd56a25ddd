import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
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
  readonly embedded: EmbeddedStore;
  readonly metrics: Pick<Metrics, 'watch' | 'text'>;
  readonly isConnected: () => boolean;
  readonly isRegistered: () => boolean;
}

/** Health, figures, and the pictures that we keep ourselves. */
export function openHttpServer({ config, embedded, metrics, providers, ...parts }: HttpServerParts) {
  const readiness = createReadiness(parts);
  metrics.watch({ ...parts, providers: [...providers.keys()], readiness });
  return createHttpServer({
    ...parts,
    host: config.HOST,
    port: config.PORT,
    publicUrl: config.PUBLIC_URL,
    health: { isAlive: () => true, readiness },
    metrics: metrics.text,
    routes: [createFileRoutes({ locate: embedded.locate })],
  });
}
