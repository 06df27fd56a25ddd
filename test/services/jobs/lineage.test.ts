import { expect, test } from 'vitest';
import { lineageOf } from '../../../src/services/jobs/accept.ts';
import type { HeldJob } from '../../../src/services/store/contract.ts';
import { waitingJob } from './open-test-store.ts';

const first = { ...waitingJob('x'), id: 'first', rootId: 'first' };
const second = { ...waitingJob('x'), id: 'second', parentId: 'first', parentIndex: 0, rootId: 'first', depth: 1 };
const rows: readonly HeldJob[] = [first, second];
const jobs = { byId: async (id: string) => rows.find((row) => row.id === id) };
const lineage = (input: HeldJob['input'], parentId?: string) => lineageOf(jobs, input, parentId);
const result = (jobId: string, index: number) => ({ kind: 'result', jobId, index });
const copy = { kind: 'stored', key: `${'a'.repeat(64)}.png`, width: 1, height: 1, bytes: 1 };

test('what is made from a picture of a job stands behind that job', async () => {
  expect(await lineage({ image: result('second', 3) }, 'second')).toEqual({
    parentId: 'second',
    parentIndex: 3,
    rootId: 'first',
    depth: 2,
  });
});

test('of several pictures the one that was pointed at counts', async () => {
  const input = { reference: result('first', 0), image: result('second', 1) };
  expect(await lineage(input, 'second')).toMatchObject({ parentId: 'second', parentIndex: 1 });
});

test('another try stands beside its job', async () => {
  expect(await lineage({ image: copy }, 'second')).toMatchObject({ parentId: 'first', parentIndex: 0, depth: 1 });
  expect(await lineage({ prompt: 'a fox' }, 'first')).toMatchObject({
    parentId: undefined,
    rootId: undefined,
    depth: 0,
  });
});

test('a picture of a job that is gone begins a chain of its own', async () => {
  expect(await lineage({ image: result('gone', 0) }, 'gone')).toMatchObject({ parentId: undefined, depth: 0 });
});
