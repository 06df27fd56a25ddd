import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { long } from '../../support/long.ts';
import { createFolder, flat, RED } from './painted.ts';

const answer = z.object({ grown: z.number(), sizes: z.array(z.number()) });

/** So many of the large picture; a strip is decoded one by one. */
const FRAMES = long(12, 1);

test(`a cut-out of 100 megapixels is previewed, compared and put into a strip of ${FRAMES} in less than its pixels take`, async () => {
  const folder = await createFolder();
  const picture = flat({ width: 10_000, height: 10_000 }, RED, 0.5).png({ compressionLevel: 1 });
  const path = await folder.save('large.png', picture);
  const run = fileURLToPath(new URL('./memory-run.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [run, path, String(FRAMES)]);
  await folder.remove();
  const { grown, sizes } = answer.parse(JSON.parse(stdout));
  expect(sizes).toEqual([2560, 2560, 2048, 1020, long(2000, 512)]);
  // a hundred million pixels of four bytes
  expect(grown).toBeLessThan(400);
}, 120_000);
