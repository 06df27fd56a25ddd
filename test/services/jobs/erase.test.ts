import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { isErased, type Post } from '../../../src/core/job.ts';
import { storedIdOf } from '../../../src/core/picture.ts';
import { FileStoreError } from '../../../src/services/files/contract.ts';
import { createErase } from '../../../src/services/jobs/erase.ts';
import { createLateTicket } from '../../../src/services/jobs/settle.ts';
import { createEndedStep } from '../../../src/services/jobs/steps/delivering.ts';
import type { NewJob, Store } from '../../../src/services/store/contract.ts';
import { ledgerLine } from '../../../src/services/store/ledger.ts';
import { silent } from '../../end-to-end/bench.ts';
import { openTestStore, waitingJob } from './open-test-store.ts';
import { somePost } from './some-post.ts';

let store: Store;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const file = { spool: '01ARZ3NDEKTSV4RRFFQ69G5FAV.png', type: 'png', width: 8, height: 8, bytes: 9 } as const;

async function posted(over: Partial<NewJob>): Promise<{ readonly post: Post; readonly job: NewJob }> {
  const post = somePost();
  const job = { ...waitingJob('a process'), postId: post.id, ...over };
  await store.posts.insert({ ...post, actionKey: null });
  await store.jobs.insert([job]);
  await store.ledger.append([ledgerLine(job, 'reserved', 1), ledgerLine(job, 'charged', 2)]);
  return { post, job };
}

function erasing(problem?: Error) {
  const removed: string[] = [];
  const remove = async (name: string) => {
    if (problem) throw problem;
    removed.push(name);
  };
  return { removed, erase: createErase({ store, clock: systemClock, files: { remove }, spool: { remove } }) };
}

test('the picture, its words and an upload under way are gone; the ledger and a line on who did it stay', async () => {
  const { post, job } = await posted({ phase: 'done', results: [file] });
  const storedId = storedIdOf(store.namespace, job.id, 0);
  await store.uploads.add({ storedId, jobId: job.id, index: 0, spool: file.spool, type: 'png', attempts: 0, dueAt: 0 });
  const { removed, erase } = erasing();
  expect(await erase(post, 'mod')).toBe('erased');
  expect(removed).toEqual([storedId, file.spool]);
  const row = await store.jobs.byId(job.id);
  expect(row && isErased(row)).toBe(true);
  expect(row?.results).toEqual([]);
  expect(JSON.stringify(await store.sql('select * from jobs', []))).not.toContain('a fox');
  expect(await store.uploads.claim(Date.now(), 'a process')).toBeUndefined();
  expect((await store.ledger.byJob(job.id)).map(({ kind }) => kind)).toEqual(['reserved', 'charged']);
  expect(await store.audit.recent('guild', 5)).toMatchObject([{ actorId: 'mod', action: 'delete', detail: job.id }]);
});

test('a second time it changes nothing, and who did what is written down once', async () => {
  const { post, job } = await posted({ phase: 'done', results: [file] });
  const { erase } = erasing();
  const written: string[] = [];
  const write = async () => void written.push('by hand');
  expect(await Promise.all([erase(post, 'mod', write), erase(post, 'other', write)])).toEqual(
    expect.arrayContaining(['erased', 'erased-already']),
  );
  expect(written).toHaveLength(1);
  expect(await store.audit.recent('guild', 5)).toEqual([]);
  expect(await erase(post, 'ann')).toBe('erased-already');
  expect((await store.jobs.byId(job.id))?.results).toEqual([]);
});

test('its case is closed with it, and says by whom', async () => {
  const { post, job } = await posted({ phase: 'done', results: [file] });
  const about = { jobId: job.id, ownerId: 'ann', applicationId: 'app', language: 'en', openedAt: 1 } as const;
  await store.cases.open({ id: 'case', scope: 'guild', postId: post.id, ...about });
  const { erase } = erasing();
  await erase(post, 'ann');
  const known = await store.cases.byId('case');
  expect(known).toMatchObject({ closed: { by: 'ann', outcome: 'deleted' }, version: 2 });
});

test('while the file store is away nothing changes', async () => {
  const { post, job } = await posted({ phase: 'done', results: [file] });
  const { erase } = erasing(new FileStoreError('later', 'away'));
  await expect(erase(post, 'ann')).rejects.toThrow(FileStoreError);
  expect(await store.jobs.byId(job.id)).toMatchObject({ input: job.input, results: [file] });
  expect(await store.audit.recent('guild', 5)).toEqual([]);
});

test('what is still in the works is not touched', async () => {
  const { post, job } = await posted({});
  const { removed, erase } = erasing();
  expect(await erase(post, 'ann')).toBe('in-the-works');
  expect(removed).toEqual([]);
  expect(await store.jobs.byId(job.id)).toMatchObject({ input: job.input });
});

test('a picture that its message shows a moment before the row says so is waited for', async () => {
  const { post, job } = await posted({ phase: 'delivering', results: [file] });
  const { erase } = erasing();
  const erased = erase(post, 'ann');
  await new Promise((resolve) => setTimeout(resolve, 200));
  await store.jobs.change(job, 'done', { isTold: true, lease: null });
  expect(await erased).toBe('erased');
  const other = await posted({ phase: 'delivering', results: [file] });
  expect(await erase(other.post, 'ann')).toBe('in-the-works');
});

test('a ticket that arrives late does not bring back what was deleted', async () => {
  const { post, job } = await posted({ phase: 'failed', failure: { code: 'unknown' } });
  const { erase } = erasing();
  await erase(post, 'ann');
  const wakes = { announce: async () => {} };
  const settings = {
    deadlineMs: 1000,
    pollMinMs: 1,
    pollMaxMs: 1,
    concurrency: 1,
    dailyCredits: 1,
    concurrentJobs: 1,
    keepFilesDays: 0,
    publicUrl: undefined,
  };
  const spool = { write: () => Promise.reject(new Error('not asked for')) };
  const late = createLateTicket({ store, clock: systemClock, log: silent, settings, wakes, spool });
  await late.arrived(job.id, '/v1/ai/mystic/late');
  expect((await store.jobs.byId(job.id))?.phase).toBe('failed');
});

test('a late look that was under way does not bring back what was deleted, and nobody looks again', async () => {
  const { post, job } = await posted({ phase: 'failed', failure: { code: 'deadline' }, isTold: true });
  const { erase } = erasing();
  const never = async () => Promise.reject(new Error('not asked for'));
  const bucket = { take: async () => {}, inTurn: never, spend: never, rest: never };
  const gate = {
    pausedFor: () => null,
    mayOrder: () => true,
    mayAsk: () => true,
    suspect: never,
    outOfCredits: never,
    orderTaken: never,
    watch: never,
  };
  const provider = { submit: never, poll: never, probe: never, presence: never };
  const ended = createEndedStep({
    store,
    clock: systemClock,
    log: silent,
    providers: new Map([['freepik', { provider, bucket, gate, download: never, ask: eraseFirst }]]),
    courier: { progress() {}, deliver: never, check: never, redraw: never, wasAcknowledged: never, stop: never },
    spool: { write: never, path: String, remove: never, isFull: never, usage: never, sweep: never },
    zips: { finish: never },
  });
  async function eraseFirst() {
    await erase(post, 'ann');
    return { status: 'succeeded' as const, images: [{ source: { url: 'https://results.example/a.png' } }] };
  }
  expect(await ended(job)).toEqual({ kind: 'park', dueAt: null });
  const row = await store.jobs.byId(job.id);
  expect(row).toMatchObject({ phase: 'failed', results: [] });
  expect((await store.ledger.byJob(job.id)).map(({ kind }) => kind)).toContain('settled');
  expect(row && (await ended(row))).toEqual({ kind: 'park', dueAt: null });
});
