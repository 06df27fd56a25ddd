import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LocalFileServiceOptions,
  type ReplyShape,
  startLocalFileService,
} from '../../../sandbox/file-service/local-file-service.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { type HostList, hostRuleOf } from '../../../src/core/hosts.ts';
import type { FileStore } from '../../../src/services/files/contract.ts';
import { createFileService } from '../../../src/services/files/file-service.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { ID, type Opened, pictureOf, storeSuite } from './store-suite.ts';

const http = createHttp();
afterAll(() => http.close());
/** Pauses between two tries are short. */
const clock: Clock = { ...systemClock, schedule: (ms, task) => systemClock.schedule(ms / 50, task) };
const signal = () => AbortSignal.timeout(20_000);

async function openLocal(options: LocalFileServiceOptions = {}) {
  const service = await startLocalFileService(options);
  const resultHosts: HostList = { rules: [hostRuleOf(new URL(`http://${service.linkHost}`))] };
  const store = createFileService({ http, baseUrl: new URL(service.url), resultHosts, clock });
  return { service, store };
}

async function open(): Promise<Opened> {
  const { service, store } = await openLocal();
  return {
    store,
    async fetch(link) {
      const answer = await fetch(link);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, type: answer.headers.get('content-type'), bytes };
    },
    async close() {
      expect(service.complaints).toEqual([]);
      await service.close();
    },
  };
}

storeSuite(open);

let directory: string;
let path: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-service-'));
  path = join(directory, 'picture.png');
  await writeFile(path, await pictureOf('png'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));
const put = (store: FileStore) => store.put({ id: ID, path, type: 'png' }, signal());

describe('a reply', () => {
  test.each(['result', 'result-url', 'url', 'data', 'image', 'secure_url'] as const satisfies readonly ReplyShape[])(
    'of the shape %s is understood',
    async (shape) => {
      const { service, store } = await openLocal({ shape });
      const { link } = await put(store);
      expect((await fetch(link ?? '')).status).toBe(200);
      await service.close();
    },
  );

  test('that links to a host that nobody allowed is not believed', async () => {
    const { service, store } = await openLocal();
    service.misbehave({ on: 'upload', as: 'wrong-host' });
    await expect(put(store)).rejects.toMatchObject({
      retry: 'later',
      message: expect.stringContaining('RESULT_HOSTS'),
    });
    await service.close();
  });
});

describe('a host that sleeps', () => {
  test('is waited for, and keeps one picture however often it was asked', async () => {
    const { service, store } = await openLocal({ sleepMs: 1200 });
    const startedAt = Date.now();
    expect(await put(store)).toMatchObject({ link: expect.stringContaining(ID) });
    expect(Date.now() - startedAt).toBeGreaterThan(1100);
    expect([...service.files.keys()]).toEqual([ID]);
    await service.close();
  });

  test.each(['503-html', 'html', '500', 'reset'] as const)(
    'and answers the first call with %s is asked once more',
    async (as) => {
      const { service, store } = await openLocal();
      service.misbehave({ on: 'upload', as, times: 1 });
      expect(await put(store)).toMatchObject({ link: expect.stringContaining(ID) });
      expect(service.requests).toHaveLength(2);
      await service.close();
    },
  );

  test('and lost its answer has the picture once', async () => {
    const { service, store } = await openLocal();
    service.misbehave({ on: 'upload', as: 'reset', accepted: true, times: 1 });
    await put(store);
    expect(service.files.get(ID)?.uploads).toBe(2);
    expect(service.files.size).toBe(1);
    await service.close();
  });
});
