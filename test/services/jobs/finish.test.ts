import { lookup } from 'node:dns/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rmbg } from '../../../src/commands/rmbg.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { ResultPicture } from '../../../src/core/job.ts';
import { createSharedSemaphore } from '../../../src/core/semaphore.ts';
import { createSpool } from '../../../src/services/files/spool.ts';
import { createFinish } from '../../../src/services/jobs/steps/storing.ts';
import { silent } from '../../end-to-end/bench.ts';
import { waitingJob } from './open-test-store.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'darkroom-finish-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('names are resolved at once while eight pictures get their backgrounds', { timeout: 120_000 }, async () => {
  const size = { width: 800, height: 600 };
  const photo = await sharp({
    create: { ...size, channels: 3, background: 'teal', noise: { type: 'gaussian', mean: 99, sigma: 60 } },
  })
    .jpeg()
    .toBuffer();
  const key = `${'a'.repeat(64)}.jpg`;
  await writeFile(join(directory, key), photo);
  const cutOut = await sharp(photo).ensureAlpha(0.5).png({ compressionLevel: 1 }).toBuffer();
  const spool = await createSpool({ directory: join(directory, 'spool'), maximumMegabytes: 1000, clock: systemClock });
  async function* bytes() {
    yield cutOut;
  }
  const pictures: ResultPicture[] = [];
  for (let n = 0; n < 8; n++) pictures.push(await spool.write(bytes()));
  const finish = createFinish({
    catalog: { known: () => rmbg, facts: () => ({ looks: [], characters: [], disabledModels: [] }) },
    sources: {
      path: (name) => join(directory, name),
      keep: never,
      use: never,
      readBase64: never,
      addressOf: never,
      isReachable: never,
      isKept: never,
      expire: never,
    },
    spool,
    log: silent,
    drawing: createSharedSemaphore(2),
  });
  const image = { kind: 'stored' as const, key, ...size, bytes: photo.length };
  const job = { ...waitingJob('a process'), operation: 'rmbg', input: { image, background: 'blur' } };

  let isOver = false;
  const began = performance.now();
  const all = Promise.all(pictures.map((picture) => finish(picture, job))).finally(() => (isOver = true));
  let longest = 0;
  while (!isOver) {
    const asked = performance.now();
    await lookup('localhost');
    longest = Math.max(longest, performance.now() - asked);
  }
  const finished = await all;
  const took = performance.now() - began;
  expect(finished.every(({ isFinished, spool: file }, n) => isFinished && file !== pictures[n]?.spool)).toBe(true);
  expect(longest, `of ${took} ms`).toBeLessThan(took / 4);
});

const never = () => Promise.reject(new Error('not asked for'));
