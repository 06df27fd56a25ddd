import { type Selectable, sql } from 'kysely';
import type { Allowance } from '../../core/allowance.ts';
import type { ProviderName } from '../../core/provider.ts';
import { type Database, now } from './database.ts';
import { prepared, type Slots } from './prepared.ts';
import type { ProvidersTable } from './schema.ts';

export type PauseReason = 'key' | 'credits' | 'gone';

export interface ProviderState {
  readonly name: ProviderName;
  readonly pausedFor: PauseReason | null;
  readonly pausedAt: number | null;
  /** Of an account without credits: when one order may try it. */
  readonly retryAt: number | null;
  /** How often one did. */
  readonly trials: number;
  /** One was accepted for it and has not left yet. */
  readonly isTrialOpen: boolean;
  /** Nothing is sent before, nor before a probe has passed then. */
  readonly restsUntil: number | null;
}

export interface Providers {
  /** Makes the row if need be and holds it to the end of the transaction. */
  lock(name: ProviderName): Promise<ProviderState>;
  read(name: ProviderName): Promise<ProviderState>;
  /** A pause for the same reason stays as it is. */
  pause(name: ProviderName, reason: PauseReason, now: number, retryAt: number | null): Promise<void>;
  resume(name: ProviderName): Promise<void>;
  /** What the key may still send, as of `ageMs` ago by the database's clock; held to the end of the transaction. */
  allowance(
    name: ProviderName,
  ): Promise<{ readonly allowance: Allowance; readonly ageMs: number; readonly at: number }>;
  keepAllowance(name: ProviderName, allowance: Allowance, at: number): Promise<void>;
  /** Of all who want to try it when its time has come, one may; the next after `waitMs`, or when that one left the line unsent. */
  openTrial(name: ProviderName, now: number, waitMs: number): Promise<boolean>;
  closeTrial(name: ProviderName): Promise<void>;
  postponeTrial(name: ProviderName, until: number): Promise<void>;
  advanceTrial(name: ProviderName, to: number): Promise<void>;
  rest(name: ProviderName, until: number | null): Promise<void>;
}

const reasons = ['key', 'credits', 'gone'] as const satisfies readonly PauseReason[];
const UNPAUSED = { paused_for: null, paused_at: null, retry_at: null, trials: 0, trial_open: 0 };

const readProvider = prepared((kysely, { name }: Slots<{ name: string }>) =>
  kysely.selectFrom('providers').selectAll().where('name', '=', name),
);

const holdProvider = prepared((kysely, { name }: Slots<{ name: string }>) =>
  kysely.selectFrom('providers').selectAll().where('name', '=', name).forUpdate(),
);
const makeProvider = prepared((kysely, { name }: Slots<{ name: string }>) =>
  kysely
    .insertInto('providers')
    .values({ name, tokens: 0, refilled_at: 0, rest_ms: 0, apart_ms: 0, ...UNPAUSED, rests_until: null })
    .onConflict((conflict) => conflict.doNothing()),
);

export function createProviders(database: Database): Providers {
  const { kysely, kind } = database;

  const make = (name: string) => makeProvider(database, { name });
  const rowOf = (name: string) => kysely.selectFrom('providers').selectAll().where('name', '=', name);
  const reasonOf = (text: string | null | undefined) => reasons.find((each) => each === text) ?? null;

  const stateOf = (name: ProviderName, row: Selectable<ProvidersTable> | undefined): ProviderState => ({
    name,
    pausedFor: reasonOf(row?.paused_for),
    pausedAt: row?.paused_at ?? null,
    retryAt: row?.retry_at ?? null,
    trials: row?.trials ?? 0,
    isTrialOpen: row?.trial_open === 1,
    restsUntil: row?.rests_until ?? null,
  });
  const update = (name: string) => kysely.updateTable('providers').where('name', '=', name);
  const trial = (name: string) => update(name).where('paused_for', '=', 'credits');

  const locked = async (name: string) =>
    (await (kind === 'postgres' ? holdProvider : readProvider)(database, { name })).rows[0];

  return {
    async lock(name) {
      await make(name);
      return stateOf(name, await locked(name));
    },
    async read(name) {
      return stateOf(name, (await readProvider(database, { name })).rows[0]);
    },
    async pause(name, reason, at, retryAt) {
      await make(name);
      await update(name)
        .set({ ...UNPAUSED, paused_for: reason, paused_at: at, retry_at: retryAt })
        .where((is) => is.or([is('paused_for', 'is', null), is('paused_for', '<>', reason)]))
        .execute();
    },
    async resume(name) {
      await update(name).set(UNPAUSED).execute();
    },
    async openTrial(name, at, waitMs) {
      const inLine = kysely
        .selectFrom('jobs')
        .select('id')
        .where('provider', '=', name)
        .where('phase', 'in', ['accepted', 'queued']);
      // two at once would not see each other in line
      await locked(name);
      const { numUpdatedRows } = await trial(name)
        .set({ retry_at: at + waitMs, trials: sql`trials + 1 - trial_open`, trial_open: 1 })
        .where((row) => {
          const isUnused = row.and([row('trial_open', '=', 1), row.not(row.exists(inLine))]);
          return row.or([row('retry_at', '<=', at), isUnused]);
        })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async closeTrial(name) {
      await update(name).set({ trial_open: 0 }).execute();
    },
    async postponeTrial(name, until) {
      await trial(name).set({ retry_at: until }).where('retry_at', '<', until).execute();
    },
    async advanceTrial(name, to) {
      await trial(name).set({ retry_at: to }).where('retry_at', '>', to).execute();
    },
    async rest(name, until) {
      await make(name);
      await update(name).set({ rests_until: until }).execute();
    },
    async allowance(name) {
      await make(name);
      const time = now(database);
      const asked = rowOf(name).select(sql<number>`${time}`.as('at'));
      const row = await (kind === 'postgres' ? asked.forUpdate() : asked).executeTakeFirstOrThrow();
      const at = Number(row.at);
      const allowance = { tokens: row.tokens, restMs: row.rest_ms, apartMs: row.apart_ms };
      return { allowance, ageMs: Math.max(0, at - row.refilled_at), at };
    },
    async keepAllowance(name, { tokens, restMs, apartMs }, at) {
      await kysely
        .updateTable('providers')
        .set({ tokens, rest_ms: restMs, apart_ms: apartMs, refilled_at: at })
        .where('name', '=', name)
        .execute();
    },
  };
}
