import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { hostRuleOf } from '../../../src/core/hosts.ts';
import type { PictureLimits } from '../../../src/core/picture.ts';
import { createEmbeddedStore, type EmbeddedStore } from '../../../src/services/files/embedded-store.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createFetchLink } from '../../../src/services/http/fetch-link.ts';
import { createSourceCleaner } from '../../../src/services/pictures/clean-source.ts';
import { createOpenSource } from '../../../src/services/pictures/open-source.ts';
import { createSources, problemAhead, type Sources } from '../../../src/services/pictures/sources.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { raw, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { halves } from '../images/samples.ts';
import { openTestStore } from '../jobs/open-test-store.ts';

const publicUrl = new URL('https://pictures.example');
const http = createHttp();
const signal = () => AbortSignal.timeout(20_000);
let server: ScriptedServer;
let directory: string;
let files: EmbeddedStore;
let sources: Sources;
let store: Store;
let requests: string[];

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => Promise.all([server.close(), http.close()]));
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-sources-'));
  files = await createEmbeddedStore({ directory: join(directory, 'files'), publicUrl, clock: systemClock });
  store = await openTestStore();
  sources = await open(files);
  requests = [];
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

async function open(files: EmbeddedStore): Promise<Sources> {
  const cleaner = await createSourceCleaner({ directory: join(directory, 'sources') });
  const fetch = createFetchLink({ http, hosts: { rules: [hostRuleOf(server.url)] } });
  const spool = { path: (name: string) => join(directory, name) };
  const refresh = async (url: string) => url;
  return createSources({
    open: createOpenSource({ store, spool, cleaner, files, fetchAttachment: fetch, fetchLink: fetch, refresh }),
    cleaner,
    files,
    store,
    now: Date.now,
    hasLinks: true,
    shownFiles: { isWithinReach: async () => false, linkOf: async () => undefined },
    refresh,
  });
}

const keep = (url: string, bytes = 10, limits: PictureLimits | undefined = undefined) =>
  sources.keep({ kind: 'attachment', id: '1', name: 'picture.png', url, bytes }, 'ann', limits, signal());

async function attach(bytes: Uint8Array, name = 'picture.png', limits: PictureLimits | undefined = undefined) {
  server.script = (request, response) => {
    requests.push(`${request.method} ${request.url} ${Object.keys(request.headers)}`);
    response.end(bytes);
  };
  const { origin: _, ...kept } = await keep(new URL(name, server.url).href, bytes.length, limits);
  return kept;
}
const red = () => halves({ width: 64, height: 48 }).png().toBuffer();
const idsOf = async () => readdir(join(directory, 'files', 'ids'));
const blobs = async () => (await readdir(join(directory, 'files'))).filter((name) => /^[0-9a-f]{64}\./.test(name));

describe('an attachment', () => {
  test('is copied clean, and nothing but its link is sent to fetch it', async () => {
    const taken = await halves({ width: 64, height: 48 })
      .withExif({ IFD0: { Artist: 'Zoe' } })
      .jpeg()
      .toBuffer();
    const kept = await attach(taken, 'a.jpg?ex=1&hm=2');
    expect(kept).toMatchObject({ kind: 'stored', width: 64, height: 48 });
    const copy = Buffer.from(await sources.readBase64(kept.key), 'base64');
    expect((await sharp(copy).metadata()).exif).toBeUndefined();
    expect(requests).toEqual([
      expect.stringMatching(/^GET \/a\.jpg\?ex=1&hm=2 host,(?:connection,)?user-agent,accept$/),
    ]);
  });

  test('larger than its endpoint takes is made smaller, and says so', async () => {
    const large = await sharp({ create: { width: 5000, height: 100, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    const kept = await attach(large, 'large.png', { maximumSide: 4096 });
    expect(kept).toMatchObject({ width: 4096, height: 81, shrunkFrom: { width: 5000, height: 100 } });
  });

  test('that Discord says is too large is known before it is fetched', () => {
    const file = { kind: 'attachment', id: '1', name: 'a', url: 'https://x.example/', bytes: 10 } as const;
    expect(problemAhead(file)).toBeUndefined();
    expect(problemAhead({ ...file, bytes: 26 * 1024 * 1024 })).toBe('too-large');
    expect(problemAhead({ ...file, width: 30_000, height: 30_000 })).toBe('too-many-pixels');
  });

  test('that is larger than Discord said is not read to its end', async () => {
    server.script = (_request, response) => void response.end(Buffer.alloc(26 * 1024 * 1024));
    await expect(keep(new URL('/lie.png', server.url).href)).rejects.toMatchObject({ problem: 'too-large' });
    expect(await readdir(join(directory, 'sources'))).toEqual([]);
  });

  test.each(['http://169.254.169.254/latest', 'https://elsewhere.example/a.png', 'http://127.0.0.1:1/a.png'])(
    'is never fetched from %s',
    async (url) => {
      await expect(keep(url)).rejects.toMatchObject({ problem: 'host-refused' });
    },
  );

  test('that Discord does not have now may be asked for again, no picture is final', async () => {
    server.script = raw(404, 'Not found');
    const outcome = await keep(new URL('/gone.png', server.url).href).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Error);
    expect(outcome).not.toHaveProperty('problem');
    await expect(attach(Buffer.from('<html>'))).rejects.toMatchObject({ problem: 'not-a-picture' });
  });
});

describe('the address of a source picture', () => {
  test('is one upload for all jobs of a member, also after a restart', async () => {
    const first = await attach(await red());
    const second = await attach(await red(), 'the-same-under-another-name.png');
    const addresses = [await sources.addressOf(first, 'ann'), await sources.addressOf(second, 'ann')];
    addresses.push(await (await open(files)).addressOf(first, 'ann'));
    expect(new Set(addresses).size).toBe(1);
    expect(addresses[0]).toMatch(/^https:\/\/pictures\.example\/files\/[0-9a-f]{64}\.jpg$/);
    expect(await idsOf()).toHaveLength(1);
    expect(await readdir(join(directory, 'sources'))).toEqual([first.key]);
  });

  test('is never another member’s: what one removes stays the other’s', async () => {
    const picture = await attach(await red());
    await sources.addressOf(picture, 'ann');
    const [annsId = ''] = await idsOf();
    await sources.addressOf(picture, 'ben');
    expect(await idsOf()).toHaveLength(2);
    await files.remove(annsId, signal());
    expect(await idsOf()).toHaveLength(1);
    expect(await blobs()).toHaveLength(1);
    const [bensId = ''] = await idsOf();
    await files.remove(bensId, signal());
    expect(await blobs()).toEqual([]);
  });

  test('differs for different bytes', async () => {
    const other = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    const pictures = [await attach(await red()), await attach(other)];
    const addresses = await Promise.all(pictures.map((picture) => sources.addressOf(picture, 'ann')));
    expect(new Set(addresses).size).toBe(2);
    expect(await idsOf()).toHaveLength(2);
  });

  test('without a public place of ours is Discord’s, and without that there is none', async () => {
    const hidden = await createEmbeddedStore({
      directory: join(directory, 'hidden'),
      publicUrl: undefined,
      clock: systemClock,
    });
    const homebound = await open(hidden);
    const picture = await attach(await red());
    const origin = 'https://cdn.example/a.png';
    expect(await homebound.addressOf({ ...picture, origin }, 'ann')).toBe(origin);
    await expect(homebound.addressOf(picture, 'ann')).rejects.toMatchObject({ problem: 'unreachable' });
  });
});

test('a copy in daily use stays, however long ago it was first handed in, and goes when nobody uses it', async () => {
  const day = 86_400_000;
  const { key } = await attach(await red());
  const handedIn = new Date(Date.now() - 40 * day);
  await utimes(sources.path(key), handedIn, handedIn);
  await store.sql(`update sources set seen_at = ${handedIn.getTime()}`, []);
  await sources.use(key, 'ann');
  expect(await sources.expire(Date.now() - 30 * day)).toBe(0);
  expect(await sources.isKept(key)).toBe(true);
  await store.sql(`update sources set seen_at = ${handedIn.getTime()}`, []);
  expect(await sources.expire(Date.now() - 30 * day)).toBe(1);
  expect(await sources.isKept(key)).toBe(false);
});
