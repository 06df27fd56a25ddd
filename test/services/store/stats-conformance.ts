import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/core/periods.ts';
import type { StatsSpan } from '../../../src/core/stats.ts';
import { readStatistics } from '../../../src/services/stats.ts';
import type { HeldJob, NewJob, Store } from '../../../src/services/store/contract.ts';
import type { LedgerKind } from '../../../src/services/store/ledger.ts';

const DAY = Math.floor(1_800_000_000_000 / DAY_MS) * DAY_MS;
const span: StatsSpan = { from: DAY, to: DAY + 3 * DAY_MS };

interface Told {
  readonly store: Store;
  readonly job: (changes: Partial<HeldJob>) => NewJob;
}

/** Numbers of a server, as both databases count them. */
export function statsConformance({ store: opened, job }: { store: () => Store; job: Told['job'] }): void {
  describe('statistics', () => {
    async function add(changes: Partial<HeldJob>, kinds: readonly LedgerKind[], outcomes: readonly string[] = []) {
      const store = opened();
      const made = job({
        scope: 'counted',
        createdAt: DAY,
        price: 2,
        attempts: 1,
        ...(outcomes.includes('accepted') && { ticket: 'ticket' }),
        ...changes,
      });
      await store.jobs.insert([made]);
      const { id: jobId, scope, ownerId, operation: command, price: credits, createdAt: at } = made;
      const day = new Date(at).toISOString().slice(0, 10);
      await store.ledger.append(kinds.map((kind) => ({ jobId, kind, scope, ownerId, command, day, credits, at })));
      for (const [attempt, outcome] of outcomes.entries()) {
        const ticket = outcome === 'accepted' ? 'ticket' : null;
        await store.sql(
          `insert into submissions (id, job_id, attempt, nonce, sent_at, ticket, outcome) values
            ('${jobId}${attempt}', '${jobId}', ${attempt}, 'n', 1, ${ticket ? `'${ticket}'` : 'null'}, '${outcome}')`,
          [],
        );
      }
      return made;
    }
    const done = (ms: number) => ({ phase: 'done', submittedAt: DAY, completedAt: DAY + ms }) as const;

    test('adds up by day, operation and member, and tells failures by kind', async () => {
      for (const ms of [1000, 2000, 3000, 4000]) await add(done(ms), ['reserved', 'charged'], ['accepted']);
      await add({ ...done(9000), operation: 'flux', ownerId: 'bob', createdAt: DAY + DAY_MS }, ['reserved', 'charged']);
      await add({ phase: 'failed', failure: { code: 'refused' } }, ['reserved', 'given-back'], ['accepted']);
      await add({ phase: 'failed', failure: { code: 'unknown' } }, ['reserved', 'given-back', 'unknown'], ['unknown']);
      await add({ phase: 'cancelled', ownerId: 'bob' }, ['reserved', 'given-back']);
      await add({ phase: 'waiting' }, ['reserved'], ['not-accepted', 'accepted']);
      // none of this belongs to it
      await add({ ...done(1), scope: 'another' }, ['reserved', 'charged'], ['accepted']);
      await add({ ...done(1), createdAt: span.to }, ['reserved', 'charged']);
      await add({ ...done(1), createdAt: span.from - 1 }, ['reserved', 'charged']);
      // shown again by Share
      await add({ ...done(1), attempts: 0, price: 0 }, ['reserved', 'charged']);

      const found = await readStatistics(opened(), 'counted', span);
      expect(found.total).toEqual({ done: 5, failed: 2, cancelled: 1, open: 1, credits: 10 });
      expect(found.days.map(({ jobs, credits }) => ({ jobs, credits }))).toEqual([
        { jobs: { imagine: 8 }, credits: 8 },
        { jobs: { flux: 1 }, credits: 2 },
        { jobs: {}, credits: 0 },
      ]);
      expect(found.operations).toEqual([
        { operation: 'imagine', done: 4, failed: 2, cancelled: 1, open: 1, credits: 8, p50: 2000, p95: 4000 },
        { operation: 'flux', done: 1, failed: 0, cancelled: 0, open: 0, credits: 2, p50: 9000, p95: 9000 },
      ]);
      expect(found.members).toEqual([
        { memberId: 'ann', done: 4, failed: 2, cancelled: 0, open: 1, credits: 8 },
        { memberId: 'bob', done: 1, failed: 0, cancelled: 1, open: 0, credits: 2 },
      ]);
      expect(found.memberCount).toBe(2);
      expect(new Map(found.failures.map(({ code, jobs }) => [code, jobs]))).toEqual(
        new Map([
          ['refused', 1],
          ['unknown', 1],
        ]),
      );
      expect(found.accounts).toEqual({
        accepted: 7,
        reserved: 18,
        charged: 10,
        givenBack: 6,
        held: 2,
        unknown: { jobs: 1, credits: 2 },
        odd: [],
      });
    });

    test('an unknown outcome that was settled is unknown no more', async () => {
      await add({ ...done(5), isLate: true }, ['reserved', 'given-back', 'unknown', 'settled'], ['unknown']);
      const { accounts, operations } = await readStatistics(opened(), 'counted', span);
      expect(accounts).toMatchObject({ unknown: { jobs: 0, credits: 0 }, odd: [] });
      // a late picture says nothing of how long one waits
      expect(operations[0]?.p50).toBeUndefined();
    });

    test('names the jobs whose money does not fit what became of them', async () => {
      const odd = [
        await add({ ...done(5), createdAt: DAY + 1 }, ['reserved']),
        await add({ phase: 'failed', failure: { code: 'deadline' }, createdAt: DAY + 2 }, ['reserved']),
        await add({ phase: 'queued', createdAt: DAY + 3 }, []),
        await add({ ...done(5), createdAt: DAY + 4 }, ['reserved', 'charged', 'given-back']),
      ];
      await add(done(5), ['reserved', 'charged']);
      const { accounts } = await readStatistics(opened(), 'counted', span);
      expect(accounts.odd).toEqual(odd.map(({ id }) => id));
    });

    test('gives the accounts page by page, each job once', async () => {
      const made: string[] = [];
      for (let index = 0; index < 7; index += 1) {
        made.push((await add(done(index), ['reserved', 'charged'], ['not-accepted', 'accepted'])).id);
      }
      const { stats } = opened();
      const first = await stats.accounts({ scope: 'counted', ...span }, undefined, 4);
      const second = await stats.accounts({ scope: 'counted', ...span }, first.at(-1), 4);
      expect([...first, ...second].map(({ jobId }) => jobId)).toEqual(made);
      expect(second.at(-1)).toMatchObject({
        isTicketed: true,
        outcomes: ['not-accepted', 'accepted'],
        kinds: { reserved: 2, charged: 2 },
      });
    });
  });
}
