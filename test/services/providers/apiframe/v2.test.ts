import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/core/clock.ts';
import { PollError, SubmitError } from '../../../../src/core/provider.ts';
import { createHttp } from '../../../../src/services/http/create-http.ts';
import { createApiframeV2, stateOf } from '../../../../src/services/providers/apiframe/v2.ts';
import { json, raw, type Script, startScriptedServer } from '../../../support/scripted-server.ts';
import { providerConformance, USER_AGENT } from '../conformance.ts';

const secret = 'afk_that-must-not-be-seen';
const http = createHttp({ userAgent: USER_AGENT });
const timeouts = { connectMs: 500, headersMs: 400, bodyMs: 400 };
const create = (baseUrl: URL, apiKey = secret) =>
  createApiframeV2({ http, baseUrl, apiKey, clock: systemClock, timeouts });
const path = '/v2/images/generate';
const order = { path, body: { model: 'flux-1.1-pro', prompt: 'a fox' }, orderId: 'order-1' };
const soon = () => AbortSignal.timeout(5000);

providerConformance(create, {
  secret,
  path,
  pending: (id) => ({ jobId: id, id, status: 'QUEUED', progress: null }),
  succeeded: (id, url) => ({ id, status: 'COMPLETED', progress: 100, result: { images: [url] } }),
  failed: (id) => ({ id, status: 'FAILED', error: 'The image could not be generated' }),
  refused: (id) => ({ id, status: 'FAILED', error: 'Flagged by safety checks' }),
  unknownStatus: (id) => ({ id, status: 'DREAMING' }),
  linksLater: (id) => ({ id, status: 'COMPLETED', result: null }),
  failedWith: (id, fields) => ({ id, status: 'FAILED', ...fields }),
  probes: ['/v2/me'],
  unclear: 'repeatable',
  words: 'error',
});

/** What a server saw while this was done, and what came of it. */
async function met<T>(script: Script, work: (url: URL) => Promise<T>) {
  const server = await startScriptedServer();
  const seen: { readonly line: string; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string }[] = [];
  server.script = (request, response, body) => {
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    script(request, response, body);
  };
  const result = await work(server.url).catch((error: unknown) => error);
  await server.close();
  return { seen, result };
}

describe('a state', () => {
  const link = 'https://x.example/a.png';
  const other = 'https://x.example/b.png';
  test.each([
    ['images', { images: [link, other] }, [link, other]],
    ['images as objects', { images: [{ url: link }, { url: other }] }, [link, other]],
    ['image_urls', { image_urls: [link] }, [link]],
    ['image_url', { image_url: link }, [link]],
    ['url', { url: link }, [link]],
    ['output', { output: [link] }, [link]],
    ['output as one', { output: link }, [link]],
    ['a bare link', link, [link]],
    ['a bare list', [link], [link]],
    ['the same twice, under two names', { image_url: link, images: [link] }, [link]],
    ['words beside a link', { output: ['Made with care', link] }, [link]],
  ])('finds links under %s', (_name, result, links) => {
    expect(stateOf({ status: 'COMPLETED', result }, 't')).toEqual({
      status: 'succeeded',
      ticket: 't',
      images: links.map((url) => ({ source: { url } })),
    });
  });
  test('has a progress where one is told', () => {
    expect(stateOf({ status: 'PROCESSING', progress: 40 }, 't')).toMatchObject({ progress: 0.4 });
    expect(stateOf({ status: 'PROCESSING', progress: null }, 't')).toEqual({ status: 'pending', ticket: 't' });
  });
  test('is lost where its result has expired, and a failure where it was cancelled', () => {
    const lost = stateOf({ status: 'COMPLETED', result: null, expired: true }, 't');
    expect(lost).toMatchObject({ status: 'failed', reason: { code: 'result-lost' } });
    expect(stateOf({ status: 'CANCELLED' }, 't')).toMatchObject({
      status: 'failed',
      reason: { code: 'provider-failed' },
    });
  });
});

test('an order carries the key and its id, and its ticket says of which API it is', async () => {
  const { seen, result } = await met(json(202, { jobId: 'job-1', status: 'QUEUED' }), (url) =>
    create(url).submit(order, soon()),
  );
  expect(result).toEqual({ status: 'pending', ticket: 'v2:job-1' });
  expect(seen).toMatchObject([
    { line: `POST ${path}`, headers: { 'x-api-key': secret, 'idempotency-key': 'order-1' } },
  ]);
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual(order.body);
});

test('a ticket is asked for by its bare id; one of the other API is not, and is not called lost', async () => {
  const { seen } = await met(json(200, { id: 'job-1', status: 'QUEUED' }), (url) =>
    create(url).poll('v2:job-1', soon()),
  );
  expect(seen).toMatchObject([{ line: 'GET /v2/jobs/job-1' }]);
  const { seen: nothing, result } = await met(json(200, {}), (url) => create(url).poll('64cd7965-1b78', soon()));
  expect([nothing, result]).toEqual([[], expect.objectContaining({ kind: 'other-api' })]);
});

test('an id that was used for another order leaves the outcome unknown, and so it stays', async () => {
  const { result } = await met(json(409, { error: 'Idempotency-Key reused with another body' }), (url) =>
    create(url).submit(order, soon()),
  );
  expect(result).toMatchObject({ fate: 'unknown' });
});

test('a refusal says what is wrong, in words of its details', async () => {
  const details = [{ path: ['fluxParams', 'steps'], message: 'Too big: expected number to be <=50' }];
  const { result } = await met(json(400, { error: 'Validation failed', details }), (url) =>
    create(url).submit(order, soon()),
  );
  const detail = 'Validation failed; Too big: expected number to be <=50';
  expect(result).toMatchObject({ fate: 'refused', reason: { code: 'invalid-request', detail } });
  const { result: model } = await met(
    json(400, { error: 'Validation failed', details: [{ path: ['model'], message: 'Invalid option' }] }),
    (url) => create(url).submit(order, soon()),
  );
  expect(model).toMatchObject({ retired: { what: 'model', status: 400 } });
});

test('a probe tells the credits of the team', async () => {
  const { result } = await met(json(200, { user: {}, team: { credits: 12.5, plan: 'pro' }, apiKey: {} }), (url) =>
    create(url).probe(soon()),
  );
  expect(result).toEqual({ status: 'taken', credits: 12.5 });
});

describe('an upload', () => {
  const upload = (url: URL) => create(url).upload?.(Buffer.from('a picture'), 'png', soon()) ?? Promise.reject();
  test('sends the file as a form and answers with its address', async () => {
    const address = 'https://cdn.example.com/a.png';
    const { seen, result } = await met(json(201, { id: 'u', url: address }), upload);
    expect(result).toBe(address);
    expect(seen).toMatchObject([{ line: 'POST /v2/uploads', headers: { 'x-api-key': secret } }]);
    expect(seen[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[0]?.body).toMatch(
      /name="file"; filename="picture\.png"\r\nContent-Type: image\/png\r\n\r\na picture\r\n/,
    );
  });
  test.each([
    ['429', json(429, { error: 'Slow down' }, { 'retry-after': '7' }), 'not-accepted', 'provider-busy'],
    ['500', raw(500, 'oh'), 'not-accepted', 'provider-busy'],
    ['a reset', ((request) => void request.socket.destroy()) satisfies Script, 'not-accepted', 'provider-busy'],
    ['no address', json(201, {}), 'not-accepted', 'provider-busy'],
    ['401', json(401, { error: 'Invalid API key' }), 'refused', 'provider-key'],
    ['402', json(402, { error: 'Insufficient credits' }), 'refused', 'provider-credits'],
    ['a firewall', raw(403, 'error code: 1010', 'text/plain'), 'not-accepted', 'provider-blocked'],
    ['404', json(404, {}), 'refused', 'provider-failed'],
  ])('answered with %s has ordered nothing, and shows nothing to be retired', async (_name, script, fate, code) => {
    const { result } = await met(script, upload);
    if (!(result instanceof SubmitError)) throw new Error('no SubmitError');
    expect([result.fate, result.reason.code, result.retired]).toEqual([fate, code, undefined]);
  });
});

test('a fingerprint is the same for the same bytes, address and key, and shows none of them', () => {
  const print = (url: string, key: string, body: object) =>
    create(new URL(url), key).repeats?.fingerprint({ ...order, body: { ...order.body, ...body } });
  const first = print('https://a.example', secret, {});
  expect(print('https://a.example', secret, {})).toBe(first);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  for (const other of [
    print('https://b.example', secret, {}),
    print('https://a.example', 'afk_other', {}),
    print('https://a.example', secret, { prompt: 'a cat' }),
  ])
    expect(other).not.toBe(first);
});

test('nothing is learned of a job from an answer that is none', async () => {
  const { result } = await met(raw(200, '<html>'), (url) => create(url).poll('v2:job-1', soon()));
  expect(result).toBeInstanceOf(PollError);
});
