import { describe, expect, test } from 'vitest';
import { startLocalApiframe } from '../../../../sandbox/providers/local-apiframe.ts';
import { systemClock } from '../../../../src/core/clock.ts';
import { PollError } from '../../../../src/core/provider.ts';
import { createHttp } from '../../../../src/services/http/create-http.ts';
import { createApiframeV1, stateOf } from '../../../../src/services/providers/apiframe/v1.ts';
import { providerConformance, USER_AGENT } from '../conformance.ts';

const secret = 'key-that-must-not-be-seen';
const http = createHttp({ userAgent: USER_AGENT });
const timeouts = { connectMs: 500, headersMs: 400, bodyMs: 400 };
const create = (baseUrl: URL, apiKey = secret) =>
  createApiframeV1({ http, baseUrl, apiKey, clock: systemClock, timeouts });

providerConformance(create, {
  secret,
  path: '/flux-imagine',
  pending: (task_id) => ({ task_id, task_type: 'flux-imagine', status: 'processing', percentage: '40' }),
  succeeded: (task_id, url) => ({ task_id, task_type: 'flux-imagine', original_image_url: url, image_url: url }),
  failed: (task_id) => ({ task_id, status: 'failed', message: 'The image could not be generated' }),
  refused: (task_id) => ({ task_id, status: 'failed', error: 'Flagged by safety checks' }),
  unknownStatus: (task_id) => ({ task_id, status: 'dreaming' }),
  linksLater: (task_id) => ({ task_id, task_type: 'flux-imagine', status: 'finished' }),
  failedWith: (task_id, fields) => ({ task_id, status: 'failed', ...fields }),
  probes: ['/account'],
});

describe('a state', () => {
  const link = 'https://x.example/a.png';
  test('has real percentages, as a number or as text', () => {
    expect(stateOf({ status: 'processing', percentage: 40 }, 't')).toMatchObject({ progress: 0.4 });
    expect(stateOf({ status: 'processing', percentage: '85' }, 't')).toMatchObject({ progress: 0.85 });
    for (const percentage of ['', 'soon', null]) {
      expect(stateOf({ status: 'processing', percentage }, 't')).toEqual({ status: 'pending', ticket: 't' });
    }
  });
  test('is an end when the picture is there, with any word for it or none', () => {
    for (const fields of [
      { image_url: link },
      { status: 'finished', image_urls: [link] },
      { original_image_url: link },
    ]) {
      expect(stateOf(fields, 't')).toMatchObject({ status: 'succeeded', images: [{ source: { url: link } }] });
    }
    expect(stateOf({ status: 'success', image_url: link }, 't').status).toBe('succeeded');
    expect(stateOf({ status: 'processing', image_url: link }, 't').status).toBe('pending');
  });
});

test('several tasks are one request, and one that nobody made is not in the answer', async () => {
  const local = await startLocalApiframe({ apiKey: secret });
  const provider = create(new URL(local.url));
  const submit = async () =>
    (
      await provider.submit(
        { path: '/flux-imagine', body: { prompt: 'a fox', model: 'flux-dev' }, orderId: 'order-1' },
        AbortSignal.timeout(5000),
      )
    ).ticket ?? '';
  const tickets = [await submit(), await submit(), 'nobody-made-this'];
  const states = await provider.pollMany?.ask(tickets, AbortSignal.timeout(5000));
  expect([...(states?.keys() ?? [])].sort()).toEqual(tickets.slice(0, 2).sort());
  await local.close();
});

test('a probe tells what is left on the account, whichever form of the key it knows', async () => {
  const local = await startLocalApiframe({ apiKey: secret, credits: 7 });
  const provider = create(new URL(local.url));
  expect(await provider.probe(AbortSignal.timeout(5000))).toEqual({ status: 'taken', credits: 7 });
  const bearer = create(new URL(local.url), `Bearer ${secret}`);
  expect(await bearer.probe(AbortSignal.timeout(5000))).toEqual({ status: 'taken', credits: 7 });
  local.misbehave({ on: 'account', as: '400-flat' });
  await expect(provider.probe(AbortSignal.timeout(5000))).rejects.toThrow(PollError);
  await local.close();
});

test('the question whether an endpoint is there is complete enough to be understood, and no order', async () => {
  const local = await startLocalApiframe({ apiKey: secret });
  const provider = create(new URL(local.url));
  expect(await provider.presence({ path: '/flux-imagine', required: 'prompt' }, AbortSignal.timeout(5000))).toBe(
    'there',
  );
  expect(await provider.presence({ path: '/flux-of-old', required: 'prompt' }, AbortSignal.timeout(5000))).toBe('gone');
  const wrongKey = create(new URL(local.url), 'another-key');
  expect(await wrongKey.presence({ path: '/flux-imagine', required: 'prompt' }, AbortSignal.timeout(5000))).toBe(
    'unknown',
  );
  expect(local.billed).toBe(0);
  expect(local.complaints).toEqual([]);
  await local.close();
});

test('a ticket of the other API is not asked for, and not called lost', async () => {
  const provider = create(new URL('http://127.0.0.1:1'));
  await expect(provider.poll('v2:some-job', AbortSignal.timeout(5000))).rejects.toMatchObject({ kind: 'other-api' });
});
