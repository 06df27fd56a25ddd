import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/core/clock.ts';
import type { PictureType } from '../../src/core/picture.ts';
import { createFileRoutes } from '../../src/http/file-routes.ts';
import { createEmbeddedStore } from '../../src/services/files/embedded-store.ts';
import { type Served, serve } from './serve.ts';

export interface PictureFolder {
  readonly folder: string;
  readonly served: Served;
  readonly locate: (name: string) => string | undefined;
  /** Answers with the name under which it is served. */
  put(content: Buffer, type: PictureType): Promise<string>;
  close(): Promise<void>;
}

/** The real store in a folder of its own, served by the real server. */
export async function openPictureFolder(): Promise<PictureFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-files-'));
  const directory = join(folder, 'files');
  const publicUrl = new URL('https://bot.example/');
  const { locate, put } = await createEmbeddedStore({ directory, publicUrl, clock: systemClock });
  const served = await serve({ routes: [createFileRoutes({ locate })] });
  return {
    folder,
    served,
    locate,
    async put(content, type) {
      const path = join(folder, randomUUID());
      await writeFile(path, content);
      const { link = '' } = await put({ id: randomUUID(), path, type }, new AbortController().signal);
      return new URL(link).pathname.slice('/files/'.length);
    },
    async close() {
      await served.server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
