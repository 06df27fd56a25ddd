import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { LimitItem, LimitTarget } from '../../../src/core/limits/changes.ts';
import type { Whom } from '../../../src/core/limits/rules.ts';
import { ulid } from '../../../src/core/ulid.ts';
import { createLimitChanges } from '../../../src/services/limits/changes.ts';
import { readEntries, readEntry } from '../../../src/services/limits/log.ts';
import type { Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { wholeOf } from '../../../src/services/store/session.ts';
import { long } from '../../support/long.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const NOW = 1_800_000_000_000;
const WEEK = 604_800_000;
const log = pino({ level: 'silent' });

interface Wanted {
  readonly target: LimitTarget;
  /** Undefined: it shall go. */
  readonly item: ((setAt: number) => LimitItem) | undefined;
}

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const until = optional(fc.integer({ min: NOW + WEEK, max: NOW + 2 * WEEK }));
const memberId = fc.constantFrom('1', '2');
const setBy = 'mod';

const anyWhom: fc.Arbitrary<Whom> = fc.oneof(
  fc.constant({ kind: 'everyone' } as const),
  fc.record({ kind: fc.constantFrom('role', 'member', 'channel'), id: memberId }),
);

const wantedIn = (scope: string): fc.Arbitrary<Wanted> => {
  const rule = fc
    .record({
      whom: anyWhom,
      command: optional(fc.constantFrom('flux', 'imagine')),
      until,
      daily: fc.nat(5),
      on: fc.boolean(),
    })
    .map(({ whom, command, until, daily, on }): Wanted => {
      const key = { scope, whom, command };
      const rule = { ...key, until, daily, setBy };
      return {
        target: { kind: 'rule', key },
        item: on ? (setAt) => ({ kind: 'rule', rule: { ...rule, setAt } }) : undefined,
      };
    });
  const grant = fc
    .record({ memberId, credits: fc.integer({ min: 1, max: 9 }), until })
    .map(({ memberId, credits, until }): Wanted => {
      const id = ulid(NOW);
      const grant = { id, scope, memberId, credits, until, setBy };
      return {
        target: { kind: 'grant', scope, memberId, id },
        item: (setAt) => ({ kind: 'grant', grant: { ...grant, setAt } }),
      };
    });
  const block = fc.record({ memberId, until, on: fc.boolean(), reason: optional(fc.string()) }).map(
    ({ on, ...given }): Wanted => ({
      target: { kind: 'block', scope, memberId: given.memberId },
      item: on ? (setAt) => ({ kind: 'block', block: { ...given, scope, setBy, setAt } }) : undefined,
    }),
  );
  const pause = fc.record({ command: optional(fc.constant('flux')), on: fc.boolean() }).map(
    ({ command, on }): Wanted => ({
      target: { kind: 'pause', scope, command },
      item: on
        ? (setAt) => ({ kind: 'pause', pause: { scope, command, cause: 'moderator', setBy, setAt } })
        : undefined,
    }),
  );
  const budget = fc.record({ credits: fc.nat(9), channelId: optional(memberId) }).map(
    ({ credits, channelId }): Wanted => ({
      target: { kind: 'budget', scope },
      item: credits > 0 ? () => ({ kind: 'budget', budget: { scope, credits, channelId } }) : undefined,
    }),
  );
  return fc.oneof(rule, rule, grant, block, pause, budget);
};

/** Everything that is stored of a server, ended or not. */
async function allSet({ limits }: Store, scope: string) {
  const [rules, grants, blocks, pauses, budget] = await Promise.all([
    limits.rules(scope, 0),
    limits.grantsIn(scope, 0),
    limits.blocks(scope, 0),
    limits.pauses(scope),
    limits.budget(scope),
  ]);
  return { rules, grants, blocks, pauses: new Set(pauses.map((each) => JSON.stringify(each))), budget };
}

const database = await createTestDatabase();
const folder = await mkdtemp(join(tmpdir(), 'darkroom-limits-'));
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database?.drop();
});

describe.each([['SQLite', undefined], ...(database ? [['Postgres', database.url] as const] : [])] as const)(
  'changes of limits on %s',
  (_, databaseUrl) => {
    let store: Store;
    let now = NOW;
    let scopes = 0;
    beforeAll(async () => {
      store = await openStore({ databaseUrl, dataDir: folder, clock: systemClock, log });
      return () => store.close();
    });
    const clock = { ...systemClock, now: () => now };
    const open = () => {
      now = NOW;
      return { changes: createLimitChanges({ store, clock }), scope: `server${++scopes}` };
    };
    const make = ({ changes }: ReturnType<typeof open>, { target, item }: Wanted) =>
      changes.make({ actorId: 'mod', target, edit: (_, setAt) => item?.(setAt) });
    const blockOf = (scope: string, until?: number): Wanted => ({
      target: { kind: 'block', scope, memberId: 'ann' },
      item: (setAt) => ({ kind: 'block', block: { scope, memberId: 'ann', until, reason: undefined, setBy, setAt } }),
    });

    test('undone in reverse order, any of them give the first state again', async () => {
      const opened = open();
      const { changes } = opened;
      await fc.assert(
        fc.asyncProperty(
          fc.array(wantedIn('s'), { maxLength: 12 }),
          fc.array(wantedIn('s'), { maxLength: 4 }),
          async (wanted, ground) => {
            const scope = 's';
            now = NOW;
            for (const each of ground) await make(opened, each);
            const first = await allSet(store, scope);
            const made: string[] = [];
            for (const each of wanted) {
              now += 1000;
              const { entryId } = await make(opened, each);
              if (entryId !== undefined) made.push(entryId);
            }
            for (const entryId of made.reverse()) {
              const outcome = await changes.undo({ scope, actorId: 'other', entryId, seen: undefined });
              expect(outcome.kind).toBe('undone');
            }
            expect(await allSet(store, scope)).toEqual(first);
          },
        ),
        { numRuns: long(40, 4) },
      );
    });

    test('what is undone, redone and undone again is marked as it stands', async () => {
      const opened = open();
      const { changes, scope } = opened;
      const undo = async (entryId: string) => {
        const outcome = await changes.undo({ scope, actorId: 'mod', entryId, seen: undefined });
        if (outcome.kind !== 'undone') throw new Error(outcome.kind);
        return outcome.entryId;
      };
      const chain = [(await make(opened, blockOf(scope))).entryId ?? ''];
      const undone = () => Promise.all(chain.map(async (id) => (await readEntry(store, scope, id))?.isUndone));
      for (let n = 0; n < 4; n++) {
        now += 1000;
        chain.push(await undo(chain.at(-1) ?? ''));
        // every second one stands, from the last back
        expect(await undone()).toEqual(chain.map((_, at) => (chain.length - 1 - at) % 2 === 1));
      }
    });

    test('an entry is written with its change, or neither', async () => {
      const { scope } = open();
      const breaking: Store = {
        ...store,
        transaction: (work) =>
          store.transaction((session) =>
            work({ ...wholeOf(session), audit: { ...session.audit, append: () => Promise.reject(new Error('full')) } }),
          ),
      };
      const changes = createLimitChanges({ store: breaking, clock });
      await expect(make({ changes, scope }, blockOf(scope))).rejects.toThrow('full');
      expect(await store.limits.blocks(scope, 0)).toEqual([]);
    });

    test('of twenty at once each is in the log, each begins where another ended, and the newest holds', async () => {
      const opened = open();
      const { scope } = opened;
      const target = { kind: 'budget', scope } as const;
      const budget = (credits: number): Wanted => ({
        target,
        item: () => ({ kind: 'budget', budget: { scope, credits, channelId: undefined } }),
      });
      await Promise.all(Array.from({ length: 20 }, (_, n) => make(opened, budget(n + 1))));
      const { total, entries } = await readEntries(store, scope, { limit: 100, offset: 0 });
      expect(total).toBe(20);
      expect(entries.map(({ change }) => change?.before)).toEqual([
        ...entries.slice(1).map(({ change }) => change?.after),
        undefined,
      ]);
      expect(entries[0]?.change?.after).toEqual({ kind: 'budget', budget: await store.limits.budget(scope) });
    });

    test('what ended by itself is no change that an undo would have to ask about', async () => {
      const opened = open();
      const { changes, scope } = opened;
      const { entryId = '' } = await make(opened, blockOf(scope, NOW + 10));
      now = NOW + 20;
      expect(await changes.undo({ scope, actorId: 'mod', entryId, seen: undefined })).toEqual({ kind: 'as-before' });
      // and what begins anew does not begin from it
      const { before, after } = await make(opened, blockOf(scope));
      expect(before).toBeUndefined();
      expect(after).toBeDefined();
    });

    test('an entry of another server or of another kind is none', async () => {
      const opened = open();
      const { changes, scope } = opened;
      const { entryId = '' } = await make(opened, blockOf(scope));
      const by = { actorId: 'mod', seen: undefined };
      expect(await changes.undo({ ...by, scope: 'elsewhere', entryId })).toEqual({ kind: 'no-such-entry' });
      const about = { at: NOW, scope, actorId: 'mod' };
      const report = await store.audit.append({ ...about, action: 'report', detail: 'a job' });
      expect(await changes.undo({ ...by, scope, entryId: report })).toEqual({ kind: 'no-such-entry' });
      const foreign = (await make(opened, blockOf('elsewhere'))).after;
      const forged = await store.audit.append({
        ...about,
        action: 'limits',
        detail: JSON.stringify({ after: foreign }),
      });
      const unreadable = await store.audit.append({ ...about, action: 'limits', detail: '{"after":1}' });
      for (const id of [forged, unreadable]) {
        expect(await changes.undo({ ...by, scope, entryId: id })).toEqual({ kind: 'unreadable-entry' });
      }
      expect(await store.limits.blocks(scope, 0)).toHaveLength(1);
    });
  },
);
