import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signV2 } from '../../../sandbox/providers/apiframe-v2.ts';
import { createWebhookSignature } from '../../../sandbox/providers/webhooks.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { PreparedRequest, Provider, Webhooks } from '../../../src/core/provider.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createApiframeV1 } from '../../../src/services/providers/apiframe/v1.ts';
import { createApiframeV2 } from '../../../src/services/providers/apiframe/v2.ts';
import { createFreepik } from '../../../src/services/providers/freepik.ts';
import { json, startScriptedServer } from '../../support/scripted-server.ts';

type RawWebhook = Parameters<Webhooks['isGenuine']>[0];

const http = createHttp({ userAgent: 'Darkroom/test' });
const nowhere = new URL('http://127.0.0.1:1');
const freepikAt = (baseUrl: URL, webhookSecret?: string) =>
  createFreepik({ http, baseUrl, apiKey: 'k', keyHeader: 'x-freepik-api-key', webhookSecret, clock: systemClock });
const apiframeAt = (baseUrl: URL) => createApiframeV1({ http, baseUrl, apiKey: 'k', clock: systemClock });

const apiframeV2At = (baseUrl: URL, apiKey = 'afk_k') =>
  createApiframeV2({ http, baseUrl, apiKey, clock: systemClock });

function webhooksOf({ webhooks }: Provider) {
  if (!webhooks) throw new Error('has no webhooks');
  return webhooks;
}

const NOW = 1_800_000_000_000;
const known = { secret: 'of-this-task', now: NOW };
const BODY = '{"task_id":"a-1","status":"COMPLETED","generated":["https://x.example/\u00fc.png"]}';

interface Signing {
  readonly key?: string | Buffer;
  readonly id?: string;
  readonly at?: string;
  readonly body?: string;
  readonly as?: (signature: string) => string;
}

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** As Freepik's documents sign. */
function signed({
  key = SECRET,
  id = 'msg-1',
  at = String(NOW / 1000),
  body = BODY,
  as = (text) => `v1,${text}`,
}: Signing): RawWebhook {
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': as(signature) };
  return { headers, body: Buffer.from(body) };
}

describe('a webhook of Freepik', () => {
  const { isGenuine, read } = webhooksOf(freepikAt(nowhere, SECRET));

  test.each<[string, Signing]>([
    ['with the secret as it is written', {}],
    ['with what the secret encodes', { key: Buffer.from(SECRET.slice(6), 'base64') }],
    ['among signatures of other keys', { as: (text) => `v1,AAAA v1,${text} v2,BBBB` }],
    ['without a version', { as: (text) => text }],
    ['up to five minutes ago', { at: String(NOW / 1000 - 300) }],
    ['up to five minutes ahead', { at: String(NOW / 1000 + 300) }],
  ])('is genuine when it is signed %s', (_, signing) => {
    expect(isGenuine(signed(signing), known)).toBe(true);
  });

  test.each<[string, RawWebhook]>([
    ['by another secret', signed({ key: 'another' })],
    ['by an empty secret', signed({ key: '' })],
    ['too long ago', signed({ at: String(NOW / 1000 - 301) })],
    ['too far ahead', signed({ at: String(NOW / 1000 + 301) })],
    ['in milliseconds', signed({ at: String(NOW) })],
    ['at no time', signed({ at: '' })],
    ['with no signature', signed({ as: () => '' })],
    ['with half of one', signed({ as: (text) => text.slice(0, 20) })],
    ['for another body', { ...signed({}), body: Buffer.from(`${BODY} `) }],
    ['for another id', { ...signed({}), headers: { ...signed({}).headers, 'webhook-id': 'msg-2' } }],
    ['not at all', { headers: {}, body: Buffer.from(BODY) }],
  ])('is not when it is signed %s', (_, webhook) => {
    expect(isGenuine(webhook, known)).toBe(false);
  });

  test('is not when the secret encodes next to nothing, and that is what it is signed by', () => {
    for (const [secret, key] of [
      ['----', Buffer.from('----', 'base64')],
      ['whsec_', Buffer.alloc(0)],
      ['two words!', Buffer.from('two words!', 'base64')],
    ] as const) {
      expect(webhooksOf(freepikAt(nowhere, secret)).isGenuine(signed({ key }), known)).toBe(false);
      expect(webhooksOf(freepikAt(nowhere, secret)).isGenuine(signed({ key: secret }), known)).toBe(true);
    }
  });

  const saying = (body: unknown) => signed({ body: JSON.stringify(body) });
  const mystic = { path: '/v1/ai/mystic' };
  const link = 'https://x.example/a.png';

  test('tells what a look would have told, with its number, wrapped or not', () => {
    const task = { task_id: 'a-1', status: 'COMPLETED', generated: [link] };
    const state = { status: 'succeeded', images: [{ source: { url: link } }], ticket: '/v1/ai/mystic/a-1' };
    for (const body of [task, { data: task }]) expect(read(saying(body), mystic)).toEqual({ id: 'msg-1', state });
    expect(read(saying({ task_id: 'a-1', task_status: 'FAILED' }), mystic)?.state.status).toBe('failed');
  });
  test('is worth no look while the task goes on, and one when it is done without its links', () => {
    const ticket = '/v1/ai/mystic/a-1';
    for (const status of ['CREATED', 'IN_PROGRESS', 'DREAMING']) {
      expect(read(saying({ task_id: 'a-1', status, generated: [] }), mystic)?.state).toEqual({
        status: 'pending',
        ticket,
      });
    }
    const done = read(saying({ task_id: 'a-1', status: 'COMPLETED', generated: [] }), mystic);
    expect(done?.state).toEqual({ status: 'pending', ticket, progress: 1 });
  });
  test('brings the result itself where there is nothing to ask for', () => {
    const reimagine = { path: '/v1/ai/beta/text-to-image/reimagine-flux', answer: 'at-once' } as const;
    const images = [{ source: { url: link } }];
    const ended = saying({ task_id: 'a-1', status: 'COMPLETED', generated: [link] });
    expect(read(ended, reimagine)?.state).toEqual({ status: 'succeeded', images });
    expect(read(saying({ task_id: 'a-1', status: 'IN_PROGRESS', generated: [] }), reimagine)).toBeUndefined();
  });
  test('says nothing without a task, and as no JSON', () => {
    for (const body of [{}, { status: 'COMPLETED' }, { task_id: '../x', status: 'COMPLETED' }, 7, null, []]) {
      expect(read(saying(body), mystic)).toBeUndefined();
    }
    for (const body of ['', '{', '<html>']) expect(read(signed({ body }), mystic)).toBeUndefined();
  });
});

/** Signed outside of this project: by Python's hmac, Java's Mac and OpenSSL, which agree, as the documents' samples use the secret. */
const fixture = {
  secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  at: '1763000000',
  body: '{"task_id":"046b6c7f-0b8a-43b9-b35d-6489e6daee91","status":"COMPLETED","generated":["https://ai-statics.freepik.com/completed_task_image.jpg"]}',
  /** Its letters: the samples in Python, JavaScript and Java. */
  letters: '79UAdcSp7/wx+9o8EESss7kbQqTJdCB3V2rXqazJlK8=',
  /** What they encode: the sample in PHP. */
  decoded: '7RMG7QOIq2q5diC+nu0/1qy8NRym9ZuD+A07fRnhCCY=',
};

/** As those samples look for the one that is right. */
function passesSample({ headers, body }: RawWebhook, key: string | Buffer): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' } = headers;
  const right = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return signatures.split(' ').some((entry) => entry.split(',')[1] === right);
}

describe('what the documents’ own samples sign and check', () => {
  const { secret, id, at, body } = fixture;
  const { isGenuine } = webhooksOf(freepikAt(nowhere, secret));
  const keys = { utf8: secret, base64: Buffer.from(secret, 'base64') };

  test.each([
    ['its letters', fixture.letters, keys.utf8],
    ['what it encodes', fixture.decoded, keys.base64],
  ])('with %s of the secret passes here, and there', (_, signature, key) => {
    const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
    const webhook = { headers, body: Buffer.from(body) };
    expect(passesSample(webhook, key)).toBe(true);
    expect(isGenuine(webhook, { ...known, now: Number(at) * 1000 })).toBe(true);
    expect(
      isGenuine({ ...webhook, body: Buffer.from(body.replace('046b', '046c')) }, { ...known, now: Number(at) * 1000 }),
    ).toBe(false);
  });

  test.each(['utf8', 'base64'] as const)('the local provider signs by %s as they would', (keyEncoding) => {
    const headers = createWebhookSignature({ clock: systemClock, secret, keyEncoding })(body);
    const webhook = { headers, body: Buffer.from(body) };
    expect(passesSample(webhook, keys[keyEncoding])).toBe(true);
    expect(isGenuine(webhook, { ...known, now: Date.now() })).toBe(true);
  });
});

describe('a webhook of APIFRAME', () => {
  const { isGenuine, read } = webhooksOf(apiframeAt(nowhere));
  const withSecret = (secret: string): RawWebhook => ({
    headers: { 'x-webhook-secret': secret },
    body: Buffer.from('{}'),
  });

  test('is genuine with the secret of its own task alone', () => {
    expect(isGenuine(withSecret(known.secret), known)).toBe(true);
    for (const secret of ['', 'of-this-tas', 'of-this-task2', 'of-another']) {
      expect(isGenuine(withSecret(secret), known)).toBe(false);
    }
    expect(isGenuine({ headers: {}, body: Buffer.from('{}') }, known)).toBe(false);
    // of a task that named no webhook
    expect(isGenuine(withSecret(''), { ...known, secret: '' })).toBe(false);
  });
  test('tells what a look would have told', () => {
    const url = 'https://x.example/a.png';
    const saying = (body: unknown) =>
      read({ headers: {}, body: Buffer.from(JSON.stringify(body)) }, { path: '/flux-imagine' });
    expect(saying({ task_id: 'b-1', status: 'processing', percentage: '40' })).toEqual({
      state: { status: 'pending', ticket: 'b-1', progress: 0.4 },
    });
    expect(saying({ task_id: 'b-1', image_url: url })?.state).toMatchObject({ status: 'succeeded', ticket: 'b-1' });
    expect(saying({ task_id: 'b-1', status: 'finished' })?.state).toMatchObject({ status: 'pending', progress: 1 });
    expect(saying({ status: 'finished', image_url: url })).toBeUndefined();
  });
});

describe("a webhook of APIFRAME's second API", () => {
  const { isGenuine, read } = webhooksOf(apiframeV2At(nowhere));
  const body =
    '{"event":"completed","jobId":"c-1","status":"COMPLETED","result":{"images":["https://x.example/ü.png"]}}';
  /** As its documents sign. */
  const signedBy = (key: string | Buffer, text = body) => ({
    headers: { 'x-webhook-signature': `sha256=${createHmac('sha256', key).update(text).digest('hex')}` },
    body: Buffer.from(text),
  });
  const digest = createHash('sha256').update('afk_k').digest();
  const right = signedBy(digest);

  test('is genuine when it is signed by the digest of the key, whatever the secret of its address', () => {
    expect(isGenuine(right, known)).toBe(true);
    expect(isGenuine(right, { ...known, secret: '' })).toBe(true);
    const bare = right.headers['x-webhook-signature'].slice(7);
    expect(isGenuine({ ...right, headers: { 'x-webhook-signature': bare } }, known)).toBe(true);
  });

  /** Signed by OpenSSL, and taken by `verifyWebhook` of APIFRAME's own SDK (apiframe-nodejs-sdk at 9f9b464). */
  const theirs = {
    key: 'afk_not_a_key_of_anybody',
    body: '{"event":"completed","jobId":"cm0abc123def","status":"COMPLETED","progress":100,"result":{"images":["https://cdn.apiframe.ai/ü.png"]},"model":"flux-1.1-pro","creditCost":2,"completedAt":"2026-11-29T12:00:00.000Z"}',
    signature: 'sha256=6cbc2a5387b9c8b42f39789f8ca645966a0c9bb504671807d74ad999d9295417',
  };
  test('is genuine when its provider’s own SDK says so, and the local provider signs as it would', () => {
    const { webhooks } = apiframeV2At(nowhere, theirs.key);
    const headers = { 'x-webhook-signature': theirs.signature };
    expect(webhooks?.isGenuine({ headers, body: Buffer.from(theirs.body) }, known)).toBe(true);
    expect(webhooks?.isGenuine({ headers, body: Buffer.from(`${theirs.body} `) }, known)).toBe(false);
    expect(signV2(theirs.key, theirs.body)).toMatchObject(headers);
  });
  test.each<[string, RawWebhook]>([
    ['by the key itself', signedBy('afk_k')],
    ['by the digest as text', signedBy(digest.toString('hex'))],
    ['by another key', signedBy(createHash('sha256').update('afk_other').digest())],
    ['for another body', { ...right, body: Buffer.from(`${body} `) }],
    [
      'by half a signature',
      { ...right, headers: { 'x-webhook-signature': right.headers['x-webhook-signature'].slice(0, 39) } },
    ],
    ['not at all', { headers: {}, body: Buffer.from(body) }],
  ])('is not when it is signed %s', (_, webhook) => {
    expect(isGenuine(webhook, known)).toBe(false);
  });
  test('tells what a look would have told', () => {
    const saying = (told: unknown) =>
      read({ headers: {}, body: Buffer.from(JSON.stringify(told)) }, { path: '/v2/images/generate' });
    expect(read(right, { path: '/v2/images/generate' })?.state).toEqual({
      status: 'succeeded',
      ticket: 'v2:c-1',
      images: [{ source: { url: 'https://x.example/ü.png' } }],
    });
    expect(saying({ event: 'progress', jobId: 'c-1', status: 'PROCESSING', progress: 40 })).toEqual({
      state: { status: 'pending', ticket: 'v2:c-1', progress: 0.4 },
    });
    expect(saying({ event: 'failed', jobId: 'c-1', status: 'FAILED', error: 'flagged' })?.state).toMatchObject({
      status: 'failed',
      reason: { code: 'refused' },
    });
    for (const told of [{}, { status: 'COMPLETED' }, { jobId: '../x', status: 'COMPLETED' }, 7, null, []])
      expect(saying(told)).toBeUndefined();
  });
});

describe('an order', () => {
  const address = { url: 'https://bot.example/webhooks/x', secret: 'of-this-task' };
  const sent = async (open: (url: URL) => Provider, request: PreparedRequest): Promise<string> => {
    const server = await startScriptedServer();
    server.script = json(200, { task_id: 'a-1', jobId: 'a-1', url: 'https://x.example/a.png' });
    await open(server.url).submit(request, AbortSignal.timeout(5000));
    await server.close();
    return server.bodies[0] ?? '';
  };
  const prompt = { path: '/p', body: { prompt: 'a fox' }, orderId: 'order-1' };

  test('names its webhook in the words of its provider, and none where there is none', async () => {
    const at = async (open: (url: URL) => Provider, webhook?: typeof address) =>
      JSON.parse(await sent(open, { ...prompt, ...(webhook && { webhook }) }));
    expect(await at(freepikAt, address)).toEqual({ prompt: 'a fox', webhook_url: address.url });
    expect(await at(apiframeAt, address)).toEqual({
      prompt: 'a fox',
      webhook_url: address.url,
      webhook_secret: address.secret,
    });
    expect(await at(apiframeV2At, address)).toEqual({
      prompt: 'a fox',
      webhookUrl: address.url,
      webhookEvents: ['completed', 'failed'],
    });
    for (const open of [freepikAt, apiframeAt, apiframeV2At]) expect(await at(open)).toEqual({ prompt: 'a fox' });
  });
  test('that goes out as a form names none: its endpoint tells nobody', async () => {
    const form = {
      path: '/p',
      body: { image_url: 'u' },
      orderId: 'order-1',
      encoding: 'form',
      answer: 'at-once',
      webhook: address,
    } as const;
    expect(await sent(freepikAt, form)).toBe('image_url=u');
  });
});

test('without a secret nobody could tell who sent a webhook of Freepik', () => {
  expect(freepikAt(nowhere)).not.toHaveProperty('webhooks');
});
