import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBody, startListener } from '../../../sandbox/http/local-server.ts';
import { createMovableClock, type MovableClock } from '../../../sandbox/movable-clock.ts';
import {
  type LocalApiframe,
  type LocalApiframeOptions,
  startLocalApiframe,
} from '../../../sandbox/providers/local-apiframe.ts';
import { until } from './client.ts';
import { download } from './endpoint-client.ts';
import { distance, samplePicture, sizeOf } from './pixels.ts';

let clock: MovableClock;
let apiframe: LocalApiframe;

async function start(options: LocalApiframeOptions = {}) {
  apiframe = await startLocalApiframe({ api: 'v2', clock, taskMs: 60_000, ...options });
}

beforeEach(async () => {
  clock = createMovableClock();
  await start();
});
afterEach(() => apiframe.close());

const fox = { model: 'flux-1.1-pro', prompt: 'a fox' };
const key = () => ({ 'x-api-key': apiframe.apiKey });
let orders = 0;

function order(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  orders += 1;
  return fetch(`${apiframe.url}/v2/images/generate`, {
    method: 'POST',
    headers: { ...key(), 'content-type': 'application/json', 'idempotency-key': `order-${orders}`, ...headers },
    body: JSON.stringify(body),
  });
}

const accepted = z.strictObject({ jobId: z.string(), status: z.string() });
async function submit(body: unknown = fox): Promise<string> {
  const response = await order(body);
  expect(response.status).toBe(202);
  return accepted.parse(await response.json()).jobId;
}

const look = async (id: string) => (await fetch(`${apiframe.url}/v2/jobs/${id}`, { headers: key() })).json();
const linked = z.looseObject({ result: z.object({ images: z.tuple([z.object({ url: z.string() })]) }) });

async function picture(body: unknown): Promise<Buffer> {
  const id = await submit(body);
  clock.advance(60_000);
  return download(linked.parse(await look(id)).result.images[0].url);
}

async function upload(file: Buffer, name = 'file') {
  const form = new FormData();
  form.append(name, new Blob([Uint8Array.from(file)]), 'a.png');
  const response = await fetch(`${apiframe.url}/v2/uploads`, { method: 'POST', headers: key(), body: form });
  return { status: response.status, body: z.looseObject({ url: z.string().optional() }).parse(await response.json()) };
}

describe('a job', () => {
  it('is queued, then processing with a progress, then completed with its picture', async () => {
    const id = await submit();
    expect(await look(id)).toMatchObject({ id, status: 'QUEUED', progress: null, result: null, model: fox.model });
    clock.advance(24_000);
    expect(await look(id)).toMatchObject({ status: 'PROCESSING', progress: 40, completedAt: null });
    clock.advance(36_000);
    const link = expect.stringContaining(`http://${apiframe.resultHost}/`);
    const done = { status: 'COMPLETED', progress: 100, result: { images: [{ url: link }] }, expired: false };
    expect(await look(id)).toMatchObject(done);
  });

  it.each([
    ['image_urls', { image_urls: [expect.any(String)] }],
    ['image_url', { image_url: expect.any(String) }],
    ['url', { url: expect.any(String) }],
    ['output', { output: expect.any(String) }],
  ] as const)('has its picture under %s, when that is asked for', async (resultShape, result) => {
    await apiframe.close();
    await start({ resultShape, taskMs: 0 });
    expect(await look(await submit())).toMatchObject({ result });
  });

  it('fails with its reason, or stays, or tells its picture late', async () => {
    apiframe.misbehave({ on: 'submit', as: 'refuse', times: 1 });
    const failed = await submit();
    apiframe.misbehave({ on: 'submit', as: 'links-later', times: 1 });
    const late = await submit();
    clock.advance(60_000);
    expect(await look(failed)).toMatchObject({ status: 'FAILED', error: expect.stringContaining('content policy') });
    for (let looks = 0; looks < 3; looks++)
      expect(await look(late)).toMatchObject({ status: 'COMPLETED', result: null });
    expect(await look(late)).toMatchObject({ result: { images: [expect.anything()] } });
    apiframe.misbehave({ on: 'poll', as: 'unknown-status', times: 1 });
    expect(await look(late)).toMatchObject({ status: 'WARMING_UP' });
  });

  it('that nobody made is not found', async () => {
    const response = await fetch(`${apiframe.url}/v2/jobs/nobody`, { headers: key() });
    expect([response.status, await response.json()]).toEqual([404, { error: 'Job not found' }]);
  });
});

describe('an order', () => {
  it.each([
    ['flux-1.1-pro', { width: 256, height: 2048, seed: 1, prompt_upsampling: true, output_format: 'png' }],
    ['flux-1.1-pro-ultra', { aspect_ratio: '21:9', raw: true }],
    ['flux-2-pro', { resolution: '2MP', aspect_ratio: '1:1' }],
    ['flux-2-flex', { steps: 50, guidance: 1.5 }],
  ])('with every field of %s is accepted without a complaint', async (model, fluxParams) => {
    const webhook = { webhookUrl: 'http://127.0.0.1:9/hook', webhookEvents: ['completed'] };
    await submit({ model, prompt: 'a fox', fluxParams, ...webhook });
    expect(apiframe.complaints).toEqual([]);
  });

  it.each([
    ['no model', { model: undefined }, ['model']],
    ['a model of the other API', { model: 'flux-schnell' }, ['model']],
    ['too many words', { prompt: 'a'.repeat(2001) }, ['prompt']],
    ['51 steps', { fluxParams: { steps: 51 } }, ['fluxParams', 'steps']],
    ['a width over 2048', { fluxParams: { width: 2049 } }, ['fluxParams', 'width']],
    ['a picture in itself', { fluxParams: { image_prompt: 'AAAA' } }, ['fluxParams', 'image_prompt']],
  ])('with %s is refused by its name', async (_, change, path) => {
    const response = await order({ ...fox, ...change });
    expect(await response.json()).toMatchObject({ error: 'Validation failed', details: [{ path }] });
    expect([response.status, apiframe.billed]).toEqual([400, 0]);
  });

  it('with options that do not nest is refused: nothing is ignored', async () => {
    const response = await order({ ...fox, steps: 20 });
    expect(await response.json()).toMatchObject({
      details: [{ message: expect.stringContaining('Unrecognized key') }],
    });
    expect(response.status).toBe(400);
  });

  it('of which the model ignores something is complained about', async () => {
    const image = 'http://127.0.0.1:9/a.png';
    await submit({ ...fox, fluxParams: { resolution: '1MP', image_prompt_strength: 0.5 } });
    await submit({ ...fox, model: 'flux-2-pro', fluxParams: { image_prompt: image } });
    expect(apiframe.complaints).toEqual([
      'images/generate: resolution is ignored by flux-1.1-pro',
      'images/generate: image_prompt_strength is ignored without image_prompt',
      'images/generate: image_prompt is ignored by flux-2-pro',
      'images/generate: body.fluxParams.image_prompt could not be downloaded',
    ]);
  });

  it('with a key that was used is the same job for a day, and with another body a conflict', async () => {
    const again = async (body: unknown) => {
      const response = await order(body, { 'idempotency-key': 'mine' });
      return [response.status, await response.json()];
    };
    const first = await again(fox);
    expect(await again(fox)).toEqual(first);
    expect(await again({ ...fox, prompt: 'a cat' })).toEqual([409, { error: expect.any(String) }]);
    expect(apiframe.billed).toBe(1);
    clock.advance(24 * 3_600_000);
    expect(await again(fox)).not.toEqual(first);
    expect(apiframe.billed).toBe(2);
  });

  it('needs the key of its own header, and is better for an Idempotency-Key', async () => {
    for (const headers of [{ 'x-api-key': 'wrong' }, { 'x-api-key': '', authorization: apiframe.apiKey }]) {
      const response = await order(fox, headers);
      expect([response.status, await response.json()]).toEqual([401, { error: 'Invalid API key' }]);
    }
    await fetch(`${apiframe.url}/v2/images/generate`, {
      method: 'POST',
      headers: { ...key(), 'content-type': 'application/json' },
      body: JSON.stringify(fox),
    });
    expect(apiframe.complaints).toEqual(['an order without Idempotency-Key']);
  });

  it('costs what the account has, and is refused when nothing is left', async () => {
    await apiframe.close();
    await start({ credits: 1 });
    await submit();
    const response = await order(fox);
    expect([response.status, await response.json()]).toEqual([
      402,
      { error: 'Insufficient credits', creditsRequired: 1, creditsAvailable: 0 },
    ]);
    apiframe.buyCredits(5);
    await submit();
    const me = await fetch(`${apiframe.url}/v2/me`, { headers: key() });
    expect(await me.json()).toMatchObject({ team: { credits: 4 } });
  });

  it.each([
    ['402', 402],
    ['429', 429],
    ['500', 500],
    ['400-problem', 400],
  ] as const)('can be answered with %s in its own words', async (as, status) => {
    apiframe.misbehave({ on: 'submit', as, ...(as === '429' && { retryAfter: 7 }) });
    const response = await order(fox);
    expect([response.status, await response.json()]).toEqual([status, { error: expect.stringMatching(/./) }]);
    expect(response.headers.get('retry-after')).toBe(as === '429' ? '7' : null);
  });

  it('can be accepted and answered by a reset', async () => {
    apiframe.misbehave({ on: 'submit', as: 'reset', accepted: true });
    await order(fox).catch(() => undefined);
    expect(apiframe.billed).toBe(1);
  });
});

describe('a picture', () => {
  it('has the shape that was asked for', async () => {
    expect(await sizeOf(await picture({ ...fox, fluxParams: { width: 512, height: 1024 } }))).toBe('192x384 png');
    expect(await sizeOf(await picture({ ...fox, fluxParams: { aspect_ratio: '16:9' } }))).toBe('384x216 png');
  });

  it('follows a picture that was uploaded, by its own address', async () => {
    const sample = await samplePicture(384, 216);
    const { status, body } = await upload(sample);
    expect([status, body]).toMatchObject([201, { contentType: 'image/png', byteSize: sample.length }]);
    const ultra = (image_prompt_strength: number) => ({
      model: 'flux-1.1-pro-ultra',
      prompt: 'a fox',
      fluxParams: { seed: 3, image_prompt: body.url, image_prompt_strength },
    });
    const far = await distance(sample, await picture(ultra(0)));
    const near = await distance(sample, await picture(ultra(1)));
    expect(near).toBeLessThan(far - 2);
    expect(apiframe.complaints).toEqual([]);
    clock.advance(3_600_000);
    expect((await fetch(body.url ?? '')).status).toBe(404);
  });

  it('is uploaded by what it is, under its name, and only so large', async () => {
    expect(await upload(Buffer.from('words'))).toEqual({ status: 400, body: { error: 'Unsupported file type' } });
    expect(await upload(await samplePicture(), 'image')).toEqual({ status: 400, body: { error: 'file: Required' } });
    const large = Buffer.concat([await samplePicture(), Buffer.alloc(25 * 1024 * 1024)]);
    expect((await upload(large)).status).toBe(400);
  });
});

it('what was asked for is posted, signed by the digest of the key', async () => {
  const received: { event: unknown; signature: unknown; body: Buffer }[] = [];
  const receiver = await startListener({
    async handle(request, response) {
      const body = (await readBody(request, 1_000_000)) ?? Buffer.alloc(0);
      const { 'x-webhook-event': event, 'x-webhook-signature': signature } = request.headers;
      received.push({ event, signature, body });
      response.writeHead(204).end();
    },
    onDefect(text) {
      throw new Error(text);
    },
  });
  const hook = { webhookUrl: `${receiver.url}/hook`, webhookEvents: ['completed', 'failed'] };
  const id = await submit({ ...fox, ...hook });
  clock.advance(60_000);
  apiframe.inFlight();
  await until(() => apiframe.webhooks.length === 1);
  await receiver.close();
  const [{ event, signature, body } = { event: '', signature: '', body: Buffer.alloc(0) }] = received;
  const digest = createHash('sha256').update(apiframe.apiKey).digest();
  expect([received.length, event]).toEqual([1, 'completed']);
  expect(signature).toBe(`sha256=${createHmac('sha256', digest).update(body).digest('hex')}`);
  expect(JSON.parse(String(body))).toMatchObject({ event: 'completed', jobId: id, status: 'COMPLETED' });
});
