import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { ulid } from '../../../src/core/ulid.ts';
import type { NewJob, Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { putDatabase } from '../../support/sqlite-template.ts';

export async function openTestStore(clock: Clock = systemClock): Promise<Store> {
  const dataDir = await mkdtemp(join(tmpdir(), 'darkroom-jobs-'));
  await putDatabase(dataDir);
  return openStore({ databaseUrl: undefined, dataDir, clock, log: pino({ level: 'silent' }) });
}

export function waitingJob(lease: string): NewJob {
  const now = Date.now();
  const id = ulid(now);
  return {
    id,
    postId: ulid(now),
    index: 0,
    operation: 'imagine',
    provider: 'freepik',
    phase: 'waiting',
    input: { prompt: 'a fox' },
    tier: '2k',
    price: 1,
    scope: 'guild',
    ownerId: 'ann',
    partition: 0,
    attempts: 1,
    ticket: '/v1/ai/mystic/x',
    results: [],
    failure: undefined,
    isTold: false,
    isLate: false,
    createdAt: now,
    submittedAt: now,
    deadlineAt: now + 60_000,
    completedAt: undefined,
    parentId: undefined,
    parentIndex: undefined,
    rootId: id,
    depth: 0,
    lease,
    dueAt: now,
  };
}
