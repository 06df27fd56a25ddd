import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { RawWebhook } from '../../src/core/provider.ts';
import { createWebhookRoutes } from '../../src/http/webhook-routes.ts';
import { createWayIn } from '../../src/services/doctor.ts';
import { sendRaw } from './raw-request.ts';
import { type Served, serve } from './serve.ts';

let served: Served | undefined;
afterEach(() => served?.server.close());

/** A path that was given to a provider, and a signature that is the word `right`. */
async function start(now = 1_800_000_000_000) {
  const heard: RawWebhook[] = [];
  const counted: string[] = [];
  const warned: unknown[] = [];
  const wayIn = createWayIn('of this bot', () => now);
  const routes = createWebhookRoutes({
    clock: systemClock,
    log: { warn: (...told: unknown[]) => void warned.push(told) },
    meter: { webhook: ({ provider, outcome }) => void counted.push(`${provider} ${outcome}`) },
    slowestMs: 300,
    wayIn,
    async find(provider, job, nonce) {
      if (provider !== 'freepik' || job !== 'a-job' || nonce !== 'a-nonce') return undefined;
      return {
        isGenuine: ({ headers }) => headers['signature'] === 'right',
        async hear(webhook) {
          heard.push(webhook);
          return 'heard';
        },
      };
    },
  });
  served = await serve({ routes: [routes] });
  const { url, port } = served;
  const send = (path: string, { headers = {}, ...rest }: RequestInit & { headers?: Record<string, string> } = {}) =>
    fetch(`${url}${path}`, { method: 'POST', body: 'a body', ...rest, headers: { signature: 'right', ...headers } });
  return { app: routes, url, port, heard, counted, warned, send, wayIn };
}

const PATH = '/webhooks/freepik/a-job/a-nonce';

test('a genuine one is heard as it came, byte for byte, and answered without a word', async () => {
  const { heard, counted, send } = await start();
  const body = Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0x0a]);
  const answer = await send(PATH, { body });
  expect([answer.status, await answer.text()]).toEqual([204, '']);
  expect(heard.map((webhook) => webhook.body)).toEqual([body]);
  expect(counted).toEqual(['freepik heard']);
  expect((await send(PATH, { body: null })).status).toBe(204);
});

test('a wrong path is answered like any that never was', async () => {
  const { url, heard, counted, send } = await start();
  const nowhere = await send('/nothing/like/this/at-all');
  const told = async (answer: Response) => [answer.status, await answer.text()];
  const wanted = await told(nowhere);
  expect(wanted[0]).toBe(404);
  for (const path of [
    '/webhooks/freepik/a-job/another',
    '/webhooks/freepik/another/a-nonce',
    '/webhooks/apiframe/a-job/a-nonce',
    '/webhooks/other/a-job/a-nonce',
    '/webhooks/freepik/a-job',
    '/webhooks/freepik/a-job/a-nonce/more',
    '/webhooks/',
  ]) {
    expect(await told(await send(path)), path).toEqual(wanted);
  }
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
    const answer = await fetch(`${url}${PATH}`, { method, headers: { signature: 'right' } });
    expect(await told(answer), method).toEqual(wanted);
  }
  expect(heard).toEqual([]);
  expect(counted.filter((each) => each === 'freepik refused')).toHaveLength(6);
  expect(counted.filter((each) => each === 'apiframe refused')).toHaveLength(1);
});

test('a wrong signature is answered without a word, and the operator is told once', async () => {
  const { heard, counted, warned, send } = await start();
  for (const signature of ['wrong', '']) {
    const answer = await send(PATH, { headers: { signature } });
    expect([answer.status, await answer.text()]).toEqual([401, '']);
  }
  expect(heard).toEqual([]);
  expect(counted).toEqual(['freepik refused', 'freepik refused']);
  expect(warned).toHaveLength(1);
});

test('the way in is shown once to whoever made its path, and to nobody else', async () => {
  const now = 1_800_000_000_000;
  const { wayIn, send, counted } = await start(now);
  const told = async (path: string) => {
    const answer = await send(`/${path}`);
    return [answer.status, await answer.text()];
  };
  const nowhere = await told('nothing/like/this/at-all');
  const first = wayIn.path();
  expect(await told(first.path)).toEqual([200, first.answer]);
  expect(await told(first.path)).toEqual(nowhere);
  for (const other of [
    createWayIn('of another', () => now),
    createWayIn('of this bot', () => now - 61_000),
    createWayIn('of this bot', () => now + 61_000),
  ]) {
    expect(await told(other.path().path)).toEqual(nowhere);
  }
  expect(await told('webhooks/doctor/x/y')).toEqual(nowhere);
  // another process of the same bot
  const sister = createWayIn('of this bot', () => now + 1000).path();
  expect(await told(sister.path)).toEqual([200, sister.answer]);
  expect(counted).toEqual([]);
});

describe('a body', () => {
  const head = (rest: string) => `POST ${PATH} HTTP/1.1\r\nHost: x\r\nsignature: right\r\n${rest}\r\n`;

  test('of up to a megabyte is taken, and one of more is not, whatever it says of itself', async () => {
    const { port, heard, send } = await start();
    expect((await send(PATH, { body: 'x'.repeat(1024 * 1024) })).status).toBe(204);
    expect(heard).toHaveLength(1);
    const size = 1024 * 1024 + 1;
    const chunk = `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n0\r\n\r\n`;
    expect(await sendRaw(port, head('Transfer-Encoding: chunked\r\n') + chunk)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await sendRaw(port, head(`Content-Length: ${size}\r\n`) + 'x'.repeat(size))).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toHaveLength(1);
  });

  test('that does not end is given up, and its connection ended', async () => {
    const { port, heard, counted } = await start();
    const began = Date.now();
    expect(await sendRaw(port, `${head('Content-Length: 100\r\n')}{"task_id"`)).toMatch(/^HTTP\/1\.1 408 /);
    expect(Date.now() - began).toBeLessThan(3000);
    expect([heard, counted]).toEqual([[], ['freepik refused']]);
  });

  test('of a wrong path is not waited for', async () => {
    const { port } = await start();
    const began = Date.now();
    const text = head('Content-Length: 100\r\n').replace('a-nonce', 'another');
    expect(await sendRaw(port, text)).toMatch(/^HTTP\/1\.1 404 /);
    expect(Date.now() - began).toBeLessThan(250);
  });
});

describe('of one address', () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const WRONG = '/webhooks/freepik/a-job/another';

  test('only what is refused is limited: a right one passes, and so does every other address', async () => {
    const { heard, send } = await start();
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => (await send(WRONG, from('1.2.3.4'))).status),
    );
    expect(statuses.filter((status) => status === 404)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect((await send(PATH, from('1.2.3.4'))).status).toBe(204);
    expect(heard).toHaveLength(1);
    expect((await send(WRONG, from('1.2.3.5'))).status).toBe(404);
  });

  test('what somebody out there says of itself counts for nothing', async () => {
    const { app } = await start();
    const statuses = await Promise.all(
      Array.from({ length: 70 }, async (_, n) => {
        const asked = { method: 'POST', headers: { 'x-forwarded-for': `9.9.9.${n}` } };
        const socket = { remoteAddress: '1.2.3.4', remotePort: 1, remoteFamily: 'IPv4' };
        return (await app.request(WRONG, asked, { incoming: { socket } })).status;
      }),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  test('what it says of itself before our own proxy does not hide it', async () => {
    const { send } = await start();
    const forged = (n: number) => from(`9.9.9.${n}, 1.2.3.4`);
    const statuses = await Promise.all(
      Array.from({ length: 70 }, async (_, n) => (await send(WRONG, forged(n))).status),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    // from behind two of our own
    expect((await send(WRONG, from('1.2.3.4, 10.0.0.7'))).status).toBe(429);
  });
});
