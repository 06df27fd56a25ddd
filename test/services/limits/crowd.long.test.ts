import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../src/core/clock.ts';
import { EVERYONE, type Rule } from '../../../src/core/limits/rules.ts';
import type { LimitSettings } from '../../../src/services/limits/account.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { long } from '../../support/long.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { runChild } from '../../support/run-child.ts';
import { booksOf } from '../../support/tally-books.ts';
import { openTestStore } from '../jobs/open-test-store.ts';
import { openAcceptance, type Wish } from './acceptance.ts';

const REQUESTS = long(200, 40);
const PROCESSES = 4;
const database = await createTestDatabase();
afterAll(() => database?.drop());

const by = { setBy: 'mod', setAt: 1 };
const rule = (scope: string, fields: Partial<Rule>): Rule => ({
  scope,
  whom: EVERYONE,
  command: undefined,
  until: undefined,
  ...by,
  ...fields,
});

interface Case {
  readonly name: string;
  readonly settings?: Partial<LimitSettings>;
  readonly prepare?: (store: Store, scope: string) => Promise<void>;
  readonly wish?: (scope: string, n: number) => Wish;
  readonly accepted: number;
}

const member = (scope: string): Wish => ({ scope });
/** By what no budget pauses before its end. */
const anybody = (scope: string, n: number): Wish => ({ scope, ownerId: `member ${n % 9}`, command: 'rmbg' });
/** What is over everybody counts all that ever happened in a database: it comes first where they share one. */
const cases: readonly Case[] = [
  { name: 'a day’s credits', accepted: 7, prepare: ({ limits }, scope) => limits.putRule(rule(scope, { daily: 7 })) },
  {
    name: 'a month’s credits',
    accepted: 7,
    prepare: ({ limits }, scope) => limits.putRule(rule(scope, { monthly: 7 })),
  },
  {
    name: 'a day’s credits of one command, and a grant',
    accepted: 7,
    async prepare({ limits }, scope) {
      await limits.putRule(rule(scope, { daily: 4, command: 'imagine' }));
      const grant = { scope, memberId: 'ann', credits: 3, until: undefined, ...by };
      await limits.putGrant({ id: `grant of ${scope}`, ...grant });
    },
  },
  {
    name: 'jobs at once',
    accepted: 7,
    prepare: ({ limits }, scope) => limits.putRule(rule(scope, { concurrent: 7 })),
  },
  {
    name: 'seconds between jobs',
    accepted: 1,
    prepare: ({ limits }, scope) => limits.putRule(rule(scope, { cooldown: 3600 })),
  },
  {
    name: 'a server’s budget, by many members',
    accepted: 7,
    wish: anybody,
    prepare: ({ limits }, scope) => limits.putBudget({ scope, credits: 7, channelId: undefined }),
  },
  { name: 'what the operator allows a server', accepted: 7, wish: anybody, settings: { serverMonthlyCredits: 7 } },
];

/** Of several servers at once. */
const everybody: Case = {
  name: 'what the operator allows everybody',
  accepted: 7,
  settings: { operatorMonthlyCredits: 7 },
  wish: (_, n) => ({ scope: `server ${n % 5}`, ownerId: `member ${n % 9}` }),
};

const wishesOf = ({ wish = member }: Case, scope: string) => Array.from({ length: REQUESTS }, (_, n) => wish(scope, n));

describe(`${REQUESTS} requests at the same moment`, () => {
  test.each([...cases, everybody])('hold $name on SQLite: $accepted', async (each) => {
    const store = await openTestStore();
    await each.prepare?.(store, 'guild');
    const { ask } = openAcceptance(store, each.settings);
    const answers = await Promise.all(wishesOf(each, 'guild').map(ask));
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(each.accepted);
    const { told, summed } = await booksOf(store);
    expect(told).toEqual(summed);
    await store.close();
  });
});

const over = { timeout: 120_000, ...onlyWhere(database !== undefined, 'Postgres') };

describe(`${REQUESTS} requests at the same moment over four processes`, over, () => {
  const url = database?.url ?? '';
  const open = () => openStore({ databaseUrl: url, dataDir: '.', clock: systemClock, log: pino({ level: 'silent' }) });

  async function rush(each: Case, scope: string): Promise<number> {
    const all = wishesOf(each, scope);
    const file = new URL('accept-run.ts', import.meta.url);
    const schema = z.object({ accepted: z.number() });
    const runs = Array.from({ length: PROCESSES }, (_, process) => {
      const wishes = all.filter((_, n) => n % PROCESSES === process);
      return runChild(file, [url, JSON.stringify({ settings: each.settings ?? {}, wishes })], schema);
    });
    return (await Promise.all(runs)).reduce((sum, { accepted }) => sum + accepted, 0);
  }

  test.each([everybody, ...long(cases, [])])('hold $name on Postgres: $accepted', async (each) => {
    const store = await open();
    const scope = `server of ${each.name}`;
    await each.prepare?.(store, scope);
    expect(await rush(each, scope)).toBe(each.accepted);
    const { told, summed } = await booksOf(store);
    expect(told).toEqual(summed);
    await store.close();
  });
});
