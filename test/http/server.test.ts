import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { StartupError } from '../../src/core/errors.ts';
import { getRaw, sendRaw } from './raw-request.ts';
import { type Served, serve } from './serve.ts';

let served: Served | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await served?.server.close();
});

async function start(options: Parameters<typeof serve>[0] = {}): Promise<Served> {
  served = await serve(options);
  return served;
}

/** A client that begins and does not end. */
function dawdle(port: number, text: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => resolve(socket)));
    socket.on('error', reject);
    sockets.push(socket);
  });
}

const isWell = async ({ url }: Served) => (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3000) })).status;

describe('a start that cannot succeed says what to change', () => {
  async function failure(options: Parameters<typeof serve>[0]): Promise<string> {
    const error: unknown = await serve(options).then(
      () => 'it started',
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StartupError);
    return String(error);
  }

  test('a port in use', async () => {
    const { port } = await start();
    const text = await failure({ port });
    expect(text).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(text).toContain('PORT');
    expect(text).not.toContain('EADDRINUSE');
    expect(await failure({ port, portVariable: 'METRICS_PORT' })).toContain('set METRICS_PORT to');
  });

  test('an address that this machine does not have', async () => {
    expect(await failure({ host: '192.0.2.1' })).toContain('no address 192.0.2.1. Set HOST');
  });
});

test('an unknown path is answered, whatever the method, and tells nothing', async () => {
  const at = await start();
  for (const path of ['/', '/.env', '/admin', '/index.html', '/healthz/x', '/%2e%2e/', `/${'x'.repeat(8000)}`]) {
    const answer = await getRaw(at.port, path);
    expect(answer, path).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer.toLowerCase(), path).not.toMatch(/x-powered-by|server:|node/);
  }
  expect((await fetch(at.url, { method: 'POST', body: 'x' })).status).toBe(404);
});

test('what breaks inside is logged, not shown', async () => {
  const broken = new Hono().get('/broken', () => {
    throw new Error('a detail of ours');
  });
  const at = await start({ routes: [broken] });
  const answer = await fetch(`${at.url}/broken`);
  expect([answer.status, await answer.text()]).toEqual([500, 'Something broke on our side.']);
  expect(at.logged.join()).toContain('a detail of ours');
  expect(await isWell(at)).toBe(200);
});

describe('requests that are too much', () => {
  test('headers and addresses without an end are cut off', async () => {
    const at = await start();
    expect(await getRaw(at.port, `/${'x'.repeat(40_000)}`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await getRaw(at.port, '/', `x: ${'y'.repeat(40_000)}\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await getRaw(at.port, '/', Array.from({ length: 5000 }, (_, n) => `x${n}: y\r\n`).join(''))).toMatch(
      / 431 /,
    );
    expect(await isWell(at)).toBe(200);
  });

  test('a large body to a path that wants none is not waited for', async () => {
    const at = await start();
    const head = 'POST /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000000000\r\n\r\n';
    expect(await sendRaw(at.port, `${head}${'x'.repeat(200_000)}`)).toMatch(/^HTTP\/1\.1 404 /);
    expect(await isWell(at)).toBe(200);
  });

  test('what is no HTTP is refused', async () => {
    const at = await start();
    for (const text of [
      '\u0016\u0003\u0001\u0002\r\n\r\n',
      'HELLO\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET http:// HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ]) {
      expect(await sendRaw(at.port, text), text).toMatch(/^HTTP\/1\.1 40\d |^$/);
    }
    expect(
      await sendRaw(
        at.port,
        'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      ),
    ).toMatch(/^HTTP\/1\.1 400 /);
    expect(await isWell(at)).toBe(200);
  });
});

describe('requests that are too slow', () => {
  const begun = [
    'GET /heal',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    'POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx',
  ];

  test('two hundred of them keep nobody else from an answer, and do not hold up the end', async () => {
    const at = await start();
    await Promise.all(Array.from({ length: 200 }, (_, n) => dawdle(at.port, begun[n % begun.length] ?? '')));
    expect(await isWell(at)).toBe(200);
    const before = Date.now();
    await at.server.close();
    expect(Date.now() - before).toBeLessThan(3000);
  });

  test('are given up after their time, also those that drip', async () => {
    const at = await start({ slowestMs: 200 });
    for (const text of begun) {
      const socket = await dawdle(at.port, text);
      socket.removeAllListeners('error').on('error', () => {});
      const drip = setInterval(() => socket.write('x'), 50);
      await new Promise((resolve) => socket.resume().once('close', resolve));
      clearInterval(drip);
    }
    expect(await isWell(at)).toBe(200);
  });

  test('an answer that nobody takes is given up too', async () => {
    const large = new Hono().get('/large', (context) => context.body(new Uint8Array(50_000_000)));
    const at = await start({ slowestMs: 200, routes: [large] });
    const socket = await dawdle(at.port, 'GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { bytes } = await new Promise<{ bytes: number }>((resolve) => {
      let count = 0;
      socket.removeAllListeners('error');
      socket.on('data', (part) => (count += part.length)).on('error', () => {});
      socket.once('close', () => resolve({ bytes: count }));
    });
    expect(bytes).toBeLessThan(50_000_000);
  });
});

test('an answer under way gets its moment when the server stops, and a new one is refused', async () => {
  let release = () => {};
  const slow = new Hono().get('/slow', async (context) => {
    await new Promise<void>((resolve) => (release = resolve));
    return context.text('done');
  });
  const at = await start({ routes: [slow] });
  const answer = fetch(`${at.url}/slow`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closing = at.server.close();
  await expect(fetch(`${at.url}/healthz`)).rejects.toThrow();
  release();
  expect(await (await answer).text()).toBe('done');
  await closing;
  await at.server.close();
});
