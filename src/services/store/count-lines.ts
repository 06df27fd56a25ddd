import { sql } from 'kysely';
import type { Draw } from '../../core/limits.ts';
import { addTallies } from './add-tallies.ts';
import type { Database } from './database.ts';
import type { LedgerEntry, Reservation } from './ledger-contract.ts';
import { shardOf } from './tallies.ts';
import type { TalliesTable } from './tallies-schema.ts';

type Granted = ReadonlyMap<string, number>;

/** Adds lines that are new to the sums, in the transaction that wrote them. */
export async function countLines(
  database: Database,
  lines: readonly LedgerEntry[],
  { draws, askedAt }: Reservation,
): Promise<void> {
  const { kysely } = database;
  const reserved = lines.filter(({ kind }) => kind === 'reserved');
  const back = lines.filter(({ kind }) => kind === 'given-back');
  if (reserved.length + back.length === 0) return;
  const taken = draws.filter(({ jobId }) => reserved.some((line) => line.jobId === jobId));
  if (taken.length > 0) await use(taken);
  const returned = back.length > 0 ? await giveBack(back.map(({ jobId }) => jobId)) : [];
  await addTallies(
    database,
    sumsOf([...rowsOf(reserved, grantedOf(taken), 1, askedAt ?? 0), ...rowsOf(back, grantedOf(returned), -1, 0)]),
  );
  if (back.length > 0) await touchBudgets([...new Set(back.map(({ scope }) => scope))]);

  async function use(all: readonly Draw[]): Promise<void> {
    const rows = all.map(({ jobId, grantId, credits }) => ({ job_id: jobId, grant_id: grantId, credits }));
    await kysely.insertInto('grant_draws').values(rows).execute();
    await countUses(all, 1);
  }

  /** What is deleted here cannot be given back once more. */
  async function giveBack(jobIds: readonly string[]): Promise<readonly Draw[]> {
    const rows = await kysely
      .deleteFrom('grant_draws')
      .where('job_id', 'in', jobIds)
      .returning(['job_id', 'grant_id', 'credits'])
      .execute();
    const all = rows.map(({ job_id: jobId, grant_id: grantId, credits }) => ({ jobId, grantId, credits }));
    if (all.length > 0) await countUses(all, -1);
    return all;
  }

  async function countUses(all: readonly Draw[], sign: 1 | -1): Promise<void> {
    const sums = new Map<string, number>();
    for (const { grantId, credits } of all) sums.set(grantId, (sums.get(grantId) ?? 0) + sign * credits);
    await kysely
      .insertInto('grant_uses')
      .values([...sums].sort().map(([grant_id, credits]) => ({ grant_id, credits })))
      .onConflict((conflict) =>
        conflict.column('grant_id').doUpdateSet({ credits: sql`grant_uses.credits + excluded.credits` }),
      )
      .execute();
  }

  /** What the budget paused may go on again; it is looked at soon. */
  async function touchBudgets(scopes: readonly string[]): Promise<void> {
    await kysely.updateTable('budget_months').set({ due_at: 0 }).where('scope', 'in', scopes).execute();
  }
}

function grantedOf(draws: readonly Draw[]): Granted {
  const sums = new Map<string, number>();
  for (const { jobId, credits } of draws) sums.set(jobId, (sums.get(jobId) ?? 0) + credits);
  return sums;
}

function rowsOf(lines: readonly LedgerEntry[], granted: Granted, sign: 1 | -1, askedAt: number): TalliesTable[] {
  return lines.flatMap(({ jobId, scope, ownerId, day, command, ...line }) => {
    const credits = sign * line.credits;
    const month = { period: day.slice(0, 7), command: '', credits, granted: 0, asked_at: 0 };
    const own = { credits, granted: sign * (granted.get(jobId) ?? 0), asked_at: askedAt };
    return [
      { scope, owner_id: ownerId, period: day, command, ...own },
      { scope, owner_id: '', ...month },
      { scope: '', owner_id: shardOf(scope), ...month },
    ];
  });
}

/** One row of each key, always in the same order: two transactions never wait for each other. */
function sumsOf(rows: readonly TalliesTable[]): readonly TalliesTable[] {
  const sums = new Map<string, TalliesTable>();
  for (const row of rows) {
    const key = JSON.stringify([row.scope, row.owner_id, row.period, row.command]);
    const before = sums.get(key);
    const sum = before && {
      ...row,
      credits: before.credits + row.credits,
      granted: before.granted + row.granted,
      asked_at: Math.max(before.asked_at, row.asked_at),
    };
    sums.set(key, sum ?? row);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
