import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PictureType } from '../../../src/core/picture.ts';
import { type FileStore, FileStoreError, type StoredFile } from '../../../src/services/files/contract.ts';

export interface Opened {
  readonly store: FileStore;
  /** What somebody gets who follows the link. */
  fetch(link: string): Promise<{ readonly status: number; readonly type: string | null; readonly bytes: Buffer }>;
  close(): Promise<void>;
}

export const ID = '8f0a6d5e-3b1c-5f5e-9a70-3d1f0f6a1b2c';
export const OTHER_ID = '8f0a6d5e-3b1c-5f5e-9a70-3d1f0f6a1b2d';
export const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const formats = { png: 'png', jpg: 'jpeg', webp: 'webp', gif: 'gif' } as const;
const mimes = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', gif: 'image/gif' } as const;

export function pictureOf(type: PictureType, background = '#0a8'): Promise<Buffer> {
  return sharp({ create: { width: 30, height: 20, channels: 3, background } })
    .toFormat(formats[type])
    .toBuffer();
}

/** What every store of results must do. */
export function storeSuite(open: () => Promise<Opened>): void {
  let directory: string;
  let opened: Opened;
  const signal = AbortSignal.timeout(60_000);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'darkroom-put-'));
    opened = await open();
  });
  afterEach(async () => {
    await opened.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function fileOf(bytes: Uint8Array, type: PictureType = 'png', id: string = ID): Promise<StoredFile> {
    const path = join(directory, `${sumOf(bytes)}.${type}`);
    await writeFile(path, bytes);
    return { id, path, type };
  }
  async function put(bytes: Uint8Array, type?: PictureType, id?: string): Promise<string> {
    const { link } = await opened.store.put(await fileOf(bytes, type, id), signal);
    if (link === undefined) throw new Error('no link');
    return link;
  }

  describe('a picture that was put', () => {
    test.each(['png', 'jpg', 'webp', 'gif'] as const)('as %s comes back byte by byte with its type', async (type) => {
      const bytes = await pictureOf(type);
      const answer = await opened.fetch(await put(bytes, type));
      expect(answer).toMatchObject({ status: 200, type: mimes[type] });
      expect(answer.bytes.equals(bytes)).toBe(true);
    });

    test('twice under one id is there once, and both links work', async () => {
      const bytes = await pictureOf('png');
      const [first, second] = [await put(bytes), await put(bytes)];
      for (const link of [first, second]) expect((await opened.fetch(link)).bytes.equals(bytes)).toBe(true);
      await opened.store.remove(ID, signal);
      for (const link of [first, second]) expect((await opened.fetch(link)).status).toBe(404);
    });

    test('ten times at once is there once', async () => {
      const bytes = await pictureOf('png');
      const links = await Promise.all(Array.from({ length: 10 }, () => put(bytes)));
      for (const link of links) expect((await opened.fetch(link)).bytes.equals(bytes)).toBe(true);
      await opened.store.remove(ID, signal);
      expect((await opened.fetch(links[0] ?? '')).status).toBe(404);
    });

    test('gives way to another that is put under its id', async () => {
      await put(await pictureOf('png', '#111'));
      const after = await pictureOf('jpg', '#eee');
      const link = await put(after, 'jpg');
      expect((await opened.fetch(link)).bytes.equals(after)).toBe(true);
      await opened.store.remove(ID, signal);
      expect((await opened.fetch(link)).status).toBe(404);
    });

    test('stays when the same bytes under another id are removed', async () => {
      const bytes = await pictureOf('png');
      const mine = await put(bytes);
      await put(bytes, 'png', OTHER_ID);
      await opened.store.remove(OTHER_ID, signal);
      expect((await opened.fetch(mine)).bytes.equals(bytes)).toBe(true);
    });

    test('is untouched on our own disk', async () => {
      const bytes = await pictureOf('png');
      const file = await fileOf(bytes);
      await opened.store.put(file, signal);
      await opened.store.remove(ID, signal);
      await expect(opened.store.put(file, signal)).resolves.toMatchObject({ link: expect.any(String) });
    });
  });

  test('removing what is not there, or no longer there, is no error', async () => {
    await opened.store.remove(ID, signal);
    await put(await pictureOf('png'));
    await opened.store.remove(ID, signal);
    await opened.store.remove(ID, signal);
  });

  test('a file that is gone will never be put', async () => {
    const gone = opened.store.put({ id: ID, path: join(directory, 'gone.png'), type: 'png' }, signal);
    await expect(gone).rejects.toBeInstanceOf(FileStoreError);
    await expect(gone).rejects.toMatchObject({ retry: 'never' });
  });

  test('a call that nobody waits for any more ends, and can be made again', async () => {
    const file = await fileOf(await pictureOf('png'));
    await expect(opened.store.put(file, AbortSignal.abort())).rejects.toMatchObject({ retry: 'later' });
    await expect(opened.store.put(file, signal)).resolves.toMatchObject({ link: expect.any(String) });
  });
}
