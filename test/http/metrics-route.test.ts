import { afterEach, expect, test } from 'vitest';
import { getRaw } from './raw-request.ts';
import { type Served, serve } from './serve.ts';

const metrics = async () => 'darkroom_jobs 1\n';
let served: Served;
afterEach(() => served.server.close());

test('figures are told as Prometheus reads them', async () => {
  served = await serve({ metrics });
  const answer = await fetch(`${served.url}/metrics`);
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  expect(await answer.text()).toBe(await metrics());
});

test('without figures there is no such page', async () => {
  served = await serve({});
  expect(await getRaw(served.port, '/metrics')).toMatch(/^HTTP\/1\.1 404 /);
});
