import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { createFileRoutes } from '../../../src/http/file-routes.ts';
import { createEmbeddedStore } from '../../../src/services/files/embedded-store.ts';
import { ID } from './store-suite.ts';

let directory = '';
afterEach(() => rm(directory, { recursive: true, force: true }));

test('a ZIP is kept beside the pictures and served as one, to be saved', async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-zip-'));
  const path = join(directory, 'given.zip');
  await writeFile(path, 'a ZIP');
  const publicUrl = new URL('https://pictures.example/');
  const store = await createEmbeddedStore({ directory: join(directory, 'files'), publicUrl, clock: systemClock });
  const { link } = await store.put({ id: ID, path, type: 'zip' }, AbortSignal.timeout(5000));
  expect(link).toMatch(/^https:\/\/pictures\.example\/files\/[0-9a-f]{64}\.zip$/);
  const answer = await createFileRoutes(store).request(new URL(link ?? '').pathname);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f]{64}\.zip"$/);
  expect(await answer.text()).toBe('a ZIP');
  await store.remove(ID, AbortSignal.timeout(5000));
  expect((await createFileRoutes(store).request(new URL(link ?? '').pathname)).status).toBe(404);
});
