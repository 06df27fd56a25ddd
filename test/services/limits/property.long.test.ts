import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createMovableClock } from '../../../sandbox/movable-clock.ts';
import { counted, decide, type Source } from '../../../src/core/limits/decide.ts';
import type { Rule } from '../../../src/core/limits/rules.ts';
import { dayOf, monthOf } from '../../../src/core/periods.ts';
import { createSettle } from '../../../src/services/jobs/settle.ts';
import type { HeldJob } from '../../../src/services/store/contract.ts';
import { anyRules, commands } from '../../core/limits/any-rule.ts';
import { long } from '../../support/long.ts';
import { booksOf } from '../../support/tally-books.ts';
import { openTestStore } from '../jobs/open-test-store.ts';
import { openAcceptance } from './acceptance.ts';

const HOUR_MS = 3_600_000;
const settings = { dailyCredits: 15, concurrentJobs: 8, serverMonthlyCredits: 60, operatorMonthlyCredits: 70 };
const defaults = { daily: 15, concurrent: 8 };
const BUDGET = 50;
const GRANTED = 6;
const where = { roles: ['red'], channels: ['thread'] };

type Deed =
  | {
      readonly kind: 'ask';
      readonly ownerId: string;
      readonly command: string;
      readonly price: number;
      readonly count: number;
    }
  | { readonly kind: 'end'; readonly which: number; readonly how: 'fail' | 'cancel' | 'unknown' }
  | { readonly kind: 'wait'; readonly hours: number };

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      ownerId: fc.constantFrom('ann', 'bob'),
      command: fc.constantFrom(...commands),
      price: fc.integer({ min: 0, max: 4 }),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(50),
      how: fc.constantFrom('fail' as const, 'cancel' as const, 'unknown' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }) },
);

test('whatever is set, asked for, called off and waited for: no limit is exceeded, and the books agree', async () => {
  await fc.assert(
    fc.asyncProperty(anyRules, fc.array(anyDeed, { minLength: 5, maxLength: 30 }), async (rules, deeds) => {
      const store = await openTestStore();
      try {
        await play(store, rules, deeds);
      } finally {
        await store.close();
      }
    }),
    { numRuns: long(40, 4) },
  );
}, 120_000);

async function play(store: Awaited<ReturnType<typeof openTestStore>>, rules: readonly Rule[], deeds: readonly Deed[]) {
  const clock = createMovableClock();
  const { ask } = openAcceptance(store, settings, clock);
  const settle = createSettle({ store, clock, log: pino({ level: 'silent' }), wakes: { announce: async () => {} } });
  for (const rule of rules) await store.limits.putRule(rule);
  await store.limits.putBudget({ scope: 'guild', credits: BUDGET, channelId: undefined });
  const by = { setBy: 'mod', setAt: 1 };
  await store.limits.putGrant({ id: 'g', scope: 'guild', memberId: 'ann', credits: GRANTED, until: undefined, ...by });
  const live: HeldJob[] = [];

  const sumOf = (jobs: readonly HeldJob[]) => jobs.reduce((sum, { price }) => sum + price, 0);

  function expectWithin(ownerId: string, command: string): void {
    const subject = { scope: 'guild', memberId: ownerId, ...where };
    const now = clock.now();
    const decided = (name: string) => decide(rules, defaults, subject, name);
    const { daily, monthly, concurrent } = decided(command);
    const own = live.filter((job) => job.ownerId === ownerId);
    // what a rule for one command allowed may come on top of what the general one does
    const under = (field: 'daily' | 'monthly', by: Source | undefined) =>
      own.filter(({ operation }) => decided(operation)[field].by === by);
    const only = counted(concurrent);
    const running = own.filter(({ operation }) => only === undefined || operation === only);
    const granted = ownerId === 'ann' ? GRANTED : 0;
    const onDay = under('daily', daily.by).filter(({ createdAt }) => dayOf(createdAt) === dayOf(now));
    const inMonth = under('monthly', monthly.by).filter(({ createdAt }) => monthOf(createdAt) === monthOf(now));
    expect(sumOf(onDay)).toBeLessThanOrEqual((daily.value ?? Infinity) + granted);
    expect(sumOf(inMonth)).toBeLessThanOrEqual((monthly.value ?? Infinity) + granted);
    expect(new Set(running.map(({ postId }) => postId)).size).toBeLessThanOrEqual(concurrent.value ?? Infinity);
    const all = live.filter(({ createdAt }) => monthOf(createdAt) === monthOf(now));
    expect(sumOf(all)).toBeLessThanOrEqual(BUDGET);
  }

  async function end(which: number, how: 'fail' | 'cancel' | 'unknown'): Promise<void> {
    const [job] = live.splice(which % Math.max(1, live.length), 1);
    if (!job) return;
    if (how === 'cancel') await settle.cancel(job);
    else await settle.fail(job, { code: how === 'unknown' ? 'unknown' : 'provider-failed' });
    // once more changes nothing
    await settle.fail(job, { code: 'internal' });
  }

  for (const deed of deeds) {
    if (deed.kind === 'wait') clock.advance(deed.hours * HOUR_MS);
    else if (deed.kind === 'end') await end(deed.which, deed.how);
    else {
      const answer = await ask({ ...deed, roles: where.roles, channelId: 'thread' });
      if (answer.kind !== 'accepted') continue;
      live.push(...answer.jobs);
      expectWithin(deed.ownerId, deed.command);
    }
  }
  const { told, summed } = await booksOf(store);
  expect(told).toEqual(summed);
}
