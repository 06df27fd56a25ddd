import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** The database's clock: what leases are measured by, whatever the clocks of the processes say. */
export function now({ kind, clock }: Pick<Database, 'kind' | 'clock'>): RawBuilder<number> {
  if (kind === 'sqlite') return sql<number>`${clock.now()}`;
  return sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
}
