import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../core/clock.ts';
import type { Aliases } from './alias.ts';
import type { Tables } from './schema.ts';

/** What the queries of a session run on. */
export interface Database {
  readonly kysely: Kysely<Tables> | Transaction<Tables>;
  readonly kind: 'sqlite' | 'postgres';
  /** On SQLite its clock is the database's: nobody else uses the file. */
  readonly clock: Clock;
  readonly aliases: Aliases;
}
