import { expect, test } from 'vitest';
import type { Job, Post, ResultPicture } from '../../../src/core/job.ts';
import { createAttach, REQUEST_BYTES } from '../../../src/services/delivery/attachments.ts';
import { waitingJob } from '../jobs/open-test-store.ts';
import { madePost } from './made-post.ts';

const MIB = 1024 * 1024;

function jobsWith(count: number, more: Partial<ResultPicture> = {}): Job[] {
  const results = [{ link: 'https://files.example/a.png', storedId: 'a', ...more }];
  return Array.from({ length: count }, (_, index) => ({ ...waitingJob('p'), index, phase: 'done' as const, results }));
}

const noZip = () => undefined;

async function attached(post: Post, jobs: readonly Job[], limit: number, scale: number, keepsShown = false) {
  const asked: number[] = [];
  const attach = createAttach(async (_picture, base, maximumBytes) => {
    asked.push(maximumBytes);
    return { name: `${base}.png`, blob: new Blob(['x']) };
  }, noZip);
  return { asked, ...(await attach(post, jobs, { limit, scale, keepsShown })) };
}

test.each([1, 2, 4, 10])('%i pictures fit into one request, and each the limit of a file', async (count) => {
  const { asked } = await attached(madePost(), jobsWith(count), 20 * MIB, 1);
  expect(asked).toHaveLength(count);
  expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(REQUEST_BYTES);
  expect(Math.max(...asked)).toBeLessThanOrEqual(20 * MIB);
});

test('what Discord found too large is smaller the next time, however many share the request', async () => {
  const { asked } = await attached(madePost(), jobsWith(4), 500 * MIB, 0.4);
  expect(Math.max(...asked)).toBeLessThanOrEqual(0.4 * 6 * MIB);
});

test('what fits in no size is shown from where it lies', async () => {
  const jobs = jobsWith(2);
  const [job] = jobs;
  const { files, media } = await attached(madePost(), jobs, 20 * MIB, 0);
  expect(files).toEqual([]);
  expect(job && media(job, 0)).toBe('https://files.example/a.png');
});

test('pictures that the message has are kept, unless they are gone', async () => {
  const jobs = jobsWith(2);
  const [job] = jobs;
  if (!job) throw new Error('no job');
  const post = { ...madePost(), shown: [{ jobId: job.id, index: 0, attachmentId: '7', name: 'old.png' }] };
  const kept = await attached(post, jobs, MIB, 1, true);
  expect(kept.kept).toEqual([{ id: '7', filename: 'old.png' }]);
  expect(kept.files).toHaveLength(1);
  expect(kept.media(job, 0)).toBe('attachment://old.png');
  const fresh = await attached(post, jobs, MIB, 1, false);
  expect([fresh.kept.length, fresh.files.length]).toEqual([0, 2]);
});

test('a flagged picture is not put into a channel that is not for it', async () => {
  const jobs = jobsWith(1, { nsfw: true });
  expect((await attached(madePost(), jobs, MIB, 1)).files).toEqual([]);
  const direct = madePost();
  const seen = { ...direct, place: { ...direct.place, context: 'bot-dm' as const } };
  expect((await attached(seen, jobs, MIB, 1)).files).toHaveLength(1);
});
