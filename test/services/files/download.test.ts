import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { hostRuleOf } from '../../../src/core/hosts.ts';
import { type Download, DownloadError, downloadResult, urlExpiry } from '../../../src/services/files/download.ts';
import { createSpool } from '../../../src/services/files/spool.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { runChild } from '../../support/run-child.ts';
import { raw, type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { flat, RED } from '../images/painted.ts';
import { noise } from '../images/samples.ts';
import { pictureOf } from './store-suite.ts';

const http = createHttp();
let server: ScriptedServer;
let directory: string;
let logged: string[];
let download: Download;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => Promise.all([server.close(), http.close()]));
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-download-'));
  server.bodies.length = 0;
  logged = [];
  download = downloadResult({
    http,
    hosts: { rules: [hostRuleOf(server.url)] },
    hostsVariable: 'FREEPIK_RESULT_HOSTS',
    spool: await createSpool({ directory, maximumMegabytes: 100, clock: systemClock }),
    log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
    timeouts: { connectMs: 500, headersMs: 300, bodyMs: 300 },
  });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const get = (script: Script, maximumBytes = 5_000_000, url = new URL('/result.png?token=secret', server.url).href) => {
  server.script = script;
  return download(url, { maximumBytes, signal: AbortSignal.timeout(20_000) });
};
const fateOf = (script: Script, maximumBytes?: number, url?: string) =>
  get(script, maximumBytes, url).then(
    () => 'kept',
    (error: unknown) => {
      if (error instanceof DownloadError) return error.kind;
      return error instanceof Error && 'problem' in error ? error.problem : error;
    },
  );
const sends =
  (bytes: Uint8Array, type = 'image/png'): Script =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': type }).end(bytes);

test('a picture is kept, whatever its server calls it, and its server is sent nothing but the link', async () => {
  const bytes = await pictureOf('webp');
  let sent = '';
  const kept = await get((request, response, body) => {
    sent = `${request.method} ${request.url} ${Object.keys(request.headers).sort()}`;
    sends(bytes, 'text/plain')(request, response, body);
  });
  expect(kept).toMatchObject({ type: 'webp', width: 30, height: 20, bytes: bytes.length });
  expect(sent).toMatch(/^GET \/result\.png\?token=secret (?:connection,)?host$/);
  expect(server.bodies).toEqual(['']);
});

describe('a link that answers', () => {
  test.each([
    [401, 'expired'],
    [403, 'expired'],
    [404, 'expired'],
    [410, 'expired'],
    [500, 'later'],
    [503, 'later'],
    [429, 'later'],
    [204, 'later'],
  ])('%i: %s', async (status, fate) => {
    expect(await fateOf(raw(status, ''))).toBe(fate);
    expect(await readdir(directory)).toEqual([]);
  });

  test.each([301, 302, 307, 308])('%i is not followed', async (status) => {
    const elsewhere = await startScriptedServer();
    const redirect: Script = (_request, response) =>
      void response.writeHead(status, { location: elsewhere.url.href }).end();
    expect(await fateOf(redirect)).toBe('later');
    expect(elsewhere.bodies).toEqual([]);
    await elsewhere.close();
  });

  test.each([
    ['with a page', raw(200, '<html>Sign in</html>'), 'not-a-picture'],
    ['with nothing', raw(200, ''), 'not-a-picture'],
    ['never', () => {}, 'later'],
    ['by hanging up', (request) => void request.socket.destroy(), 'later'],
  ] as [string, Script, string][])('%s: %s', async (_, script, fate) => {
    expect(await fateOf(script)).toBe(fate);
    expect(await readdir(directory)).toEqual([]);
  });

  test('with half a picture as if it were whole is not believed', async () => {
    const bytes = await noise({ width: 100, height: 100 }).png().toBuffer();
    expect(await fateOf(sends(bytes.subarray(0, bytes.length / 2)))).toBe('unreadable');
  });

  test('and breaks off, or stands still, half-way may be asked again', async () => {
    const bytes = await noise({ width: 100, height: 100 }).png().toBuffer();
    const half =
      (after: (response: Parameters<Script>[1]) => void): Script =>
      (_request, response) => {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, bytes.length / 2), () => after(response));
      };
    expect(await fateOf(half((response) => void response.destroy()))).toBe('later');
    expect(await fateOf(half(() => {}))).toBe('later');
    expect(await readdir(directory)).toEqual([]);
    expect(await fateOf(sends(bytes))).toBe('kept');
  });
});

describe('a result that is too large', () => {
  test('is given up while it comes, said or not', async () => {
    const picture = await noise({ width: 1500, height: 1000 }).png({ compressionLevel: 0 }).toBuffer();
    let isGivenUp = false;
    const endless: Script = (_request, response) => {
      response.on('close', () => {
        isGivenUp = true;
      });
      const more = () => {
        while (!response.destroyed && response.write(picture));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    expect(await fateOf(endless, 1_000_000)).toBe('too-large');
    await expect.poll(() => isGivenUp).toBe(true);
    expect(await fateOf(sends(picture), picture.length - 1)).toBe('too-large');
    expect(await readdir(directory)).toEqual([]);
    expect(await fateOf(sends(picture), picture.length)).toBe('kept');
  });
});

describe('no request is made', () => {
  test.each([
    'http://127.0.0.1:1/result.png',
    'http://169.254.169.254/latest/meta-data',
    'https://user:word@pictures.example/a.png',
  ])('to %j, and the operator is told which setting speaks of it', async (url) => {
    expect(await fateOf(raw(200, ''), 1000, url)).toBe('host-refused');
    expect(server.bodies).toEqual([]);
    expect(logged.join()).toContain('FREEPIK_RESULT_HOSTS');
    expect(logged.join()).not.toContain('meta-data');
  });

  test.each(['file:///etc/passwd', 'not a link', ''])('to %j, which no setting could allow', async (url) => {
    expect(await fateOf(raw(200, ''), 1000, url)).toBe('expired');
    expect(server.bodies).toEqual([]);
    expect(logged).toEqual([]);
  });

  test('to a host that is not allowed, and the log says so once, however often it is looked at', async () => {
    for (let look = 0; look < 3; look++) await fateOf(raw(200, ''), 1000, 'https://pictures.example/a.png');
    expect(logged).toHaveLength(1);
  });
});

test('a disk that cannot take it may take it later', async () => {
  await rm(directory, { recursive: true });
  expect(await fateOf(sends(await pictureOf('png')))).toBe('later');
});

test.each([
  ['https://cdn.example/a.png?token=exp=1790000000~hmac=abc', 1_790_000_000_000],
  ['https://cdn.example/a.png?token=st=1~exp=1790000000~acl=*', 1_790_000_000_000],
  ['https://cdn.example/a.png?exp=1790000000', 1_790_000_000_000],
  ['https://cdn.example/a.png?exp=soon', undefined],
  ['https://cdn.example/a.png?token=exp=', undefined],
  ['https://cdn.example/a.png', undefined],
  ['no link', undefined],
])('%s ends at %d', (url, expected) => {
  expect(urlExpiry(url)).toBe(expected);
});

test('a result of 50 MB is never in memory as a whole', async () => {
  const path = join(directory, 'large.png');
  await flat({ width: 4400, height: 4000 }, RED).png({ compressionLevel: 0 }).toFile(path);
  const { size } = await stat(path);
  expect(size).toBeGreaterThan(50_000_000);
  server.script = (_request, response) => void createReadStream(path).pipe(response.writeHead(200));
  const report = z.object({ bytes: z.number(), rss: z.number(), external: z.number(), arrayBuffers: z.number() });
  const grown = await runChild(new URL('./download-run.ts', import.meta.url), [server.url.href], report);
  expect(grown.bytes).toBe(size);
  expect(grown.arrayBuffers).toBeLessThan(size / 2);
  expect(grown.external).toBeLessThan(size / 2);
  expect(grown.rss).toBeLessThan(1.5 * size);
}, 60_000);
