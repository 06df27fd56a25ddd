import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { type Clock, sleep } from '../core/clock.ts';
import { StartupError } from '../core/errors.ts';

export interface Health {
  /** Each thing that must work before jobs are taken, by name, and whether it does. */
  readonly readiness: () => Promise<Readonly<Record<string, boolean>>>;
}

function createHealthRoutes({ readiness }: Health): Hono {
  const app = new Hono();
  app.use('/healthz', neverCached).use('/readyz', neverCached);
  app.get('/healthz', (context) => context.text('ok'));
  app.get('/readyz', async (context) => {
    const checks = await readiness();
    const missing = Object.keys(checks).filter((name) => !checks[name]);
    return context.json({ ready: missing.length === 0, missing, checks }, missing.length === 0 ? 200 : 503);
  });
  return app;
}

const neverCached = async (
  context: { header(name: string, value: string): void },
  next: () => Promise<void>,
): Promise<void> => {
  context.header('Cache-Control', 'no-store');
  await next();
};

/** Figures are for the operator's network: whoever opens the server decides who reaches them. */
function createMetricsRoute(metrics: () => Promise<string>): Hono {
  const app = new Hono();
  app.get('/metrics', async (context) =>
    context.body(await metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  return app;
}

interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  /** Whoever has to change the port reads it. */
  readonly portVariable?: 'PORT' | 'METRICS_PORT';
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly health?: Health;
  readonly metrics?: () => Promise<string>;
  /** Embedded files, webhooks: each a group with full paths of its own. */
  readonly routes?: readonly Hono[];
  /** A request that has not arrived whole after this time is given up, and an answer that nobody takes. */
  readonly slowestMs?: number;
}

export interface HttpServer {
  /** The same answer without a socket. */
  readonly fetch: Hono['fetch'];
  /** Resolves with the port, also when it was left to the system. Throws StartupError. */
  listen(): Promise<number>;
  /** Answers under way get a moment; connections that only wait are closed at once. */
  close(): Promise<void>;
}

const CLOSE_AFTER_MS = 500;
const SLOWEST_MS = 30_000;

export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { clock, log, health, metrics, routes = [], slowestMs = SLOWEST_MS } = options;
  const app = new Hono();
  if (health) app.route('/', createHealthRoutes(health));
  if (metrics) app.route('/', createMetricsRoute(metrics));
  for (const group of routes) app.route('/', group);
  app.notFound((context) => context.text('Nothing is here.', 404));
  app.onError((err, context) => {
    log.error({ err, method: context.req.method, route: context.req.routePath }, 'an HTTP request failed');
    return context.text('Something broke on our side.', 500);
  });
  const patience = { headersTimeout: slowestMs, requestTimeout: slowestMs, connectionsCheckingInterval: slowestMs / 4 };
  const server = createServer(patience, getRequestListener(app.fetch));
  server.setTimeout(slowestMs);

  return {
    fetch: app.fetch,
    listen: () => listen(server, options),
    async close() {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const waiting = new AbortController();
      const moment = sleep(clock, CLOSE_AFTER_MS, waiting.signal);
      await Promise.race([closed, moment]);
      waiting.abort();
      server.closeAllConnections();
      await closed;
    },
  };
}

type Address = Pick<HttpServerOptions, 'host' | 'port' | 'portVariable'>;

function listen(server: Server, address: Address): Promise<number> {
  const { host, port } = address;
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(new StartupError(explain(error, address)));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve(portOf(server.address(), port));
    });
  });
}

function portOf(address: AddressInfo | string | null, wanted: number): number {
  return typeof address === 'object' && address ? address.port : wanted;
}

function explain({ code }: NodeJS.ErrnoException, { host, port, portVariable = 'PORT' }: Address): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program. Stop that program or set ${portVariable} to a free port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address ${host}. Set HOST to one that it has, for example 127.0.0.1 or 0.0.0.0.`;
    case 'EACCES':
      return `Port ${port} needs rights that this program does not have. Set ${portVariable} to a port from 1024 on.`;
    default:
      return `The HTTP server cannot listen on ${host}:${port} (${code ?? 'no reason given'}). See HOST and ${portVariable}.`;
  }
}
