import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/services/store/contract.ts';
import { type LedgerEntry, ledgerKinds } from '../../../src/services/store/ledger.ts';
import { booksOf } from '../../support/tally-books.ts';
import { planOf } from './query-plans.ts';

const NOW = 1_800_000_000_000;
const by = { setBy: 'mod', setAt: NOW };
const day = { from: '2026-11-21', to: '2026-11-21' };
const november = { from: '2026-11-01', to: '2026-11-31' };

const line = (jobId: string, kind: LedgerEntry['kind'], changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  jobId,
  kind,
  scope: 'guild',
  ownerId: 'ann',
  command: 'imagine',
  day: '2026-11-21',
  credits: 2,
  at: NOW,
  ...changes,
});

/** Sums beside the ledger, on both databases. */
export function talliesConformance(store: () => Store): void {
  describe('tallies', () => {
    test('are by command, of the day on which the credits were reserved', async () => {
      const { ledger, tallies } = store();
      const earlier = { day: '2026-11-20', credits: 3 };
      await ledger.append([line('a', 'reserved'), line('b', 'reserved', { command: 'upscale', credits: 5 })]);
      await ledger.append([line('c', 'reserved', earlier), line('d', 'reserved', { day: '2026-12-01' })]);
      await ledger.append([line('e', 'reserved', { ownerId: 'bob' }), line('f', 'reserved', { scope: 'other' })]);
      const amounts = (credits: number) => ({ credits, granted: 0 });
      expect(await tallies.spent('guild', 'ann', day)).toEqual(
        new Map([
          ['imagine', amounts(2)],
          ['upscale', amounts(5)],
        ]),
      );
      expect((await tallies.spent('guild', 'ann', november)).get('imagine')).toEqual(amounts(5));
      expect(await tallies.ofServer('guild', '2026-11')).toBe(12);
      expect(await tallies.ofEverybody('2026-11')).toBe(14);
      expect(await tallies.ofEverybody('2026-10')).toBe(0);
    });

    test('only what was asked for has a time, of its command or of any', async () => {
      const { ledger, tallies } = store();
      await ledger.append([line('a', 'reserved')], { draws: [], askedAt: NOW });
      await ledger.append([line('b', 'reserved', { command: 'upscale' })], { draws: [], askedAt: NOW + 5 });
      await ledger.append([line('c', 'reserved', { at: NOW + 9 }), line('a', 'given-back', { at: NOW + 9 })]);
      expect(await tallies.lastAsked('guild', 'ann', day, undefined)).toBe(NOW + 5);
      expect(await tallies.lastAsked('guild', 'ann', day, 'imagine')).toBe(NOW);
      expect(await tallies.lastAsked('guild', 'bob', day, undefined)).toBeUndefined();
    });

    test('what a grant paid goes back to it, and only once', async () => {
      const { ledger, limits, tallies } = store();
      const grant = { id: 'g', scope: 'guild', memberId: 'ann', credits: 9, until: NOW + 50, ...by };
      await limits.putGrant(grant);
      await limits.putGrant({ ...grant, id: 'endless', until: undefined, setAt: 0 });
      await limits.putGrant({ ...grant, id: 'soon', until: NOW + 10 });
      const draws = [{ jobId: 'a', grantId: 'g', credits: 2 }];
      await ledger.append([line('a', 'reserved')], { draws, askedAt: NOW });
      await ledger.append([line('a', 'reserved')], { draws, askedAt: NOW });
      const left = async () => (await limits.openGrants('guild', 'ann', NOW)).map((each) => [each.id, each.left]);
      expect(await left()).toEqual([
        ['soon', 9],
        ['g', 7],
        ['endless', 9],
      ]);
      expect((await tallies.spent('guild', 'ann', day)).get('imagine')).toEqual({ credits: 2, granted: 2 });
      for (let n = 0; n < 2; n += 1) await ledger.append([line('a', 'given-back')]);
      expect((await left())[1]).toEqual(['g', 9]);
      expect((await tallies.spent('guild', 'ann', day)).get('imagine')).toEqual({ credits: 0, granted: 0 });
    });

    test('always equal what the ledger adds up to, whatever is written in whatever order', async () => {
      const anyLine = fc
        .record({
          jobId: fc.integer({ min: 1, max: 12 }),
          kind: fc.constantFrom(...ledgerKinds),
        })
        .map(({ jobId, kind }) =>
          line(`j${jobId}`, kind, {
            scope: `s${jobId % 3}`,
            ownerId: `m${jobId % 2}`,
            command: ['imagine', 'upscale'][jobId % 2] ?? '',
            day: `2026-1${jobId % 3}-0${1 + (jobId % 4)}`,
            credits: jobId,
          }),
        );
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(anyLine, { maxLength: 5 }), { maxLength: 6 }), async (writes) => {
          for (const lines of writes) {
            // one statement may not name a line twice
            const once = [...new Map(lines.map((each) => [`${each.jobId} ${each.kind}`, each])).values()];
            await store().ledger.append(once);
          }
          const { told, summed } = await booksOf(store());
          expect(told).toEqual(summed);
        }),
        { numRuns: 25 },
      );
    });

    test('of a transaction that fails nothing is counted', async () => {
      const failing = store().transaction(async (session) => {
        await session.ledger.append([line('gone', 'reserved')]);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await store().tallies.ofServer('guild', '2026-11')).toBe(0);
    });

    test('which kinds of limits a server has is one question', async () => {
      const { limits } = store();
      expect(await limits.kinds('guild')).toEqual(new Set());
      await limits.putBlock({ scope: 'guild', memberId: 'bob', until: undefined, reason: undefined, ...by });
      await limits.putBudget({ scope: 'other', credits: 5, channelId: undefined });
      expect(await limits.kinds('guild')).toEqual(new Set(['blocks']));
      expect(await limits.kinds('other')).toEqual(new Set(['budgets']));
    });

    test('a month of a budget is kept as it was told, and looked at when its time comes', async () => {
      const { budgetMonths, limits, ledger } = store();
      const month = { month: '2026-11', credits: 100, reached: 80, told: 50, pauses: { flux: 'paused' } } as const;
      await budgetMonths.put('guild', month, 'vi', NOW);
      expect(await budgetMonths.of('guild')).toEqual(month);
      expect(await budgetMonths.due(NOW - 1, 9)).toEqual([]);
      expect(await budgetMonths.due(NOW, 9)).toEqual([{ scope: 'guild', language: 'vi' }]);
      await budgetMonths.told('guild', '2026-10', 100);
      await budgetMonths.told('guild', '2026-11', 80);
      await budgetMonths.told('guild', '2026-11', 50);
      expect(await budgetMonths.of('guild')).toEqual({ ...month, told: 80 });
      await budgetMonths.later('guild', NOW + 100);
      const isDue = async () => (await budgetMonths.due(NOW, 9)).length > 0;
      expect(await isDue()).toBe(false);
      await limits.putBudget({ scope: 'guild', credits: 200, channelId: undefined });
      expect(await isDue()).toBe(true);
      await budgetMonths.later('guild', NOW + 100);
      await ledger.append([line('a', 'reserved')]);
      expect(await isDue()).toBe(false);
      await ledger.append([line('a', 'given-back')]);
      expect(await isDue()).toBe(true);
    });

    test('are answered from indexes, however much there is of others', async () => {
      await store().sql(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
         insert into tallies (scope, owner_id, period, command, credits, granted, asked_at)
         select 'guild' || (i % 50), 'member' || i, '2026-11-21', 'imagine', 1, 0, 0 from n`,
        [],
      );
      if (store().kind === 'postgres') await store().sql('analyze', []);
      const plan = await planOf(store(), async (_jobs, _posts, { tallies, limits, budgetMonths, jobs }) => {
        await tallies.spent('guild1', 'member1', november);
        await tallies.lastAsked('guild1', 'member1', day, 'imagine');
        await tallies.ofServer('guild1', '2026-11');
        await tallies.ofEverybody('2026-11');
        await limits.openGrants('guild1', 'member1', NOW);
        await budgetMonths.of('guild1');
        await budgetMonths.due(NOW, 50);
        await jobs.countRunning('guild1', 'member1', { operation: 'imagine', exceptPost: 'p' });
      });
      expect(plan).not.toMatch(/SCAN (?!.*CONSTANT ROW)|Seq Scan/);
    });
  });
}
