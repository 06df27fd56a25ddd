import { pino } from 'pino';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { Session, Store } from '../../../src/services/store/contract.ts';
import { openStore } from '../../../src/services/store/open-store.ts';
import { onlyWhere } from '../../support/only-where.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { openAcceptance } from './acceptance.ts';

const database = await createTestDatabase();
afterAll(() => database?.drop());

describe('members of one server, on Postgres', onlyWhere(database !== undefined, 'Postgres'), () => {
  let store: Store;
  let scope = '';
  beforeEach(async ({ task }) => {
    scope = `server of ${task.name}`;
    store = await openStore({
      databaseUrl: database?.url,
      dataDir: '.',
      clock: systemClock,
      log: pino({ level: 'silent' }),
    });
  });
  afterEach(() => store.close());

  /** A transaction that goes on when it is told to. */
  async function holding(take: (session: Session) => Promise<void>) {
    const held = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const ended = store.transaction(async (session) => {
      await take(session);
      held.resolve();
      await end.promise;
    });
    return {
      held: held.promise,
      async end() {
        end.resolve();
        await ended;
      },
    };
  }

  const isStill = (held: Promise<void>) =>
    Promise.race([held.then(() => false), new Promise<boolean>((resolve) => setTimeout(resolve, 300, true))]);

  test('do not wait for each other, but each for what is decided about the server, and that for them', async () => {
    const ann = await holding(({ ledger }) => ledger.lock(scope, 'ann'));
    await ann.held;
    const ben = await holding(({ ledger }) => ledger.lock(scope, 'ben'));
    await ben.held;
    const again = await holding(({ ledger }) => ledger.lock(scope, 'ann'));
    expect(await isStill(again.held)).toBe(true);
    await ann.end();
    await again.held;

    const moderator = await holding(({ ledger }) => ledger.lockServer(scope));
    expect(await isStill(moderator.held)).toBe(true);
    const cid = await holding(({ ledger }) => ledger.lock(scope, 'cid'));
    await ben.end();
    await again.end();
    await moderator.held;
    expect(await isStill(cid.held)).toBe(true);
    const elsewhere = await holding(({ ledger }) => ledger.lock(`${scope}, another`, 'cid'));
    await elsewhere.held;
    await moderator.end();
    await cid.held;
    await Promise.all([cid, elsewhere].map((each) => each.end()));
  });

  test('are held to a budget that is set while they ask', async () => {
    const { ask } = openAcceptance(store);
    await ask({ scope, ownerId: 'the first' });
    const moderator = await holding(async ({ ledger, limits }) => {
      await ledger.lockServer(scope);
      await limits.putBudget({ scope, credits: 4, channelId: undefined });
    });
    await moderator.held;
    const asked = Array.from({ length: 30 }, (_, n) => ask({ scope, ownerId: `member ${n}`, command: 'rmbg' }));
    expect(await isStill(Promise.race(asked).then(() => undefined))).toBe(true);
    await moderator.end();
    const answers = await Promise.all(asked);
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(3);
  });
});
