import { limitProblems as usualProblems } from '../../sandbox/cards/samples/limits.ts';
import type { LimitItem, LimitProblem } from '../../src/core/limits/changes.ts';
import type { LimitLog, LimitTable, LoggedChange } from '../../src/core/limits/pages.ts';
import type { Rule } from '../../src/core/limits/rules.ts';

const AT = 1_790_000_000_000;
const ID = '11000000000000000001';
const by = { setBy: ID, setAt: AT };
const HOSTILE = '@everyone **[x](https://x.example)** <@1> '.repeat(8).slice(0, 300);

/** As long as a rule can be. */
export const longRule: Rule = {
  scope: ID,
  whom: { kind: 'channel', id: ID },
  command: 'x'.repeat(32),
  daily: 1_000_000,
  monthly: 1_000_000,
  concurrent: 1000,
  cooldown: 86_400,
  resolution: '4k',
  allowed: false,
  until: AT,
  ...by,
};

export const items: readonly LimitItem[] = [
  { kind: 'rule', rule: longRule },
  { kind: 'grant', grant: { id: 'g', scope: ID, memberId: ID, credits: 1_000_000, until: AT, ...by } },
  { kind: 'block', block: { scope: ID, memberId: ID, until: AT, reason: HOSTILE, ...by } },
  { kind: 'pause', pause: { scope: ID, command: 'flux', cause: 'moderator', ...by } },
  { kind: 'budget', budget: { scope: ID, credits: 100_000_000, channelId: ID } },
  { kind: 'word', rule: { scope: ID, id: 'w', word: HOSTILE.slice(0, 100), diacritics: 'ignore', ...by } },
  { kind: 'setting', scope: ID, name: 'log_channel', value: ID },
  { kind: 'setting', scope: ID, name: 'spoiler', value: true },
];
const [longItem] = items;

export const limitTable = (over: Partial<LimitTable> = {}): LimitTable => ({
  page: 2,
  pages: 3,
  about: undefined,
  items: Array.from({ length: 8 }, (_, n) => items[n % 3] ?? { kind: 'rule', rule: longRule }),
  budget: { scope: ID, credits: 100_000_000, channelId: ID },
  pauses: [undefined, 'imagine', 'reimagine', 'edit', 'flux', 'expand', 'relight', 'upscale', 'rmbg', 'style'].map(
    (command) => ({ scope: ID, command, cause: command ? 'moderator' : 'budget', ...by }) as const,
  ),
  blocks: 1000,
  grants: { count: 1000, members: 900, credits: 1_000_000_000 },
  operator: { daily: 1_000_000, concurrent: 1000, serverMonthly: 100_000_000 },
  ...over,
});

export const logged = (over: Partial<LoggedChange> = {}): LoggedChange => ({
  id: '01MCC5RM00SK1B7NW2NAMDAN1B',
  at: AT,
  actorId: ID,
  change: { before: longItem, after: longItem, reason: HOSTILE, undoes: 'x' },
  isUndone: false,
  ...over,
});

export const limitLog = (over: Partial<LimitLog> = {}): LimitLog => ({
  page: 2,
  pages: 3,
  entries: Array.from({ length: 6 }, (_, n) => logged({ id: `01MCC5RM00SK1B7NW2NAMDAN${10 + n}` })),
  ...over,
});

/** Those of the gallery, with whatever may be typed, and the longest of each. */
export const limitProblems: readonly LimitProblem[] = [
  ...usualProblems.map((each) => ('typed' in each ? { ...each, typed: HOSTILE } : each)),
  { problem: 'past-until', until: AT },
  { problem: 'cannot-write', channelId: ID },
  { problem: 'no-such-rule', key: longRule, there: [] },
  { problem: 'no-such-rule', key: longRule, there: Array.from({ length: 100 }, () => longRule) },
  { problem: 'not-blocked', memberId: ID },
  { problem: 'not-paused', command: 'flux', pauses: [], budget: undefined },
  {
    problem: 'not-paused',
    command: undefined,
    pauses: limitTable().pauses,
    budget: { scope: ID, credits: 5000, channelId: ID },
  },
];
