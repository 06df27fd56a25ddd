import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { hostRuleOf } from '../../../src/core/hosts.ts';
import { createEmbeddedStore, type EmbeddedStore } from '../../../src/services/files/embedded-store.ts';
import { HttpError } from '../../../src/services/http/contract.ts';
import { createHttp } from '../../../src/services/http/create-http.ts';
import { createSourceCleaner } from '../../../src/services/images/clean-source.ts';
import type { Sources } from '../../../src/services/jobs/parts.ts';
import { createSources } from '../../../src/services/jobs/sources.ts';
import { raw, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { halves } from '../images/samples.ts';

const namespace = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const publicUrl = new URL('https://pictures.example');
const http = createHttp();
const signal = () => AbortSignal.timeout(20_000);
let server: ScriptedServer;
let directory: string;
let files: EmbeddedStore;
let sources: Sources;
let requests: string[];

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => Promise.all([server.close(), http.close()]));
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-sources-'));
  files = await createEmbeddedStore({ directory: join(directory, 'files'), publicUrl, clock: systemClock });
  sources = await open(files);
  requests = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = async (store: EmbeddedStore) =>
  createSources({
    files: store,
    namespace,
    http,
    hosts: { rules: [hostRuleOf(server.url)] },
    cleaner: await createSourceCleaner({ directory: join(directory, 'sources') }),
  });

async function attach(bytes: Uint8Array, name = 'picture.png') {
  server.script = (request, response) => {
    requests.push(`${request.method} ${request.url} ${Object.keys(request.headers)}`);
    response.end(bytes);
  };
  return sources.keep('image', new URL(name, server.url).href, bytes.length, signal());
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
    expect(requests).toEqual([expect.stringMatching(/^GET \/a\.jpg\?ex=1&hm=2 host(?:,connection)?$/)]);
  });

  test('larger than any endpoint takes is made smaller, and says so', async () => {
    const large = await sharp({ create: { width: 5000, height: 100, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    const kept = await attach(large);
    expect(kept).toMatchObject({ width: 4096, height: 81, shrunkFrom: { width: 5000, height: 100 } });
  });

  test('that Discord says is too large is not even asked for', async () => {
    const url = new URL('/large.png', server.url).href;
    const kept = sources.keep('image', url, 26 * 1024 * 1024, signal());
    await expect(kept).rejects.toMatchObject({ problem: 'too-large' });
    expect(requests).toEqual([]);
  });

  test('that is larger than Discord said is not read to its end', async () => {
    server.script = (_request, response) => void response.end(Buffer.alloc(26 * 1024 * 1024));
    const kept = sources.keep('image', new URL('/lie.png', server.url).href, 10, signal());
    await expect(kept).rejects.toMatchObject({ problem: 'too-large' });
    expect(await readdir(join(directory, 'sources'))).toEqual([]);
  });

  test.each(['http://169.254.169.254/latest', 'https://elsewhere.example/a.png', 'http://127.0.0.1:1/a.png'])(
    'is never fetched from %s',
    async (url) => {
      await expect(sources.keep('image', url, 10, signal())).rejects.toBeInstanceOf(HttpError);
      await expect(sources.keep('image', url, 10, signal())).rejects.toMatchObject({ kind: 'host-refused' });
    },
  );

  test('that Discord does not have now may be asked for again, no picture is final', async () => {
    server.script = raw(404, 'Not found');
    const url = new URL('/gone.png', server.url).href;
    const outcome = await sources.keep('image', url, 10, signal()).catch((error: unknown) => error);
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
    await expect(homebound.addressOf(picture, 'ann')).rejects.toMatchObject({ problem: 'unreadable' });
  });
});
