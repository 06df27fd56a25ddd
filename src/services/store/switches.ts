import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { providerNames } from '../../core/provider.ts';
import type { Database } from './database.ts';
import { now } from './now.ts';
import type { SwitchesTable } from './schema.ts';
import type { Switches, SwitchKey, SwitchRow } from './switches-contract.ts';

const ENDPOINT = '';
const providerSchema = z.enum(providerNames);
const proofSchema = z.array(z.object({ jobId: z.string(), status: z.number(), at: z.number() }));

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
      const rows = await kysely
        .selectFrom('switches')
        .selectAll()
        .where('provider', '=', key.provider)
        .where('path', '=', key.path)
        .where('model', 'in', [...new Set([ENDPOINT, modelOf(key)])])
        .orderBy('model')
        .execute();
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
