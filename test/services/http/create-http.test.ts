import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostList } from '../../../src/core/hosts.ts';
import { HttpError, type HttpRequest } from '../../../src/services/http/contract.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { startCountingServer } from '../../support/counting-server.ts';
import { raw, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const KEY = 'key-that-must-not-be-seen';
const http = createHttp({ localAddress: '127.0.0.1' });
const named = (url: URL): HostList => ({ rules: [{ host: url.hostname, isSuffix: false, port: url.port }] });
let server: ScriptedServer;

beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());
afterAll(() => http.close());

function request(url: URL, more: Partial<HttpRequest> = {}): HttpRequest {
  const timeouts = { connectMs: 300, headersMs: 300, bodyMs: 300, ...more.timeouts };
  return { method: 'GET', url, hosts: named(url), maximumBytes: 1000, headers: { 'x-key': KEY }, ...more, timeouts };
}

async function failure(doing: Promise<unknown>): Promise<HttpError> {
  const error: unknown = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpError)) throw new Error(`no HttpError but ${String(error)}`);
  const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)} ${JSON.stringify(error.cause)}`;
  expect(told).not.toContain(KEY);
  return error;
}

async function listening(silent: Server): Promise<number> {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.byteLength;
  return bytes;
}

describe('time', () => {
  test('a host that takes the connection and never completes it is given up after the time to connect', async () => {
    const silent = createServer((socket) => void socket.on('error', () => {}));
    const url = new URL(`https://127.0.0.1:${await listening(silent)}/`);
    const before = Date.now();
    const error = await failure(http.exchange(request(url)));
    expect(error.kind).toBe('not-sent');
    expect(Date.now() - before).toBeLessThan(5000);
    silent.close();
  });

  test('headers that do not come end it, and the request may have arrived', async () => {
    server.script = () => {};
    expect((await failure(http.exchange(request(server.url, { method: 'POST', body: '{}' })))).kind).toBe('no-answer');
    expect(server.bodies).toEqual(['{}']);
  });

  test('a body that stops ends it, read whole or as a stream', async () => {
    server.script = (_request, response) => void response.writeHead(200, { 'content-length': '500' }).write('half');
    expect((await failure(http.exchange(request(server.url)))).kind).toBe('no-answer');
    const answer = await http.stream(request(server.url));
    expect((await failure(read(answer.body))).kind).toBe('no-answer');
  });

  test('a body that is cut off is not taken for a whole one', async () => {
    server.script = (_request, response) => {
      response.writeHead(200, { 'content-length': '500' }).write('half', () => response.destroy());
    };
    expect((await failure(http.exchange(request(server.url)))).kind).toBe('no-answer');
  });

  test('giving up is told from running out of time', async () => {
    server.script = () => {};
    const tired = new AbortController();
    const doing = failure(
      http.exchange(
        request(server.url, { signal: tired.signal, timeouts: { connectMs: 300, headersMs: 5000, bodyMs: 300 } }),
      ),
    );
    setTimeout(() => tired.abort(), 50);
    expect((await doing).kind).toBe('aborted');
    const late = AbortSignal.timeout(50);
    expect((await failure(http.exchange(request(server.url, { signal: late })))).kind).toBe('no-answer');
  });
});

describe('size', () => {
  test('one byte more than allowed is too large, with and without a stated length', async () => {
    for (const headers of [{ 'content-length': '1001' }, { 'transfer-encoding': 'chunked' }]) {
      server.script = (_request, response) => void response.writeHead(200, headers).end('x'.repeat(1001));
      expect((await failure(http.exchange(request(server.url)))).kind).toBe('too-large');
      const answer = await http.stream(request(server.url));
      expect((await failure(read(answer.body))).kind).toBe('too-large');
    }
    server.script = raw(200, 'x'.repeat(1000));
    expect((await http.exchange(request(server.url))).body).toHaveLength(1000);
  });

  test('a body without an end is cut off at the limit, and its connection is closed', async () => {
    const closed = new Promise((resolve) => {
      server.script = (_request, response) => {
        const timer = setInterval(() => response.write('x'.repeat(400)), 5);
        response.writeHead(200).once('close', () => resolve(clearInterval(timer)));
      };
    });
    expect((await failure(http.exchange(request(server.url)))).kind).toBe('too-large');
    await closed;
  });

  test('a packed body is not unpacked', async () => {
    server.script = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('packed');
    expect((await http.exchange(request(server.url))).body.toString()).toBe('packed');
  });
});

describe('a key stays with the host that it is for', () => {
  test.each([301, 302, 303, 307, 308])('a redirect %i is answered as it is, not followed', async (status) => {
    const foreign = await startCountingServer();
    const location = `http://127.0.0.1:${foreign.port}/steal`;
    server.script = (_request, response) => void response.writeHead(status, { location }).end();
    const answer = await http.exchange(request(server.url, { method: 'POST', body: '{}' }));
    expect(answer).toMatchObject({ status, headers: { location } });
    expect(server.bodies).toHaveLength(1);
    expect(foreign.connections()).toBe(0);
    await foreign.close();
  });

  test('a host that is not in the list gets neither the key nor a connection', async () => {
    const foreign = await startCountingServer();
    const url = new URL(`http://127.0.0.1:${foreign.port}/`);
    expect((await failure(http.exchange(request(url, { hosts: named(server.url) })))).kind).toBe('host-refused');
    expect(foreign.connections()).toBe(0);
    await foreign.close();
  });
});

test('a port where nobody listens and a name that does not exist: nothing was sent', async () => {
  // one that the system gives to nobody who asks for any
  expect((await failure(http.exchange(request(new URL('http://127.0.0.1:1/'))))).kind).toBe('not-sent');
  const lost = createHttp({
    resolve: (_name, _options, done) => done(Object.assign(new Error(), { code: 'ENOTFOUND' }), []),
  });
  const hosts = { rules: [{ host: 'example.org', isSuffix: false, port: undefined }] };
  expect((await failure(lost.exchange(request(new URL('https://example.org/'), { hosts })))).kind).toBe('not-sent');
  await lost.close();
});

test('a request that must not be lost goes on a connection of its own, others share one', async () => {
  const ports: (number | undefined)[] = [];
  server.script = (asked, response) => {
    ports.push(asked.socket.remotePort);
    response.end();
  };
  for (let n = 0; n < 8; n++) await http.exchange(request(server.url));
  const kept = new Set(ports);
  expect(kept.size).toBeLessThan(8);
  for (let n = 0; n < 3; n++) await http.exchange(request(server.url, { onFreshConnection: true }));
  expect(new Set([...kept, ...ports]).size).toBe(kept.size + 3);
});
