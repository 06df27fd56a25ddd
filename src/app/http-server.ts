import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { createFileRoutes } from '../http/file-routes.ts';
import { createHttpServer } from '../http/server.ts';
import type { EmbeddedStore } from '../services/files/embedded-store.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';

interface HttpServerParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Pick<Store, 'isAnswering'>;
  readonly embedded: EmbeddedStore | undefined;
  readonly isConnected: () => boolean;
  readonly isRegistered: () => boolean;
}

/** Health, figures and, where we keep the pictures ourselves, the pictures. */
export function openHttpServer({ config, clock, log, store, embedded, isConnected, isRegistered }: HttpServerParts) {
  const readiness = async () => ({
    database: await store.isAnswering(),
    gateway: isConnected(),
    commands: isRegistered(),
  });
  return createHttpServer({
    host: config.HOST,
    port: config.PORT,
    clock,
    log,
    publicUrl: config.PUBLIC_URL,
    health: { isAlive: () => true, readiness },
    routes: embedded ? [createFileRoutes({ locate: embedded.locate })] : [],
  });
}
