import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { type ProviderName, providerNames } from '../../core/provider.ts';
import { type Database, now } from './database.ts';
import { prepared, type Slots } from './prepared.ts';
import type { SwitchesTable } from './schema.ts';

/** What a provider may retire: an endpoint, or one model of it. */
export interface SwitchKey {
  readonly provider: ProviderName;
  readonly path: string;
  /** Undefined: the endpoint itself. */
  readonly model: string | undefined;
}

/** One order that was refused as for something that is no more. */
export interface Evidence {
  readonly jobId: string;
  readonly status: number;
  readonly at: number;
}

export interface SwitchRow extends SwitchKey {
  /** Refusals since an order was last taken, oldest first. */
  readonly proof: readonly Evidence[];
  /** Points in time of the database's clock; null while it is on. */
  readonly offSince: number | null;
  readonly retryAt: number | null;
  /** How often it was tried again. */
  readonly tries: number;
  /** The one post that may try it in earnest. */
  readonly trialPostId: string | null;
}

export interface Switches {
  /** Of an endpoint and of the model that is asked of it; those that nothing was ever said against have no row. */
  of(key: SwitchKey): Promise<readonly SwitchRow[]>;
  /** Those that are off, the oldest first. */
  off(): Promise<readonly SwitchRow[]>;
  /** Those against which something was said since an order was last taken, on or off. */
  doubted(): Promise<readonly SwitchRow[]>;
  /** Makes the row if need be and holds it to the end of the transaction. */
  lock(key: SwitchKey): Promise<SwitchRow>;
  prove(key: SwitchKey, proof: readonly Evidence[]): Promise<void>;
  /** Off, if it is not yet; to be tried again in `waitMs`, and by nobody before. */
  turnOff(key: SwitchKey, waitMs: number): Promise<void>;
  /** On, but what was proven stays until an order is taken. False when it was on. */
  turnOn(key: SwitchKey): Promise<boolean>;
  /** An order was taken: nothing is said against it any more. False when nothing was. */
  forget(key: SwitchKey): Promise<boolean>;
  /** Of all who want to try what is off when its time has come, one may; the next after `waitMs`. */
  take(key: SwitchKey, waitMs: number, trialPostId: string | null): Promise<boolean>;
}

const ENDPOINT = '';
const providerSchema = z.enum(providerNames);
const proofSchema = z.array(z.object({ jobId: z.string(), status: z.number(), at: z.number() }));

const findSwitches = prepared(
  (
    kysely,
    { provider, path, endpoint, model }: Slots<Readonly<Record<'provider' | 'path' | 'endpoint' | 'model', string>>>,
  ) =>
    kysely
      .selectFrom('switches')
      .selectAll()
      .where('provider', '=', provider)
      .where('path', '=', path)
      .where((row) => row.or([row('model', '=', endpoint), row('model', '=', model)]))
      .orderBy('model'),
);

/** What a provider seems to have retired. All times are of the database's clock, so that processes agree. */
export function createSwitchRows(database: Database): Switches {
  const { kysely, kind } = database;
  const modelOf = ({ model }: SwitchKey) => model ?? ENDPOINT;
  const rowOf = (key: SwitchKey) =>
    kysely
      .selectFrom('switches')
      .selectAll()
      .where('provider', '=', key.provider)
      .where('path', '=', key.path)
      .where('model', '=', modelOf(key));
  const update = (key: SwitchKey) =>
    kysely
      .updateTable('switches')
      .where('provider', '=', key.provider)
      .where('path', '=', key.path)
      .where('model', '=', modelOf(key));
  const later = (waitMs: number) => sql<number>`${now(database)} + ${sql.lit(waitMs)}`;

  return {
    async of(key) {
      const { rows } = await findSwitches(database, {
        provider: key.provider,
        path: key.path,
        endpoint: ENDPOINT,
        model: modelOf(key),
      });
      return rows.flatMap(switchOf);
    },
    async off() {
      const rows = await kysely
        .selectFrom('switches')
        .selectAll()
        .where('off_since', 'is not', null)
        .orderBy('off_since')
        .orderBy('path')
        .orderBy('model')
        .execute();
      return rows.flatMap(switchOf);
    },
    async doubted() {
      const rows = await kysely.selectFrom('switches').selectAll().where('proof', '<>', '[]').execute();
      return rows.flatMap(switchOf);
    },
    async lock(key) {
      const fresh = { off_since: null, retry_at: null, tries: 0, trial_post_id: null };
      await kysely
        .insertInto('switches')
        .values({ provider: key.provider, path: key.path, model: modelOf(key), proof: '[]', ...fresh })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await (kind === 'postgres' ? rowOf(key).forUpdate() : rowOf(key)).executeTakeFirst();
      const [known] = row ? switchOf(row) : [];
      return known ?? { ...key, proof: [], offSince: null, retryAt: null, tries: 0, trialPostId: null };
    },
    async prove(key, proof) {
      await update(key)
        .set({ proof: JSON.stringify(proof) })
        .execute();
    },
    async turnOff(key, waitMs) {
      const since = sql<number>`coalesce(off_since, ${now(database)})`;
      await update(key)
        .set({ off_since: since, retry_at: later(waitMs), trial_post_id: null })
        .execute();
    },
    async turnOn(key) {
      const { numUpdatedRows } = await update(key)
        .set({ off_since: null, retry_at: null, trial_post_id: null })
        .where('off_since', 'is not', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async forget(key) {
      const { numDeletedRows } = await kysely
        .deleteFrom('switches')
        .where('provider', '=', key.provider)
        .where('path', '=', key.path)
        .where('model', '=', modelOf(key))
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async take(key, waitMs, trialPostId) {
      const { numUpdatedRows } = await update(key)
        .set({ retry_at: later(waitMs), tries: sql`tries + 1`, trial_post_id: trialPostId })
        .where('off_since', 'is not', null)
        .where('retry_at', '<=', now(database))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

/** None for a provider of another version. */
function switchOf(row: Selectable<SwitchesTable>): SwitchRow[] {
  const provider = providerSchema.safeParse(row.provider).data;
  if (!provider) return [];
  return [
    {
      provider,
      path: row.path,
      model: row.model === ENDPOINT ? undefined : row.model,
      proof: proofSchema.parse(JSON.parse(row.proof)),
      offSince: row.off_since,
      retryAt: row.retry_at,
      tries: row.tries,
      trialPostId: row.trial_post_id,
    },
  ];
}
