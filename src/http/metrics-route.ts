import { Hono } from 'hono';

/** Figures are for the operator's network: under the public address there is nothing. */
export function createMetricsRoute(metrics: () => Promise<string>, publicUrl: URL | undefined): Hono {
  const app = new Hono();
  app.get('/metrics', async (context) => {
    const hosts = [context.req.header('host'), ...(context.req.header('x-forwarded-host') ?? '').split(',')];
    if (hosts.some((host) => publicUrl && hostname(host) === publicUrl.hostname)) return context.notFound();
    return context.body(await metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
  return app;
}

function hostname(host: string | undefined): string | undefined {
  return URL.parse(`http://${(host ?? '').trim()}`)?.hostname.replace(/\.$/, '');
}
