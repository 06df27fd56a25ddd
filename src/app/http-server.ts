import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { createFileRoutes } from '../http/file-routes.ts';
import type { Health } from '../http/health-routes.ts';
import { createHttpServer } from '../http/server.ts';
import type { EmbeddedStore } from '../services/files/embedded-store.ts';
import type { Log } from '../services/logging/create-log.ts';

interface HttpServerParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly embedded: EmbeddedStore | undefined;
  readonly readiness: Health['readiness'];
  readonly metrics: () => Promise<string>;
}

/** Health, figures and, where we keep the pictures ourselves, the pictures. */
export function openHttpServer({ config, clock, log, embedded, readiness, metrics }: HttpServerParts) {
  return createHttpServer({
    host: config.HOST,
    port: config.PORT,
    clock,
    log,
    publicUrl: config.PUBLIC_URL,
    health: { isAlive: () => true, readiness },
    metrics,
    routes: embedded ? [createFileRoutes({ locate: embedded.locate })] : [],
  });
}
