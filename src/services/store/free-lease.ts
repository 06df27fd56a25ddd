import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { now } from './now.ts';

/** Nobody's, ours, or of a process that is dead by the database's clock. */
export function isFreeLease(
  database: Database,
  table: 'jobs' | 'privacy_requests' | 'uploads',
  processId: string | null,
): RawBuilder<boolean> {
  return sql<boolean>`(lease is null or lease = ${processId} or not exists
    (select 1 from processes where processes.id = ${sql.ref(`${table}.lease`)} and processes.expires_at > ${now(database)}))`;
}
