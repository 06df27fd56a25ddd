import { afterAll, describe, expect, test } from 'vitest';
import { startLocalApiframe } from '../../../sandbox/providers/local-apiframe.ts';
import { startLocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { fluxV2 } from '../../../src/commands/flux/v2.ts';
import { operations } from '../../../src/commands/index.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createApiframeV1 } from '../../../src/services/providers/apiframe/v1.ts';
import { createApiframeV2 } from '../../../src/services/providers/apiframe/v2.ts';
import { createFreepik } from '../../../src/services/providers/freepik.ts';

const freepik = await startLocalFreepik({ taskMs: 0 });
const apiframe = await startLocalApiframe({ taskMs: 0 });
const http = createHttp();
afterAll(() => Promise.all([freepik.close(), apiframe.close(), http.close()]));

const parts = { http, clock: systemClock };
const keyHeader = 'x-freepik-api-key';
const providers = {
  freepik: createFreepik({ ...parts, baseUrl: new URL(freepik.url), apiKey: freepik.apiKey, keyHeader }),
  apiframe: createApiframeV1({ ...parts, baseUrl: new URL(apiframe.url), apiKey: apiframe.apiKey }),
};
const billed = () => freepik.billed + apiframe.billed;
const endpoints = operations.flatMap(({ name, provider, endpoints: all }) =>
  all.map((endpoint) => [`/${name} ${endpoint.path}`, provider, endpoint] as const),
);

describe.each(endpoints)('%s', (_name, provider, endpoint) => {
  test('is looked for without an order, or not at all where an empty order would be one', async () => {
    const presence = await providers[provider].presence(endpoint, AbortSignal.timeout(5000));
    expect(billed()).toBe(0);
    if (endpoint.required !== undefined) return expect(presence).toBe('there');
    expect(presence).toBe('unknown');
    const other = await startLocalFreepik({ taskMs: 0 });
    const headers = { [keyHeader]: other.apiKey, 'content-type': 'application/json' };
    const empty = await fetch(`${other.url}${endpoint.path}`, { method: 'POST', headers, body: '{}' });
    expect([empty.status, other.billed]).toEqual([200, 1]);
    await other.close();
  });
});

test("APIFRAME's second API is asked likewise, and by the right key", async () => {
  const v2 = await startLocalApiframe({ api: 'v2', taskMs: 0 });
  const at = (apiKey: string) => createApiframeV2({ ...parts, baseUrl: new URL(v2.url), apiKey });
  const [endpoint = { path: '' }] = fluxV2.endpoints;
  const ask = (apiKey: string, path: string) => at(apiKey).presence({ ...endpoint, path }, AbortSignal.timeout(5000));
  expect(await ask(v2.apiKey, endpoint.path)).toBe('there');
  expect(await ask(v2.apiKey, '/v2/images/of-old')).toBe('gone');
  expect(await ask('another-key', endpoint.path)).toBe('unknown');
  expect(await at(v2.apiKey).probe(AbortSignal.timeout(5000))).toEqual({ status: 'taken', credits: 1000 });
  expect(await at('another-key').probe(AbortSignal.timeout(5000))).toEqual({ status: 'refused' });
  expect([v2.billed, v2.complaints]).toEqual([0, []]);
  await v2.close();
});
