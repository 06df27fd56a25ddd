import { type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { type Ledger, type LedgerEntry, ledgerKinds } from './ledger-contract.ts';
import type { LedgerTable } from './schema.ts';

export function createLedger({ kysely, kind }: Database): Ledger {
  async function lockRow(scope: string, ownerId: string): Promise<void> {
    const row = { scope, owner_id: ownerId };
    await kysely
      .insertInto('accounts')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const held = kysely
      .selectFrom('accounts')
      .select('scope')
      .where('scope', '=', scope)
      .where('owner_id', '=', ownerId);
    await held.forUpdate().execute();
  }

  return {
    async lock(scope, ownerId) {
      // on SQLite the whole file is ours for the length of a transaction
      if (kind === 'sqlite') return;
      await lockRow(scope, '');
      await lockRow(scope, ownerId);
    },
    async append(entries) {
      if (entries.length === 0) return;
      await kysely
        .insertInto('ledger')
        .values(entries.map(rowOf))
        .onConflict((conflict) => conflict.columns(['job_id', 'kind']).doNothing())
        .execute();
    },
    async spent(scope, ownerId, day) {
      const row = await kysely
        .selectFrom('ledger')
        .select(
          sql<
            number | string | null
          >`sum(case kind when 'reserved' then credits when 'given-back' then -credits else 0 end)`.as('spent'),
        )
        .where('scope', '=', scope)
        .where('owner_id', '=', ownerId)
        .where('day', '=', day)
        .executeTakeFirst();
      return Number(row?.spent ?? 0);
    },
    async byJob(jobId) {
      const rows = await kysely.selectFrom('ledger').selectAll().where('job_id', '=', jobId).orderBy('at').execute();
      return rows.map(entryOf);
    },
    async openUnknown(before) {
      const rows = await kysely
        .selectFrom('ledger')
        .selectAll()
        .where('kind', '=', 'unknown')
        .where('at', '<', before)
        .where(
          sql<boolean>`not exists (select 1 from ledger as later where later.job_id = ledger.job_id
            and later.kind in ('settled', 'written-off'))`,
        )
        .execute();
      return rows.map(entryOf);
    },
  };
}

function rowOf({ jobId, kind, scope, ownerId, day, credits, at }: LedgerEntry) {
  return { job_id: jobId, kind, scope, owner_id: ownerId, day, credits, at };
}

function entryOf(row: Selectable<LedgerTable>): LedgerEntry {
  const kind = ledgerKinds.find((each) => each === row.kind) ?? 'unknown';
  const { job_id: jobId, scope, owner_id: ownerId, day, credits, at } = row;
  return { jobId, kind, scope, ownerId, day, credits, at };
}
