import { operations } from '../../src/commands/index.ts';
import type { BudgetNotice } from '../../src/core/limits/budget.ts';
import { decide } from '../../src/core/limits/decide.ts';
import type { LimitOverview, QuotaPage } from '../../src/core/limits/pages.ts';
import type { Rule, Whom } from '../../src/core/limits/rules.ts';

const AT = 1_790_000_000_000;
const id = (n: number) => `1100000000000000${String(n).padStart(4, '0')}`;
const subject = {
  scope: id(0),
  memberId: id(1),
  roles: Array.from({ length: 40 }, (_, n) => id(100 + n)),
  channels: [id(2), id(3)],
};
const by = { setBy: id(9), setAt: AT };

const rule = (whom: Whom, command: string | undefined): Rule => ({
  scope: subject.scope,
  whom,
  command,
  until: AT,
  daily: 1_000_000,
  monthly: 1_000_000,
  concurrent: 1000,
  cooldown: 86_400,
  resolution: '4k',
  allowed: true,
  ...by,
});
const roleRules = subject.roles.map((role) => rule({ kind: 'role', id: role }, undefined));
const rules = [
  ...roleRules,
  rule({ kind: 'member', id: subject.memberId }, undefined),
  ...operations.map(({ name }) => rule({ kind: 'everyone' }, name)),
];
const defaults = { daily: 50, concurrent: 3 };

const plain: LimitOverview = {
  memberId: subject.memberId,
  command: undefined,
  decision: decide([], defaults, subject, undefined),
  spentToday: 0,
  spentThisMonth: 0,
  left: 50,
  running: 0,
  nextAt: undefined,
  grants: [],
  block: undefined,
  pauses: [],
  pools: [],
  dayEndsAt: AT,
  monthEndsAt: AT,
};
const full: LimitOverview = {
  ...plain,
  command: operations[0],
  decision: decide(rules, defaults, subject, 'imagine'),
  nextAt: AT,
  grants: Array.from({ length: 30 }, (_, n) => ({
    id: `g${n}`,
    scope: subject.scope,
    memberId: subject.memberId,
    credits: 1_000_000,
    left: 999_999,
    until: n % 2 === 0 ? AT : undefined,
    ...by,
  })),
  block: { scope: subject.scope, memberId: subject.memberId, until: AT, reason: '*'.repeat(300), ...by },
  pauses: [
    { cause: 'moderator', command: undefined },
    ...operations.map((command) => ({ cause: 'moderator' as const, command })),
    ...operations.map((command) => ({ cause: 'budget' as const, command })),
  ],
  pools: (['budget', 'server', 'operator'] as const).map((kind) => ({ kind, credits: 1_000_000, spent: 999_999 })),
};

/** As short as it gets, and as long. */
export const quotaPages: readonly QuotaPage[] = [
  { overview: plain, exceptions: [], prices: [] },
  {
    overview: full,
    exceptions: operations.map((command) => ({
      command,
      decision: decide(rules, defaults, subject, command.name),
      left: 999_999,
    })),
    prices: operations.map((command) => ({ command, cheapest: 1, dearest: 100_000 })),
  },
];

export const budgetNotices: readonly BudgetNotice[] = [
  { percent: 50, spent: 10, credits: 20, resetsAt: AT, paused: [] },
  { percent: 80, spent: 800_000, credits: 1_000_000, resetsAt: AT, paused: operations.map(({ name }) => name) },
  { percent: 100, spent: 20, credits: 20, resetsAt: AT, paused: ['imagine'] },
];
