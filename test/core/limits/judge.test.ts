import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Source } from '../../../src/core/limits/decide.ts';
import { type Account, type Demand, decisionFor, drawsOf, judge } from '../../../src/core/limits/judge.ts';
import type { RuleField } from '../../../src/core/limits/rules.ts';
import { anyRules, commands } from './any-rule.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const empty: Account = {
  subject: { scope: 'guild', memberId: 'ann', roles: ['red', 'blue'], channels: ['thread', 'parent'] },
  now: NOW,
  rules: [],
  defaults: { daily: 10, concurrent: 3 },
  block: undefined,
  pauses: [],
  grants: [],
  day: new Map(),
  month: new Map(),
  pools: [],
};
const grant = (id: string, left: number, until?: number) => ({
  id,
  scope: 'guild',
  memberId: 'ann',
  credits: 10,
  left,
  until,
  setBy: 'mod',
  setAt: 1,
});
const demand = (price: number, name = 'imagine', resolution?: string): Demand => ({
  command: { name, localNames: { vi: name } },
  resolution,
  price,
});
const codeOf = (account: Account, ...demands: [Demand, ...Demand[]]) => {
  const verdict = judge(account, demands);
  return verdict.ok ? 'ok' : verdict.denial.code;
};
const rule = (fields: object) => ({
  scope: 'guild',
  whom: { kind: 'everyone' as const },
  command: undefined,
  until: undefined,
  setBy: 'mod',
  setAt: 1,
  ...fields,
});

describe('what is turned down', () => {
  const by = { setBy: 'mod', setAt: 1 };
  const pause = { scope: 'guild', command: 'imagine', cause: 'moderator', ...by } as const;

  test('a block stops whatever a rule allows', () => {
    const block = { scope: 'guild', memberId: 'ann', until: NOW + 5, reason: 'spam', ...by };
    const verdict = judge({ ...empty, block }, [demand(0)]);
    expect(verdict).toEqual({ ok: false, denial: { code: 'blocked', until: NOW + 5, reason: 'spam' } });
  });

  test('a pause stops its command, and without one all of them', () => {
    expect(codeOf({ ...empty, pauses: [pause] }, demand(1))).toBe('paused');
    expect(codeOf({ ...empty, pauses: [pause] }, demand(1, 'upscale'))).toBe('ok');
    expect(codeOf({ ...empty, pauses: [{ ...pause, command: undefined }] }, demand(1, 'upscale'))).toBe('paused');
  });

  test('a size beyond what the rule says, and no size that nobody knows', () => {
    const account = { ...empty, rules: [rule({ resolution: '2k' })] };
    expect(codeOf(account, demand(1, 'imagine', '4k'))).toBe('resolution');
    expect(codeOf(account, demand(1, 'imagine', '2k'))).toBe('ok');
    expect(codeOf(account, demand(1))).toBe('ok');
  });

  test.each(['budget', 'server', 'operator'] as const)(
    'more than the %s has left, also where grants are plenty',
    (kind) => {
      const account = { ...empty, grants: [grant('g', 100)], pools: [{ kind, credits: 8, spent: 6 }] };
      expect(judge(account, [demand(3)])).toMatchObject({ ok: false, denial: { code: 'pool', pool: kind, left: 2 } });
      expect(codeOf(account, demand(2))).toBe('ok');
    },
  );

  test('what costs nothing is let through where all is spent', () => {
    const day = new Map([['imagine', { credits: 99, granted: 0 }]]);
    expect(codeOf({ ...empty, day, pools: [{ kind: 'budget', credits: 1, spent: 5 }] }, demand(0))).toBe('ok');
  });

  test('a number for one command counts that command alone, one for all counts all', () => {
    const day = new Map([
      ['imagine', { credits: 4, granted: 0 }],
      ['upscale', { credits: 5, granted: 0 }],
    ]);
    const account = { ...empty, day, rules: [rule({ daily: 5, command: 'imagine' })] };
    expect(codeOf(account, demand(1))).toBe('ok');
    expect(codeOf(account, demand(2))).toBe('daily-credits');
    expect(codeOf(account, demand(1, 'upscale'))).toBe('ok');
    expect(codeOf(account, demand(2, 'upscale'))).toBe('daily-credits');
  });

  test('steps fit together or not at all, and the sum is told', () => {
    const steps: [Demand, ...Demand[]] = [demand(4), demand(4, 'upscale'), demand(4, 'rmbg')];
    expect(judge(empty, steps)).toMatchObject({ ok: false, denial: { code: 'daily-credits', price: 12, left: 10 } });
    expect(codeOf({ ...empty, grants: [grant('g', 2)] }, ...steps)).toBe('ok');
  });
});

describe('grants', () => {
  test('pay what the rules do not leave, and nothing else', () => {
    const day = new Map([['imagine', { credits: 8, granted: 0 }]]);
    expect(judge({ ...empty, day, grants: [grant('g', 5)] }, [demand(5)])).toMatchObject({ ok: true, short: 3 });
    expect(judge({ ...empty, day, grants: [grant('g', 5)] }, [demand(2)])).toMatchObject({ ok: true, short: 0 });
    expect(codeOf({ ...empty, day, grants: [grant('g', 2)] }, demand(5))).toBe('daily-credits');
  });

  test('what they paid counts against no rule afterwards', () => {
    const day = new Map([['imagine', { credits: 13, granted: 5 }]]);
    expect(judge({ ...empty, day }, [demand(2)])).toMatchObject({ ok: true, short: 0 });
  });

  test('the first is used up before the next, by the last jobs of a group', () => {
    const jobs = ['a', 'b', 'c'].map((id) => ({ id, price: 2 }));
    expect(drawsOf(jobs, 5, [grant('first', 3), grant('second', 4)])).toEqual([
      { jobId: 'c', grantId: 'first', credits: 2 },
      { jobId: 'b', grantId: 'first', credits: 1 },
      { jobId: 'b', grantId: 'second', credits: 1 },
      { jobId: 'a', grantId: 'second', credits: 1 },
    ]);
  });
});

describe('of any rules', () => {
  const anyAccount = fc
    .record({ rules: anyRules, spent: fc.nat(12), earlier: fc.nat(12) })
    .map(({ rules, spent, earlier }): Account => {
      const day = new Map([['imagine', { credits: spent, granted: 0 }]]);
      const month = new Map([['imagine', { credits: spent + earlier, granted: 0 }]]);
      return { ...empty, rules, day, month };
    });
  const anyDemand = fc
    .record({ price: fc.integer({ min: 1, max: 6 }), name: fc.constantFrom(...commands) })
    .map(({ price, name }) => demand(price, name, '4k'));
  const fieldOf: Readonly<Record<string, RuleField>> = {
    'daily-credits': 'daily',
    'monthly-credits': 'monthly',
    resolution: 'resolution',
    'not-allowed': 'allowed',
  };
  const relaxed = { daily: 1000, monthly: 1000, concurrent: 1000, cooldown: 0, resolution: '8k', allowed: true };

  test('the rule that is named decides: without its bound something else is said, or nothing', () => {
    fc.assert(
      fc.property(anyAccount, anyDemand, (account, wish) => {
        const verdict = judge(account, [wish]);
        const field = verdict.ok ? undefined : fieldOf[verdict.denial.code];
        if (verdict.ok || !field) return;
        const { by } = decisionFor(account, wish.command.name)[field];
        const freed: Account =
          by === 'operator'
            ? { ...account, defaults: { daily: 1000, concurrent: 1000 } }
            : {
                ...account,
                rules: account.rules.map((each) => (each === by ? { ...each, [field]: relaxed[field] } : each)),
              };
        // a channel and a rule may both say no: then it is the other one that still does
        const { by: next } = decisionFor(freed, wish.command.name)[field];
        const isAnother = next !== undefined && next !== 'operator' && account.rules.includes(next);
        if (!isAnother) expect(codeOf(freed, wish)).not.toBe(verdict.denial.code);
        else expect(field).toBe('allowed');
      }),
      { numRuns: 2000 },
    );
  });

  test('those that it beat have no say: without them the same is decided', () => {
    fc.assert(
      fc.property(
        anyAccount,
        anyDemand,
        fc.constantFrom<RuleField>('daily', 'monthly', 'cooldown', 'resolution'),
        (account, wish, field) => {
          const { value, by, beaten } = decisionFor(account, wish.command.name)[field];
          const kept = account.rules.filter((each: Source) => !beaten.includes(each));
          expect(decisionFor({ ...account, rules: kept }, wish.command.name)[field]).toMatchObject({ value, by });
        },
      ),
      { numRuns: 1000 },
    );
  });
});
