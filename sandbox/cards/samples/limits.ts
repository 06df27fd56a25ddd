import { operations } from '../../../src/commands/index.ts';
import { limits } from '../../../src/commands/limits.ts';
import { settingsWords } from '../../../src/commands/settings.ts';
import type { Language } from '../../../src/core/language.ts';
import type { BudgetNotice } from '../../../src/core/limits/budget.ts';
import type { LimitItem, LimitProblem } from '../../../src/core/limits/changes.ts';
import { decide } from '../../../src/core/limits/decide.ts';
import type { LimitLog, LimitOverview, LimitTable, LoggedChange, QuotaPage } from '../../../src/core/limits/pages.ts';
import type { Rule, Whom } from '../../../src/core/limits/rules.ts';
import { DAY_MS, endOfDay, endOfMonth } from '../../../src/core/periods.ts';
import { createWording } from '../../../src/views/limits/items.ts';
import { AT, CHANNEL, MODERATOR, OWNER } from './pictures.ts';

/** How the commands are called in answers of `/limits`. */
export const wordingIn = (language: Language) =>
  createWording({ limits, settings: settingsWords }, operations, language);

const scope = '1100000000000000001';
const ROLE = '1100000000000000007';
const by = { setBy: MODERATOR, setAt: AT - DAY_MS };
const until = AT + 3 * DAY_MS;

const ruleFor = (whom: Whom, over: Partial<Rule>): Rule => ({
  scope,
  whom,
  command: undefined,
  until: undefined,
  ...by,
  ...over,
});

export const rules: readonly Rule[] = [
  ruleFor({ kind: 'everyone' }, { daily: 20, concurrent: 2 }),
  ruleFor({ kind: 'everyone' }, { command: 'upscale', cooldown: 60, resolution: '2k' }),
  ruleFor({ kind: 'role', id: ROLE }, { daily: 100, monthly: 1500 }),
  ruleFor({ kind: 'channel', id: CHANNEL }, { allowed: false, until }),
  ruleFor({ kind: 'member', id: OWNER }, { daily: 5, allowed: true, command: 'flux', until }),
];

export const pauses: LimitTable['pauses'] = [
  { scope, command: 'flux', cause: 'moderator', ...by },
  { scope, command: 'upscale', cause: 'budget', ...by },
];
export const pauseAll: LimitTable['pauses'][number] = { scope, command: undefined, cause: 'moderator', ...by };
export const budget = { scope, credits: 2000, channelId: CHANNEL };

/** One of each, and of some another one that says something else. */
export const items: readonly LimitItem[] = [
  ...rules.map((rule) => ({ kind: 'rule', rule }) as const),
  { kind: 'grant', grant: { id: 'g', scope, memberId: OWNER, credits: 50, until, ...by } },
  { kind: 'grant', grant: { id: 'h', scope, memberId: OWNER, credits: 10, until: undefined, ...by } },
  { kind: 'block', block: { scope, memberId: OWNER, until, reason: 'the same prompt forty times', ...by } },
  { kind: 'block', block: { scope, memberId: OWNER, until: undefined, reason: undefined, ...by } },
  ...pauses.map((pause) => ({ kind: 'pause', pause }) as const),
  { kind: 'pause', pause: pauseAll },
  { kind: 'budget', budget },
  { kind: 'budget', budget: { scope, credits: 0, channelId: undefined } },
  { kind: 'word', rule: { scope, id: 'w', word: 'gore', diacritics: 'auto', ...by } },
  { kind: 'setting', scope, name: 'log_channel', value: CHANNEL },
  { kind: 'setting', scope, name: 'spoiler', value: true },
];

export const limitTable = (over: Partial<LimitTable> = {}): LimitTable => ({
  page: 1,
  pages: 2,
  about: undefined,
  items: items.filter(({ kind }) => kind === 'rule'),
  budget,
  pauses,
  blocks: 1,
  grants: { count: 3, members: 2, credits: 70 },
  operator: { daily: 50, concurrent: 3, serverMonthly: 10_000 },
  ...over,
});

const logged = (at: number, over: Partial<LoggedChange> = {}): LoggedChange => ({
  id: `01MCC5RM00SK1B7NW2NAMDAN${10 + at}`,
  at: AT - at * DAY_MS,
  actorId: MODERATOR,
  change: { before: undefined, after: items[at], reason: undefined, undoes: undefined },
  isUndone: false,
  ...over,
});

export const limitLog = (over: Partial<LimitLog> = {}): LimitLog => ({
  page: 1,
  pages: 3,
  entries: [
    logged(0, { change: { before: items[0], after: items[2], reason: undefined, undoes: undefined } }),
    logged(5),
    logged(7, { change: { before: items[7], after: undefined, reason: 'said sorry', undoes: 'x' } }),
    logged(9, { isUndone: true }),
    logged(1, { change: undefined }),
  ],
  ...over,
});

const [everyone] = rules;
const flux: Rule = ruleFor({ kind: 'member', id: OWNER }, { command: 'flux' });

export const limitProblems: readonly LimitProblem[] = [
  { problem: 'several-whoms' },
  { problem: 'no-fields' },
  { problem: 'no-jobs-at-once' },
  { problem: 'bot' },
  { problem: 'category' },
  { problem: 'block-self' },
  { problem: 'no-such-entry' },
  { problem: 'unreadable-entry' },
  { problem: 'undone-already' },
  { problem: 'as-before' },
  { problem: 'words-full' },
  { problem: 'manage-server-only' },
  { problem: 'bad-until', typed: 'soon' },
  { problem: 'unknown-command', typed: 'imagin' },
  { problem: 'unknown-resolution', typed: '8k' },
  { problem: 'past-until', until: AT - DAY_MS },
  { problem: 'out-of-range', subcommand: 'set', option: 'daily', minimum: 0, maximum: 1_000_000 },
  { problem: 'reason-too-long', length: 301, limit: 300 },
  { problem: 'cannot-write', channelId: CHANNEL },
  { problem: 'no-such-rule', key: flux, there: [] },
  { problem: 'no-such-rule', key: flux, there: everyone ? [everyone] : [] },
  { problem: 'not-blocked', memberId: OWNER },
  { problem: 'not-paused', command: 'imagine', pauses: [], budget: undefined },
  { problem: 'not-paused', command: undefined, pauses, budget },
];

const subject = { scope, memberId: OWNER, roles: [ROLE], channels: [CHANNEL] };
const defaults = { daily: 50, concurrent: 3 };
const [imagine, , , fluxCommand] = operations;

const plain: LimitOverview = {
  memberId: OWNER,
  command: undefined,
  decision: decide([], defaults, subject, undefined),
  spentToday: 12,
  spentThisMonth: 140,
  left: 38,
  running: 1,
  nextAt: undefined,
  grants: [],
  block: undefined,
  pauses: [],
  pools: [],
  dayEndsAt: endOfDay(AT),
  monthEndsAt: endOfMonth(AT),
};
const ruled: LimitOverview = {
  ...plain,
  decision: decide(rules.slice(0, 3), defaults, subject, undefined),
  grants: [
    { id: 'g', scope, memberId: OWNER, credits: 50, left: 31, until, ...by },
    { id: 'h', scope, memberId: OWNER, credits: 10, left: 10, until: undefined, ...by },
  ],
  pauses: [
    { cause: 'moderator', command: fluxCommand },
    { cause: 'budget', command: imagine },
  ],
  pools: (['budget', 'server', 'operator'] as const).map((kind) => ({ kind, credits: 2000, spent: 1640 })),
};
const stopped: LimitOverview = {
  ...plain,
  command: imagine,
  decision: decide(
    [...rules, ruleFor({ kind: 'member', id: OWNER }, { cooldown: 30, resolution: '2k' })],
    defaults,
    subject,
    undefined,
  ),
  left: 0,
  nextAt: AT + 20_000,
  block: { scope, memberId: OWNER, until, reason: 'the same prompt forty times', ...by },
  pauses: [{ cause: 'moderator', command: undefined }],
};
const own = [
  ruleFor({ kind: 'everyone' }, { command: 'upscale', cooldown: 60, resolution: '2k', concurrent: 1 }),
  ruleFor({ kind: 'everyone' }, { command: 'flux', allowed: false }),
];

/** More than a message has room for. */
const crowded: LimitOverview = {
  ...stopped,
  block: { scope, memberId: OWNER, until, reason: 'the same prompt forty times; '.repeat(10), ...by },
  pauses: (['moderator', 'budget'] as const).flatMap((cause) => operations.map((command) => ({ cause, command }))),
  grants: Array.from({ length: 12 }, (_, at) => ({
    id: `${at}`,
    scope,
    memberId: OWNER,
    credits: 50,
    left: at,
    until,
    ...by,
  })),
  pools: ruled.pools,
};

export const CREDIT_PRICE = { amount: 0.04, currency: 'EUR' } as const;

export const quotaPages: Readonly<Record<string, QuotaPage>> = {
  'no rules': { overview: plain, exceptions: [], prices: [] },
  'rules, grants and a budget': {
    overview: ruled,
    exceptions: operations
      .filter(({ name }) => name === 'upscale' || name === 'flux')
      .map((command) => ({ command, decision: decide(own, defaults, subject, command.name), left: 8 })),
    creditPrice: CREDIT_PRICE,
    prices: operations.map((command) => {
      const credits = Object.values(command.prices);
      return { command, cheapest: Math.min(...credits), dearest: Math.max(...credits) };
    }),
  },
  'another rule for each command': {
    overview: {
      ...plain,
      command: fluxCommand,
      decision: decide(
        [ruleFor({ kind: 'member', id: OWNER }, { allowed: true, daily: 5 })],
        defaults,
        subject,
        'flux',
      ),
    },
    exceptions: operations.map((command) => {
      const said = { command: command.name, concurrent: 1, resolution: '2k', cooldown: 3600 };
      return {
        command,
        decision: decide([ruleFor({ kind: 'everyone' }, said)], defaults, subject, command.name),
        left: 8,
      };
    }),
    prices: [],
  },
  'more than there is room for': { overview: crowded, exceptions: [], prices: [] },
  'nothing may be asked for': { overview: stopped, exceptions: [], prices: [] },
};

export const budgetNotices: readonly BudgetNotice[] = [
  { percent: 50, spent: 1000, credits: 2000, resetsAt: endOfMonth(AT), paused: [] },
  { percent: 80, spent: 1640, credits: 2000, resetsAt: endOfMonth(AT), paused: ['upscale', 'flux'] },
  { percent: 100, spent: 2000, credits: 2000, resetsAt: endOfMonth(AT), paused: ['imagine'] },
];
