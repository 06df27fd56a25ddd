import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job, ResultPicture } from '../../../src/core/job.ts';
import { createPagePictures, createPictureFile } from '../../../src/services/delivery/attachments.ts';
import { createPreviews } from '../../../src/services/images/preview.ts';
import { waitingJob } from '../jobs/open-test-store.ts';

const LIMIT = 100_000;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-pages-'));
  const noise = { create: { width: 700, height: 500, channels: 3 as const, background: 'red' } };
  const large = sharp(noise).composite([
    {
      input: {
        create: {
          width: 700,
          height: 500,
          channels: 3,
          background: 'red',
          noise: { type: 'gaussian', mean: 128, sigma: 60 },
        },
      },
    },
  ]);
  await large.png().toFile(join(folder, 'large.png'));
  await sharp(noise).png().toFile(join(folder, 'small.png'));
  await writeFile(join(folder, 'damaged.png'), 'no picture'.repeat(20_000));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pictureFile = createPictureFile({
  spool: { path: (name) => join(folder, name) },
  previews: createPreviews(),
  kept: async (id) => (id === 'stored' ? join(folder, 'small.png') : undefined),
});
const picturesOfPage = createPagePictures(pictureFile, pino({ level: 'silent' }));
const job = (results: readonly ResultPicture[]): Job => ({ ...waitingJob('nobody'), phase: 'done', results });
const copy = (spool: string, bytes: number): ResultPicture => ({
  url: 'https://provider.example/a.png',
  spool,
  type: 'png',
  bytes,
});
const all = () => true;

test("our own link is shown as it is, and a provider's address never", async () => {
  const linked = job([{ ...copy('small.png', 1000), link: 'https://files.example/a.png' }]);
  const unlinked = job([{ url: 'https://provider.example/a.png' }]);
  const { files, media } = await picturesOfPage([linked, unlinked], all, LIMIT);
  expect(files).toEqual([]);
  expect(media(linked, 0)).toBe('https://files.example/a.png');
  expect(media(unlinked, 0)).toBeUndefined();
});

test('a copy goes along as it is where it fits, smaller where it does not', async () => {
  const small = job([copy('small.png', 3000)]);
  const large = job([copy('large.png', 900_000)]);
  const { files, media } = await picturesOfPage([small, large], all, LIMIT);
  expect(files.map(({ name }) => name)).toEqual([
    `darkroom-${small.id.toLowerCase()}-1.png`,
    `darkroom-${large.id.toLowerCase()}-1.webp`,
  ]);
  expect(files[1]?.blob.size).toBeLessThanOrEqual(LIMIT);
  expect(media(large, 0)).toBe(`attachment://${files[1]?.name}`);
});

test('what has left the spool is found where the file store keeps it', async () => {
  const gone = job([{ ...copy('gone.png', 3000), storedId: 'stored' }]);
  const lost = job([{ ...copy('gone.png', 3000), storedId: 'unknown' }]);
  const { files, media } = await picturesOfPage([gone, lost], all, LIMIT);
  expect(files).toHaveLength(1);
  expect(media(gone, 0)).toBeDefined();
  expect(media(lost, 0)).toBeUndefined();
});

test('one damaged copy does not keep the others away', async () => {
  const damaged = job([copy('damaged.png', 200_000)]);
  const small = job([copy('small.png', 3000)]);
  const { files, media } = await picturesOfPage([damaged, small], all, LIMIT);
  expect(files).toHaveLength(1);
  expect(media(damaged, 0)).toBeUndefined();
  expect(media(small, 0)).toBeDefined();
});

test('of more copies than a message may have, every job shows its first', async () => {
  const jobs = Array.from({ length: 6 }, () => job(Array.from({ length: 4 }, () => copy('small.png', 3000))));
  const { files, media } = await picturesOfPage(jobs, all, LIMIT);
  expect(files).toHaveLength(10);
  for (const each of jobs) expect(media(each, 0)).toBeDefined();
  expect(jobs.filter((each) => media(each, 1)).length).toBe(4);
});

test('what may not be shown is not even sent', async () => {
  const flagged = job([
    { ...copy('small.png', 3000), nsfw: true },
    { link: 'https://files.example/a.png', nsfw: true },
  ]);
  const { files, media } = await picturesOfPage([flagged], ({ nsfw }) => nsfw !== true, LIMIT);
  expect(files).toEqual([]);
  expect([media(flagged, 0), media(flagged, 1)]).toEqual([undefined, undefined]);
});
