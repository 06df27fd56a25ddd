import { type CompiledQuery, type Kysely, type QueryResult, type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { endedPhases, type Phase, slotPhases } from '../../core/job.ts';
import type { Aliases } from './alias.ts';
import type { Tables } from './schema.ts';

/** A part of what is somebody's, by id: what comes after one, up to a point in time. */
export interface Slice {
  readonly after: string;
  readonly until: number;
  readonly limit: number;
}

/** What the queries of a session run on. */
export interface Database {
  readonly kysely: Kysely<Tables> | Transaction<Tables>;
  /** What was built before, past all that Kysely does for a query that it builds. */
  run<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>;
  readonly kind: 'sqlite' | 'postgres';
  /** On SQLite its clock is the database's: nobody else uses the file. */
  readonly clock: Clock;
  readonly aliases: Aliases;
}

/** The database's clock: what leases are measured by, whatever the clocks of the processes say. */
export function now({ kind, clock }: Pick<Database, 'kind' | 'clock'>): RawBuilder<number> {
  if (kind === 'sqlite') return sql<number>`${clock.now()}`;
  return sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
}

/** Nobody's, ours, or of a process that is dead by the database's clock. */
export function isFreeLease(
  database: Database,
  table: 'jobs' | 'privacy_requests' | 'uploads',
  processId: string | null,
): RawBuilder<boolean> {
  return sql<boolean>`(lease is null or lease = ${processId} or not exists
    (select 1 from processes where processes.id = ${sql.ref(`${table}.lease`)} and processes.expires_at > ${now(database)}))`;
}

/** A limit that is written out: where it is a value SQLite plans the query anew at each run. */
export const ONE = sql.lit(1);

const listOf = (phases: readonly Phase[]) => sql.join(phases.map((phase) => sql.lit(phase)));

/** Phases are written out: only then does a database see that its partial indexes hold what is asked for. */
export const isInSlot: RawBuilder<boolean> = sql<boolean>`phase in (${listOf(slotPhases)})`;
export const isOpen: RawBuilder<boolean> = sql<boolean>`phase not in (${listOf(endedPhases)})`;
export const isQueued: RawBuilder<boolean> = sql<boolean>`phase = ${sql.lit('queued' satisfies Phase)}`;
export const isNotQueued: RawBuilder<boolean> = sql<boolean>`phase <> ${sql.lit('queued' satisfies Phase)}`;
/** A finished picture lies on a host that is not allowed, and somebody will look again. */
export const isHeld: RawBuilder<boolean> = sql<boolean>`held_host is not null and due_at is not null`;
export const isDone: RawBuilder<boolean> = sql<boolean>`phase = ${sql.lit('done' satisfies Phase)}`;

export const optional = <T>(value: T | null): T | undefined => value ?? undefined;
export const orNull = <T>(value: T | undefined): T | null => value ?? null;

export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A key that is absent, never one that holds undefined. */
export function withoutUndefined<T extends object>(value: T): Defined<T>;
export function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
