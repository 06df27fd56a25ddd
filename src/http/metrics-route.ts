import { Hono } from 'hono';

/** Figures are for the operator's network: whoever opens the server decides who reaches them. */
export function createMetricsRoute(metrics: () => Promise<string>): Hono {
  const app = new Hono();
  app.get('/metrics', async (context) =>
    context.body(await metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  return app;
}
