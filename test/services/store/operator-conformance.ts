import { describe, expect, test } from 'vitest';
import type { Sign } from '../../../src/core/incident.ts';
import type { HeldJob, LedgerEntry, NewJob, Store } from '../../../src/services/store/contract.ts';
import { fillWithHistory, planOf } from './query-plans.ts';

interface Making {
  job(changes?: Partial<HeldJob>): NewJob;
  line(jobId: string, kind: LedgerEntry['kind'], credits?: number): LedgerEntry;
}

const BEGINNING = { at: 0, jobId: '', kind: '' };
const NOW = 1_800_000_000_000;
const picture = { link: 'https://files.example/a.png' };

/** What the operator's side asks of both databases. */
export function operatorConformance(store: () => Store, { job, line }: Making): void {
  describe('figures', () => {
    test('count what has not ended, by phase and operation', async () => {
      await store().jobs.insert([job(), job(), job({ operation: 'flux', phase: 'waiting' }), job({ phase: 'done' })]);
      const found = await store().figures.openJobs();
      expect(found).toHaveLength(2);
      expect(found).toEqual(
        expect.arrayContaining([
          { phase: 'queued', operation: 'imagine', count: 2 },
          { phase: 'waiting', operation: 'flux', count: 1 },
        ]),
      );
    });

    test('read each line of the ledger once, in its order, up to a time', async () => {
      const made = job({ phase: 'failed', failure: { code: 'refused', detail: 'words of a provider' } });
      await store().jobs.insert([made]);
      const booked = (kind: LedgerEntry['kind'], at: number) => ({ ...line(made.id, kind), at });
      await store().ledger.append([booked('reserved', 5), booked('given-back', 5), booked('unknown', 6)]);
      await store().ledger.append([booked('written-off', 99)]);
      const first = await store().figures.booked(BEGINNING, 50, 2);
      expect(first.map(({ kind }) => kind)).toEqual(['given-back', 'reserved']);
      expect(first[0]).toMatchObject({ operation: 'imagine', phase: 'failed', failure: 'refused', credits: 2 });
      const rest = await store().figures.booked(first[1] ?? BEGINNING, 50, 10);
      expect(rest.map(({ kind }) => kind)).toEqual(['unknown']);
    });

    test('tell how many pictures wait for the file store, and since when', async () => {
      expect(await store().figures.uploads()).toEqual({ count: 0, since: undefined });
      const upload = { jobId: 'j', index: 0, spool: 's.png', type: 'png', attempts: 0 } as const;
      await store().uploads.add({ ...upload, storedId: 'a', dueAt: 20 });
      await store().uploads.add({ ...upload, storedId: 'b', dueAt: 10 });
      await store().uploads.postpone('b', 500);
      expect(await store().figures.uploads()).toEqual({ count: 2, since: 10 });
    });

    test('are answered from indexes, however many jobs there are', async () => {
      await fillWithHistory(store());
      const asked = {
        jobs_open: await planOf(store(), (_jobs, _posts, { figures }) => figures.openJobs()),
        ledger_by_time: await planOf(store(), (_jobs, _posts, { figures }) =>
          figures.booked({ at: 3990, jobId: '', kind: '' }, 4000, 10),
        ),
        jobs_to_expire: await planOf(store(), (jobs) => jobs.toExpire(50, 10)),
        sources_by_age: await planOf(store(), (_jobs, _posts, { sources }) => sources.unusedSince(5, 10)),
        servers_here: await planOf(store(), (_jobs, _posts, { servers }) => servers.here()),
      };
      for (const [index, plan] of Object.entries(asked)) {
        expect(plan, index).toContain(index);
        expect(plan, index).not.toMatch(/SCAN (?:jobs|ledger|servers)(?! USING)|Seq Scan/);
      }
    });
  });

  describe('servers', () => {
    test('one of many is told that a server was joined, and the same joining is no news again', async () => {
      const asked = await Promise.all(Array.from({ length: 8 }, () => store().servers.joined('a', 5)));
      expect(asked.filter(Boolean)).toHaveLength(1);
      expect(await store().servers.joined('a', 5)).toBe(false);
      expect(await store().servers.here()).toEqual([{ id: 'a', joinedAt: 5 }]);
    });

    test('who left is not here, and comes back as a new joining', async () => {
      await store().servers.joined('a', 5);
      await store().servers.left('a', 6);
      expect(await store().servers.here()).toEqual([]);
      expect(await store().servers.joined('a', 7)).toBe(true);
      expect(await store().servers.here()).toEqual([{ id: 'a', joinedAt: 7 }]);
    });

    test('one that was only thought to have left is here again without news', async () => {
      await store().servers.joined('a', 5);
      await store().servers.left('a', 6);
      expect(await store().servers.joined('a', 5)).toBe(false);
      expect(await store().servers.here()).toEqual([{ id: 'a', joinedAt: 5 }]);
    });
  });

  describe('incidents', () => {
    const sign: Sign = {
      key: 'provider:freepik:key',
      trouble: { kind: 'provider-paused', provider: 'freepik', reason: 'key' },
    };

    test('are told by one of many, and their end too', async () => {
      const { incidents } = store();
      await Promise.all(Array.from({ length: 6 }, () => incidents.open(sign, NOW)));
      expect(await incidents.all()).toEqual([{ ...sign, openedAt: NOW, isTold: false, closedAt: undefined }]);
      const begins = await Promise.all(Array.from({ length: 6 }, () => incidents.takeBegin(sign.key, NOW)));
      expect(begins.filter(Boolean)).toHaveLength(1);
      expect(await incidents.takeEnd(sign.key)).toBe(false);
      await incidents.close(sign.key, NOW + 1);
      await incidents.close(sign.key, NOW + 2);
      expect(await incidents.all()).toMatchObject([{ isTold: true, closedAt: NOW + 1 }]);
      const ends = await Promise.all(Array.from({ length: 6 }, () => incidents.takeEnd(sign.key)));
      expect(ends.filter(Boolean)).toHaveLength(1);
      expect(await incidents.all()).toEqual([]);
      await incidents.giveBackEnd({ ...sign, openedAt: NOW, isTold: true, closedAt: NOW + 1 });
      expect(await incidents.takeEnd(sign.key)).toBe(true);
    });

    test('what comes back before its end was told is the same incident', async () => {
      const { incidents } = store();
      await incidents.open(sign, NOW);
      await incidents.takeBegin(sign.key, NOW);
      await incidents.close(sign.key, NOW + 1);
      await incidents.open(sign, NOW + 2);
      expect(await incidents.all()).toMatchObject([{ openedAt: NOW, isTold: true, closedAt: undefined }]);
    });

    test('what nobody was told of ends in silence; what could not be told is told again', async () => {
      const { incidents } = store();
      await incidents.open(sign, NOW);
      expect(await incidents.takeBegin(sign.key, NOW)).toBe(true);
      await incidents.giveBackBegin(sign.key);
      expect(await incidents.takeBegin(sign.key, NOW)).toBe(true);
      await incidents.giveBackBegin(sign.key);
      await incidents.close(sign.key, NOW + 1);
      expect(await incidents.all()).toEqual([]);
    });
  });

  describe('jobs that grow old', () => {
    test('are found by their age once, if they have pictures', async () => {
      const { jobs } = store();
      const old = job({ phase: 'done', results: [picture], createdAt: 10 });
      const older = job({ phase: 'done', results: [picture], createdAt: 5 });
      await jobs.insert([
        old,
        older,
        job({ phase: 'done', results: [], createdAt: 1 }),
        job({ phase: 'delivering', results: [picture], createdAt: 1 }),
        job({ phase: 'done', results: [picture], createdAt: 20 }),
      ]);
      expect((await jobs.toExpire(20, 10)).map(({ id }) => id)).toEqual([older.id, old.id]);
      expect(await jobs.toExpire(20, 1)).toHaveLength(1);
      const row = await jobs.byId(older.id);
      if (row) await jobs.change(row, 'done', { results: [{ isExpired: true }], expiredAt: 77 });
      expect((await jobs.byId(older.id))?.results).toEqual([{ isExpired: true }]);
      expect((await jobs.toExpire(20, 10)).map(({ id }) => id)).toEqual([old.id]);
    });

    test('so are pictures that members handed in and did not use again', async () => {
      const { sources } = store();
      const source = { key: 'a.png', width: 1, height: 1, bytes: 1, name: undefined, isSpoiler: false, isOurs: false };
      await sources.seen({ ...source, ownerId: 'ann', at: 10 });
      await sources.seen({ ...source, ownerId: 'bob', at: 5 });
      await sources.seen({ ...source, ownerId: 'cat', at: 5 });
      await sources.seen({ ...source, ownerId: 'cat', at: 30 });
      expect((await sources.unusedSince(20, 10)).map(({ ownerId }) => ownerId)).toEqual(['bob', 'ann']);
      expect(await sources.unusedSince(20, 1)).toHaveLength(1);
      await sources.remove({ ownerId: 'bob', key: 'a.png', until: 20 });
      expect(await sources.find('bob', 'a.png')).toBeUndefined();
      expect(await sources.unusedSince(20, 10)).toHaveLength(1);
    });
  });
}
