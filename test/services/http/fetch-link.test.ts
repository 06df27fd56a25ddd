import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { HttpError } from '../../../src/services/http/contract.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createFetchLink, type FetchedLink } from '../../../src/services/http/fetch-link.ts';
import { type CountingServer, startCountingServer } from '../../support/counting-server.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const http = createHttp({ localAddress: '127.0.0.1' });
const signal = new AbortController().signal;
let server: ScriptedServer;
let prey: CountingServer;
let paths: string[];

beforeEach(async () => {
  server = await startScriptedServer();
  prey = await startCountingServer();
  paths = [];
});
afterEach(() => Promise.all([server.close(), prey.close()]));
afterAll(() => http.close());

function open(path: string, more: { totalMs?: number; signal?: AbortSignal } = {}): Promise<FetchedLink> {
  const rule = { host: server.url.hostname, isSuffix: false, port: server.url.port };
  const timeouts = { connectMs: 500, headersMs: 500, bodyMs: 500 };
  const fetchLink = createFetchLink({ http, hosts: { rules: [rule] }, timeouts, totalMs: more.totalMs ?? 5000 });
  return fetchLink(new URL(path, server.url).href, { maximumBytes: 1000, signal: more.signal ?? signal });
}

/** Each path leads to what stands beside it; a path that is not there answers with a picture. */
function lead(to: Readonly<Record<string, string>>, status = 302): void {
  server.script = (request, response) => {
    const path = request.url ?? '';
    paths.push(path);
    const location = to[path];
    if (location === undefined) return void response.end('picture');
    return void response.writeHead(status, { location }).end('elsewhere');
  };
}

async function textOf(fetched: FetchedLink): Promise<string> {
  if (!fetched.ok) throw new Error(JSON.stringify(fetched.problem));
  const parts: Uint8Array[] = [];
  for await (const part of fetched.body) parts.push(part);
  return Buffer.concat(parts).toString();
}

test.each([301, 302, 303, 307, 308])(
  'a redirect %i is followed, relative ones from where they stand',
  async (status) => {
    lead({ '/a/1': '2', '/a/2': '/b?x=1', '/b?x=1': `//${server.url.host}/c` }, status);
    expect(await textOf(await open('/a/1'))).toBe('picture');
    expect(paths).toEqual(['/a/1', '/a/2', '/b?x=1', '/c']);
  },
);

test('a fourth redirect and a ring are given up', async () => {
  lead({ '/1': '/2', '/2': '/3', '/3': '/4', '/4': '/5' });
  expect(await open('/1')).toEqual({ ok: false, problem: { kind: 'too-many-redirects' } });
  expect(paths).toEqual(['/1', '/2', '/3', '/4']);
  lead({ '/ring': '/ring' });
  expect(await open('/ring')).toEqual({ ok: false, problem: { kind: 'too-many-redirects' } });
});

test.each([
  ['this machine', 'http://127.0.0.1:P/', '127.0.0.1:P'],
  ['this machine in IPv6', 'http://[::1]:P/', '[::1]:P'],
  ['this machine in octal', 'http://0177.1:P/', '127.0.0.1:P'],
  ['metadata', 'http://169.254.169.254/latest/meta-data/', '169.254.169.254'],
  ['https there', 'https://127.0.0.1:P/', '127.0.0.1:P'],
  ['another host', 'https://evil.example/', 'evil.example'],
  ['a key in the address', 'http://key:word@127.0.0.1:P/', '127.0.0.1:P'],
  ['a file', 'file:///etc/passwd', ''],
])('a redirect to %s is looked at before anybody connects', async (_name, to, host) => {
  const real = (text: string) => text.replaceAll(':P', `:${prey.port}`);
  lead({ '/1': '/2', '/2': real(to) });
  expect(await open('/1')).toEqual({ ok: false, problem: { kind: 'host-refused', host: real(host) } });
  expect(prey.connections()).toBe(0);
});

test('a redirect to nowhere is no way on', async () => {
  lead({ '/1': 'http://[::1' });
  expect(await open('/1')).toEqual({ ok: false, problem: { kind: 'not-a-link' } });
  server.script = (_request, response) => void response.writeHead(302).end();
  expect(await open('/1')).toMatchObject({ problem: { kind: 'unreachable' } });
});

test('what the host answers becomes a reason', async () => {
  for (const [status, kind] of [
    [404, 'missing'],
    [403, 'missing'],
    [410, 'missing'],
    [500, 'unreachable'],
    [204, 'unreachable'],
    [304, 'unreachable'],
  ] as const) {
    server.script = (_request, response) => void response.writeHead(status).end();
    expect(await open('/'), String(status)).toEqual({ ok: false, problem: { kind, host: server.url.host } });
  }
  server.script = (_request, response) => void response.destroy();
  expect(await open('/')).toMatchObject({ problem: { kind: 'unreachable' } });
});

test('a stated size that is too large is not read, an unstated one ends the stream', async () => {
  server.script = (_request, response) =>
    void response.writeHead(200, { 'content-length': '1001' }).end('x'.repeat(1001));
  expect(await open('/')).toEqual({ ok: false, problem: { kind: 'too-large' } });
  server.script = (_request, response) =>
    void response.writeHead(200, { 'transfer-encoding': 'chunked' }).end('x'.repeat(1001));
  await expect(textOf(await open('/'))).rejects.toMatchObject({ name: 'HttpError', kind: 'too-large' });
});

test('the time is for all hops and the body together, however steadily it drips', async () => {
  server.script = (_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 50);
    response.once('close', () => clearInterval(timer));
  };
  const before = Date.now();
  await expect(open('/', { totalMs: 300 }).then(textOf)).rejects.toBeInstanceOf(HttpError);
  expect(Date.now() - before).toBeLessThan(3000);
  server.script = (request, response) =>
    void setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 150);
  expect(await open('/', { totalMs: 300 })).toMatchObject({ problem: { kind: 'unreachable' } });
});

test('whoever gives up gets no reason but the end', async () => {
  server.script = () => {};
  const tired = new AbortController();
  setTimeout(() => tired.abort(), 30);
  await expect(open('/', { signal: tired.signal })).rejects.toMatchObject({ kind: 'aborted' });
});

test('nothing goes along that tells who asked or from where', async () => {
  let headers: object = {};
  server.script = (request, response) => {
    headers = request.headers;
    response.writeHead(302, { location: '/next', 'set-cookie': 'a=b' });
    server.script = (next, answer) => {
      headers = next.headers;
      answer.end();
    };
    response.end();
  };
  expect((await open('/')).ok).toBe(true);
  expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host', 'user-agent']);
});
