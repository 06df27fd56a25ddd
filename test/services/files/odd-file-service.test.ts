import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { type HostList, hostRuleOf } from '../../../src/core/hosts.ts';
import type { FileStore } from '../../../src/services/files/contract.ts';
import { createFileService } from '../../../src/services/files/file-service.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { json, raw, type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { ID, pictureOf } from './store-suite.ts';

const http = createHttp();
afterAll(() => http.close());
/** Pauses between two tries are short. */
const clock: Clock = { ...systemClock, schedule: (ms, task) => systemClock.schedule(ms / 50, task) };
const signal = () => AbortSignal.timeout(20_000);

let directory: string;
let path: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-service-'));
  path = join(directory, 'picture.png');
  await writeFile(path, await pictureOf('png'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));
const put = (store: FileStore) => store.put({ id: ID, path, type: 'png' }, signal());

describe('an odd server', () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer();
  });
  afterAll(() => server.close());
  afterEach(() => {
    server.bodies.length = 0;
  });

  function odd(script: Script): FileStore {
    server.script = script;
    const timeouts = { connectMs: 500, headersMs: 300, bodyMs: 300 };
    const resultHosts: HostList = { rules: [hostRuleOf(server.url)] };
    return createFileService({ http, baseUrl: server.url, resultHosts, clock, timeouts });
  }
  const failureOf = (script: Script, deed: (store: FileStore) => Promise<unknown> = put): Promise<unknown> =>
    deed(odd(script)).then(
      () => 'none',
      (error: unknown) => (error instanceof Error && 'retry' in error ? error.retry : error),
    );
  const link = () => new URL('/picture.png', server.url).href;

  test.each([
    ['500', json(500, { message: 'boom' }), 'later', 2],
    ['503 with a page', raw(503, '<h1>Waking up</h1>'), 'later', 2],
    ['a page that says 200', raw(200, '<h1>Welcome</h1>'), 'later', 2],
    ['nothing', raw(200, '', 'application/json'), 'later', 1],
    ['half a JSON', raw(200, '{"result":{"image":"https://', 'application/json'), 'later', 1],
    ['a reply without a link', json(200, { code: 1000, message: 'Upload successful' }), 'later', 1],
    ['a link that is none', json(200, { url: 'not a link' }), 'later', 1],
    ['silence', () => {}, 'later', 2],
    ['a reset', (request) => void request.socket.destroy(), 'later', 2],
    ['more than any reply is', json(200, { url: 'x'.repeat(300_000) }), 'later', 2],
    ['401', json(401, {}), 'later', 1],
    ['402', json(402, {}), 'later', 1],
    ['404', json(404, {}), 'later', 1],
    ['429', json(429, {}), 'later', 1],
    ['400', json(400, { message: 'image should be a picture' }), 'doubtful', 1],
    ['413', json(413, { message: 'File too large' }), 'never', 1],
    ['415', json(415, {}), 'never', 1],
    ['422', json(422, {}), 'doubtful', 1],
  ] as [string, Script, string, number][])('that answers %s: %s', async (_, script, retry, calls) => {
    expect(await failureOf(script)).toBe(retry);
    expect(server.bodies).toHaveLength(calls);
  });

  test.each([301, 302, 303, 307, 308])('is not followed where a %i sends us', async (status) => {
    const elsewhere = await startScriptedServer();
    expect(await failureOf(json(status, {}, { location: elsewhere.url.href }))).toBe('later');
    expect(elsewhere.bodies).toEqual([]);
    await elsewhere.close();
  });

  test('that is down is told so', async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const store = createFileService({
      http,
      baseUrl: gone.url,
      resultHosts: { rules: [] },
      clock,
    });
    await expect(put(store)).rejects.toMatchObject({ retry: 'later' });
  });

  test('gets the id and the picture, under the path of its base, and nothing of ours besides', async () => {
    const seen: { url: string | undefined; headers: readonly string[] }[] = [];
    const store = odd((request, response) => {
      seen.push({ url: request.url, headers: Object.keys(request.headers) });
      json(200, { result: { image: link() } })(request, response, '');
    });
    await put(store);
    const [body = ''] = server.bodies;
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe('/api/v1/file/uploads');
    const usual = ['connection', 'content-length', 'content-type', 'host', 'transfer-encoding'];
    expect(seen[0]?.headers.filter((name) => !usual.includes(name))).toEqual([]);
    expect([...body.matchAll(/name="(\w+)"/g)].map(([, name]) => name)).toEqual(['id', 'image']);
    expect([...body.matchAll(/filename="([^"]+)"/g)].map(([, name]) => name)).toEqual(['picture.png']);
    expect(body).toContain(`\r\n\r\n${ID}\r\n`);
    expect(body).not.toContain(directory);
  });

  test('under a longer base is asked under that', async () => {
    const urls: (string | undefined)[] = [];
    server.script = (request, response) => {
      urls.push(`${request.method} ${request.url}`);
      json(200, { url: link() })(request, response, '');
    };
    const resultHosts: HostList = { rules: [hostRuleOf(server.url)] };
    const store = createFileService({
      http,
      baseUrl: new URL('/files/v2', server.url),
      resultHosts,
      clock,
    });
    await put(store);
    await store.remove(ID, signal());
    expect(urls).toEqual(['POST /files/v2/api/v1/file/uploads', `DELETE /files/v2/api/v1/file/delete/${ID}`]);
  });

  test('that cannot delete now is asked again later', async () => {
    const remove = (store: FileStore) => store.remove(ID, signal());
    expect(await failureOf(json(500, {}), remove)).toBe('later');
    expect(await failureOf(json(404, {}), remove)).toBe('none');
  });
});
