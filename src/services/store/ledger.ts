import { type Selectable, sql } from 'kysely';
import type { Draw } from '../../core/limits/rules.ts';
import { dayOf } from '../../core/periods.ts';
import type { Database } from './database.ts';
import type { HeldJob } from './job-rows.ts';
import { prepared, preparedRows, type Slots } from './prepared.ts';
import type { LedgerTable, TalliesTable } from './schema.ts';
import { addTallies, shardOf } from './tallies.ts';

/**
 * reserved: with the job. charged: it brought a picture. given-back: it did not.
 * retried: the one free repeat after an unknown outcome was used.
 * unknown: the operator may have paid for nothing. settled: a late ticket showed what for. written-off: nobody ever knew.
 */
export const ledgerKinds = [
  'reserved',
  'charged',
  'given-back',
  'unknown',
  'settled',
  'written-off',
  'retried',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

export interface LedgerEntry {
  readonly jobId: string;
  readonly kind: LedgerKind;
  readonly scope: string;
  readonly ownerId: string;
  /** Whose picture it is: the operation's name. */
  readonly command: string;
  /** UTC day on which the credits were reserved, `2026-11-21`: what comes back goes to that day. */
  readonly day: string;
  readonly credits: number;
  readonly at: number;
}

/** Of jobs that were just asked for. */
interface Reservation {
  /** What of it comes from grants. */
  readonly draws: readonly Draw[];
  /** When the member asked; undefined for what goes on by itself. */
  readonly askedAt: number | undefined;
}

export interface Ledger {
  /** To the end of the transaction: the member alone, and the server together with its other members. */
  lock(scope: string, ownerId: string): Promise<void>;
  /** Before that, the whole server alone: whoever asks there waits. */
  lockServer(scope: string): Promise<void>;
  /** After those: what all servers share. */
  lockEverybody(): Promise<void>;
  /** Each kind once per job: writing it again changes nothing, and only what is new is counted in the tallies. */
  append(entries: readonly LedgerEntry[], reservation?: Reservation): Promise<void>;
  byJob(jobId: string): Promise<readonly LedgerEntry[]>;
  /** Unknown outcomes older than `before` that nothing settled. */
  openUnknown(before: number): Promise<readonly LedgerEntry[]>;
}

type Granted = ReadonlyMap<string, number>;

/** Adds lines that are new to the sums, in the transaction that wrote them. */
async function countLines(
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

const insertLines = preparedRows((kysely, rows: readonly Slots<ReturnType<typeof rowOf>>[]) =>
  kysely
    .insertInto('ledger')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['job_id', 'kind']).doNothing())
    .returningAll(),
);

const holdMember = prepared((kysely, { scope, ownerId }: Slots<{ scope: string; ownerId: string }>) =>
  kysely.selectFrom('accounts').select('scope').where('scope', '=', scope).where('owner_id', '=', ownerId).forUpdate(),
);

/** Of all that may be locked by two numbers in a Postgres: ours are servers. */
const SERVERS = sql.lit(1_684_107_883);
const lockAlone = prepared((kysely, { scope }: Slots<{ scope: string }>) =>
  kysely.selectNoFrom(sql`pg_advisory_xact_lock(${SERVERS}, hashtext(${scope}))`.as('held')),
);
const lockTogether = prepared((kysely, { scope }: Slots<{ scope: string }>) =>
  kysely.selectNoFrom(sql`pg_advisory_xact_lock_shared(${SERVERS}, hashtext(${scope}))`.as('held')),
);

const NOTHING_ASKED: Reservation = { draws: [], askedAt: undefined };

export function createLedger(database: Database): Ledger {
  const { kysely, kind } = database;

  async function lockMember(scope: string, ownerId: string): Promise<void> {
    // one that was forgotten between the two statements is made anew
    while ((await holdMember(database, { scope, ownerId })).rows.length === 0) {
      await kysely
        .insertInto('accounts')
        .values({ scope, owner_id: ownerId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  // on SQLite the whole file is ours for the length of a transaction
  const isHeld = kind === 'sqlite';

  return {
    async lock(scope, ownerId) {
      if (isHeld) return;
      await lockTogether(database, { scope });
      await lockMember(scope, ownerId);
    },
    async lockServer(scope) {
      if (!isHeld) await lockAlone(database, { scope });
    },
    async lockEverybody() {
      if (!isHeld) await lockAlone(database, { scope: '' });
    },
    async append(entries, reservation = NOTHING_ASKED) {
      if (entries.length === 0) return;
      const { rows } = await insertLines(database, entries.map(rowOf));
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

type Priced = Pick<HeldJob, 'id' | 'scope' | 'ownerId' | 'operation' | 'price' | 'createdAt'>;

/** On the UTC day that a job was asked for, whenever its credits come back. */
export function ledgerLine(job: Priced, kind: LedgerKind, at: number): LedgerEntry {
  return {
    jobId: job.id,
    kind,
    scope: job.scope,
    ownerId: job.ownerId,
    command: job.operation,
    day: dayOf(job.createdAt),
    credits: job.price,
    at,
  };
}
