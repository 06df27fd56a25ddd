import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createFileRoutes } from '../../../src/http/file-routes.ts';
import { createEmbeddedStore, type EmbeddedStore } from '../../../src/services/files/embedded-store.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { ID, type Opened, OTHER_ID, pictureOf, storeSuite, sumOf } from './store-suite.ts';

const publicUrl = new URL('https://pictures.example/darkroom');
const signal = AbortSignal.timeout(60_000);

async function open(): Promise<Opened> {
  const directory = await mkdtemp(join(tmpdir(), 'darkroom-embedded-'));
  const store = await createEmbeddedStore({ directory, publicUrl, clock: systemClock });
  const routes = createFileRoutes({ locate: store.locate });
  return {
    store,
    async fetch(link) {
      expect(link.startsWith(`${publicUrl.href}/files/`)).toBe(true);
      const answer = await routes.request(new URL(link).pathname.replace('/darkroom', ''));
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, type: answer.headers.get('content-type'), bytes };
    },
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

storeSuite(open);

describe('on its own disk', () => {
  let directory: string;
  let source: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'darkroom-embedded-'));
    source = join(directory, 'source.png');
    await writeFile(source, await pictureOf('png'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const folder = () => join(directory, 'files');
  const openStore = (url: URL | undefined = publicUrl): Promise<EmbeddedStore> =>
    createEmbeddedStore({ directory: folder(), publicUrl: url, clock: systemClock });
  const blobs = async () => (await readdir(folder())).filter((name) => /^[0-9a-f]{64}\./.test(name));

  test('a picture is named by the sum of its bytes and lies there once for all ids', async () => {
    const store = await openStore();
    await Promise.all([ID, OTHER_ID].map((id) => store.put({ id, path: source, type: 'png' }, signal)));
    expect(await blobs()).toEqual([`${sumOf(await readFile(source))}.png`]);
    await store.remove(ID, signal);
    expect(await blobs()).toHaveLength(1);
    await store.remove(OTHER_ID, signal);
    expect(await blobs()).toEqual([]);
  });

  test('a picture on the same disk gets a second name and no copy, and stays when the first is taken away', async () => {
    const store = await openStore();
    const { ino, size } = await stat(source);
    await store.put({ id: ID, path: source, type: 'png' }, signal);
    await rm(source);
    const path = await store.find(ID);
    expect(await stat(path ?? '')).toMatchObject({ ino, size, nlink: 1 });
  });

  test(
    'a picture of another disk is copied',
    onlyWhere(process.platform === 'linux', 'a file system of another kind, as on Linux'),
    async () => {
      const store = await openStore();
      const elsewhere = '/proc/version';
      await store.put({ id: ID, path: elsewhere, type: 'png' }, signal);
      expect(await readFile((await store.find(ID)) ?? '')).toEqual(await readFile(elsewhere));
    },
  );

  test('a picture that gave way to another is not kept, unless another id has it too', async () => {
    const store = await openStore();
    const after = join(directory, 'after.png');
    await writeFile(after, await pictureOf('png', '#fff'));
    const name = `${sumOf(await readFile(after))}.png`;
    await store.put({ id: ID, path: source, type: 'png' }, signal);
    await store.put({ id: ID, path: after, type: 'png' }, signal);
    expect(await blobs()).toEqual([name]);
    await store.put({ id: OTHER_ID, path: after, type: 'png' }, signal);
    await store.put({ id: OTHER_ID, path: source, type: 'png' }, signal);
    expect(await blobs()).toHaveLength(2);
  });

  test('a restart finds its pictures, and removes them still', async () => {
    await (await openStore()).put({ id: ID, path: source, type: 'png' }, signal);
    const after = await openStore();
    const [name = ''] = await blobs();
    expect(await readFile(after.locate(name) ?? '')).toEqual(await readFile(source));
    await after.remove(ID, signal);
    expect(await blobs()).toEqual([]);
  });

  test('without a public address pictures are kept and have no link', async () => {
    const store = await createEmbeddedStore({ directory: folder(), publicUrl: undefined, clock: systemClock });
    expect(await store.put({ id: ID, path: source, type: 'png' }, signal)).toEqual({ link: undefined });
    expect(await blobs()).toHaveLength(1);
  });

  test('whoever puts while another removes keeps the picture', async () => {
    const store = await openStore();
    for (let n = 0; n < 20; n++) {
      await store.put({ id: ID, path: source, type: 'png' }, signal);
      await Promise.all([store.remove(ID, signal), store.put({ id: OTHER_ID, path: source, type: 'png' }, signal)]);
      expect(await blobs()).toHaveLength(1);
      await store.remove(OTHER_ID, signal);
      expect(await blobs()).toEqual([]);
    }
  });

  test('copies that a crash cut short are taken away, one that may be under way is not', async () => {
    await openStore();
    const parts = join(folder(), 'parts');
    await writeFile(join(parts, 'old'), 'half');
    await writeFile(join(parts, 'young'), 'half');
    const longAgo = Date.now() / 1000 - 2 * 3600;
    await utimes(join(parts, 'old'), longAgo, longAgo);
    await openStore();
    expect(await readdir(parts)).toEqual(['young']);
    const clock = createMovableClock();
    clock.advance(2 * 3_600_000);
    await createEmbeddedStore({ directory: folder(), publicUrl, clock });
    expect(await readdir(parts)).toEqual([]);
  });

  test.each(['../../etc/passwd', 'ids', `${'a'.repeat(64)}.svg`, `${'A'.repeat(64)}.png`, ''])(
    'nothing is served under the name %j',
    async (name) => {
      expect((await openStore()).locate(name)).toBeUndefined();
    },
  );

  test.each(['../../../x', 'not-an-id', '', ID.toUpperCase()])(
    'nothing is put or removed under the id %j',
    async (id) => {
      const store = await openStore();
      await expect(store.put({ id, path: source, type: 'png' }, signal)).rejects.toMatchObject({ retry: 'never' });
      await expect(store.remove(id, signal)).rejects.toMatchObject({ retry: 'never' });
    },
  );
});
