import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type CleanLimits, createSourceCleaner } from '../../../src/services/pictures/clean-source.ts';

export const limits: CleanLimits = { maximumBytes: 4_000_000, maximumMegapixels: 40 };
export const size = { width: 40, height: 20 };

/** A cleaner with a folder of its own. */
export async function startCleaning() {
  const directory = await mkdtemp(join(tmpdir(), 'darkroom-sources-'));
  const cleaner = await createSourceCleaner({ directory });
  return {
    directory,
    cleaner,
    async clean(bytes: Uint8Array, more: Partial<CleanLimits> = {}) {
      const picture = await cleaner.clean(bytes, { ...limits, ...more });
      const file = await readFile(cleaner.path(picture.key));
      return { picture, file, header: await sharp(file).metadata() };
    },
    problemOf: (bytes: Uint8Array, more: Partial<CleanLimits> = {}): Promise<unknown> =>
      cleaner.clean(bytes, { ...limits, ...more }).then(
        () => 'none',
        (error: unknown) => (error instanceof Error && 'problem' in error ? error.problem : error),
      ),
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

export type Cleaning = Awaited<ReturnType<typeof startCleaning>>;
