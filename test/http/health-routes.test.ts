import { afterEach, expect, test } from 'vitest';
import type { Health } from '../../src/http/server.ts';
import { type Served, serve } from './serve.ts';

let served: Served | undefined;
afterEach(() => served?.server.close());

async function ask(path: string, health: Partial<Health>) {
  served = await serve({ health: { readiness: async () => ({}), ...health } });
  const answer = await fetch(`${served.url}${path}`);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return { status: answer.status, text: await answer.text() };
}

test('a process that lives says so', async () => {
  expect(await ask('/healthz', {})).toEqual({ status: 200, text: 'ok' });
});

test('life does not hang on what readiness asks for', async () => {
  const answer = await ask('/healthz', { readiness: () => Promise.reject(new Error('database away')) });
  expect(answer.status).toBe(200);
});

test('ready is who has everything; what is missing has a name', async () => {
  const all = await ask('/readyz', { readiness: async () => ({ database: true, gateway: true }) });
  expect([all.status, JSON.parse(all.text)]).toEqual([
    200,
    { ready: true, missing: [], checks: { database: true, gateway: true } },
  ]);
  await served?.server.close();
  const some = await ask('/readyz', { readiness: async () => ({ database: true, gateway: false }) });
  expect(some.status).toBe(503);
  expect(JSON.parse(some.text)).toMatchObject({ ready: false, missing: ['gateway'] });
});
