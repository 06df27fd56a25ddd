import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { defineOperation } from '../../../src/core/operation.ts';
import { type Endpoint, SubmitError } from '../../../src/core/provider.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createRequests } from '../../../src/services/jobs/requests.ts';
import { createFreepik, lorasOf, stateOf, taskOf } from '../../../src/services/providers/freepik.ts';
import { json, startScriptedServer } from '../../support/scripted-server.ts';
import { providerConformance, USER_AGENT } from './conformance.ts';

const secret = 'key-that-must-not-be-seen';
const words = { en: 'Skin', vi: 'Da' };
const http = createHttp({ userAgent: USER_AGENT });
const timeouts = { connectMs: 500, headersMs: 400, bodyMs: 400 };
const create = (baseUrl: URL) =>
  createFreepik({ http, baseUrl, apiKey: secret, keyHeader: 'x-freepik-api-key', clock: systemClock, timeouts });

providerConformance(create, {
  secret,
  path: '/v1/ai/mystic',
  pending: (task_id) => ({ data: { task_id, status: 'CREATED', generated: [] } }),
  succeeded: (task_id, url) => ({
    data: { task_id, status: 'COMPLETED', generated: ['not a link', url], has_nsfw: [false, false] },
  }),
  failed: (task_id) => ({ data: { task_id, status: 'FAILED', generated: [] } }),
  refused: (task_id) => ({ data: { task_id, status: 'FAILED', error: 'Content policy violation', generated: [] } }),
  unknownStatus: (task_id) => ({ data: { task_id, status: 'DREAMING', generated: [] } }),
  linksLater: (task_id) => ({ data: { task_id, status: 'COMPLETED', generated: [] } }),
  failedWith: (task_id, fields) => ({ data: { task_id, status: 'FAILED', generated: [], ...fields } }),
  probes: ['/v1/ai/loras', '/v1/ai/flows'],
});

test('an answer counts with and without data, with status and task_status', () => {
  const bare = { task_id: 'a-1', task_status: 'COMPLETED', generated: [{ url: 'https://x.example/a.png' }] };
  for (const body of [bare, { data: bare }]) {
    const { id, fields } = taskOf(body);
    expect(id).toBe('a-1');
    expect(stateOf(fields, 't')).toMatchObject({
      status: 'succeeded',
      images: [{ source: { url: 'https://x.example/a.png' } }],
    });
  }
});

test('a flag of the provider stays with its picture', () => {
  const fields = { status: 'COMPLETED', generated: ['no link', 'https://x.example/b.png'], has_nsfw: [false, true] };
  expect(stateOf(fields, 't')).toMatchObject({ images: [{ nsfw: true }] });
});

test('flags are of pictures alone where words stand between them', () => {
  const generated = ['here it is', 'https://x.example/a.png', 'and another', 'https://x.example/b.png'];
  const fields = { status: 'COMPLETED', generated, has_nsfw: [true, false] };
  expect(stateOf(fields, 't')).toMatchObject({ images: [{ nsfw: true }, { nsfw: false }] });
});

test('looks and characters are read from both shapes', () => {
  const items = [
    { id: 1, name: 'Vintage', type: 'style', description: 'old' },
    { id: 2, name: 'robin', type: 'character' },
    { broken: true },
  ];
  for (const data of [{ default: items }, [{ default: items }]]) {
    expect(lorasOf({ data })).toEqual({
      looks: [{ id: '1', name: 'Vintage', description: 'old' }],
      characters: [{ id: '2', name: 'robin', description: '' }],
    });
  }
  expect(lorasOf(undefined)).toEqual({ looks: [], characters: [] });
});

test('a ticket that is no path of ours is never asked for', async () => {
  const state = await create(new URL('http://127.0.0.1:1')).poll('/v1/ai/../../admin', AbortSignal.timeout(1000));
  expect(state.status).toBe('failed');
});

describe('an endpoint that answers with the picture', () => {
  const link = 'https://x.example/a.png';
  async function answerOf(body: unknown) {
    const server = await startScriptedServer();
    server.script = json(200, body);
    const request = { path: '/v1/ai/beta/remove-background', body: { image_url: 'https://a.example/?b=1&c=ü' } };
    const state = await create(server.url)
      .submit({ ...request, orderId: 'order-1', encoding: 'form', answer: 'at-once' }, AbortSignal.timeout(5000))
      .catch((error: unknown) => error);
    await server.close();
    return { state, sent: server.bodies[0] };
  }

  const pictures: readonly (readonly [string, object])[] = [
    ['bare', { task_id: 'a', status: 'COMPLETED', generated: [link] }],
    ['wrapped', { data: { task_id: 'a', status: 'COMPLETED', generated: [link] } }],
    [
      'without a status',
      { original: 'https://x.example/o.png', high_resolution: link, preview: 'https://x.example/p.png' },
    ],
    ['with one link only', { url: link }],
  ];
  test.each(pictures)('is read %s', async (_name, body) => {
    const { state, sent } = await answerOf(body);
    expect(state).toEqual({ status: 'succeeded', images: [{ source: { url: link } }] });
    expect(sent).toBe(new URLSearchParams({ image_url: 'https://a.example/?b=1&c=ü' }).toString());
  });

  test.each([
    ['with nothing', {}],
    ['with a task that nobody can ask for', { data: { task_id: 'a', status: 'IN_PROGRESS', generated: [] } }],
  ])('and comes %s leaves the outcome unknown', async (_name, body) => {
    const { state } = await answerOf(body);
    expect(state instanceof SubmitError && state.fate).toBe('unknown');
  });

  test('says when it failed', async () => {
    const { state } = await answerOf({ data: { task_id: 'a', status: 'FAILED', error: 'flagged' } });
    expect(state).toMatchObject({ status: 'failed', reason: { code: 'refused' } });
  });
});

test('a task is asked for where its operation says, if that is not where the order went', async () => {
  const path = '/v1/ai/skin-enhancer/creative';
  const pollPath = '/v1/ai/skin-enhancer';
  const operation = defineOperation({
    name: 'skin',
    localNames: { vi: 'da' },
    description: words,
    title: words,
    provider: 'freepik',
    endpoints: [{ path, pollPath }],
    instead: [],
    prices: { standard: 1 },
    followUps: [],
    fields: {},
    refuse: () => undefined,
    tier: () => 'standard',
    request: () => ({ path, pollPath, body: { sharpen: 5 }, pictures: [] }),
    altText: () => words,
  });
  const facts = { looks: [], characters: [], disabledModels: [] };
  const sources = { isKept: async () => true, readBase64: async () => '', addressOf: async () => '' };
  const requests = createRequests({ catalog: { known: () => operation, facts: () => facts }, sources });
  const job = { operation: 'skin', input: {}, ownerId: 'ann' };
  const request = requests.of(job);
  if (!request) throw new Error('no request');

  const server = await startScriptedServer();
  const asked: string[] = [];
  const answer = json(200, { data: { task_id: 'a-1', status: 'IN_PROGRESS', generated: [] } });
  server.script = (incoming, response, body) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    answer(incoming, response, body);
  };
  const freepik = create(server.url);
  const signal = AbortSignal.timeout(5000);
  const { filled } = await requests.fill(request, job, { uploads: {}, upload: async () => '' });
  const { ticket = '' } = await freepik.submit({ ...filled, orderId: 'order-1' }, signal);
  expect(await freepik.poll(ticket, signal)).toMatchObject({ status: 'pending' });
  await server.close();
  expect(asked).toEqual([`POST ${path}`, `GET ${pollPath}/a-1`]);
});

describe('whether an endpoint is there', () => {
  async function ask(script: Parameters<typeof json>, endpoint: Endpoint) {
    const server = await startScriptedServer();
    const sent: string[] = [];
    const answer = json(...script);
    server.script = (request, response, body) => {
      sent.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'} ${body}`);
      answer(request, response, body);
    };
    const presence = await create(server.url).presence(endpoint, AbortSignal.timeout(5000));
    await server.close();
    return { presence, sent };
  }
  test('is asked in the way in which orders are written', async () => {
    const form = { path: '/v1/ai/beta/remove-background', encoding: 'form', required: 'image_url' } as const;
    expect(await ask([422, {}], form)).toEqual({
      presence: 'there',
      sent: ['POST /v1/ai/beta/remove-background application/x-www-form-urlencoded '],
    });
  });
});
