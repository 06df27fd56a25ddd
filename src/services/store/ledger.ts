import { type Selectable, sql } from 'kysely';
import { countLines } from './count-lines.ts';
import type { Database } from './database.ts';
import { type Ledger, type LedgerEntry, ledgerKinds, type Reservation } from './ledger-contract.ts';
import type { LedgerTable } from './schema.ts';

const NOTHING_ASKED: Reservation = { draws: [], askedAt: undefined };

export function createLedger(database: Database): Ledger {
  const { kysely, kind } = database;

  async function lockRow(scope: string, ownerId: string): Promise<void> {
    // one that was forgotten between the two statements is made anew
    while (!(await heldRow(scope, ownerId)));
  }

  async function heldRow(scope: string, ownerId: string): Promise<boolean> {
    await kysely
      .insertInto('accounts')
      .values({ scope, owner_id: ownerId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const held = kysely
      .selectFrom('accounts')
      .select('scope')
      .where('scope', '=', scope)
      .where('owner_id', '=', ownerId);
    return (await held.forUpdate().execute()).length > 0;
  }

  return {
    async lock(scope, ownerId) {
      // on SQLite the whole file is ours for the length of a transaction
      if (kind === 'sqlite') return;
      await lockRow(scope, '');
      await lockRow(scope, ownerId);
    },
    async lockEverybody() {
      if (kind === 'postgres') await lockRow('', '');
    },
    async append(entries, reservation = NOTHING_ASKED) {
      if (entries.length === 0) return;
      const rows = await kysely
        .insertInto('ledger')
        .values(entries.map(rowOf))
        .onConflict((conflict) => conflict.columns(['job_id', 'kind']).doNothing())
        .returningAll()
        .execute();
      await countLines(database, rows.map(entryOf), reservation);
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

function rowOf({ jobId, kind, scope, ownerId, command, day, credits, at }: LedgerEntry) {
  return { job_id: jobId, kind, scope, owner_id: ownerId, command, day, credits, at };
}

function entryOf(row: Selectable<LedgerTable>): LedgerEntry {
  const kind = ledgerKinds.find((each) => each === row.kind) ?? 'unknown';
  const { job_id: jobId, scope, owner_id: ownerId, command, day, credits, at } = row;
  return { jobId, kind, scope, ownerId, command, day, credits, at };
}
