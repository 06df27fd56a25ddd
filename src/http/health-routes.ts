import { Hono } from 'hono';

export interface Health {
  readonly isAlive: () => boolean;
  /** Each thing that must work before jobs are taken, by name, and whether it does. */
  readonly readiness: () => Promise<Readonly<Record<string, boolean>>>;
}

export function createHealthRoutes({ isAlive, readiness }: Health): Hono {
  const app = new Hono();
  app.use('/healthz', neverCached).use('/readyz', neverCached);
  app.get('/healthz', (context) => (isAlive() ? context.text('ok') : context.text('not alive', 503)));
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
